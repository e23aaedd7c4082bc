import { describe, expect, it } from 'vitest';
import { findModel, findVariant, type ModelCatalog, type ModelEntry } from './model-catalog.ts';

describe('the catalogue', () => {
  const model = { id: 'isnet', aliases: ['rembg'], variants: [] } as unknown as ModelEntry;
  const catalog: ModelCatalog = { version: 1, models: [model] };

  it('finds a model by id and alias, and says what it misses', () => {
    expect(findModel(catalog, 'isnet')).toBe(model);
    expect(findModel(catalog, 'rembg')).toBe(model);
    expect(() => findModel(catalog, 'u2net')).toThrow('No model named "u2net" in the catalogue');
    expect(() => findVariant(model, 'int8')).toThrow('Model "isnet" has no variant "int8"');
  });
});
