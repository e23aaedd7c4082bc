import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { chooseModel } from './choose-model.ts';
import { parseCatalog } from './parse-catalog.ts';
import { QUALITIES, type Quality } from './plan.ts';

const text = await readFile(new URL('../../../../models/catalog.json', import.meta.url), 'utf8');
const catalog = parseCatalog(JSON.parse(text));

function choice(name: string, quality: Quality, ...installed: string[]) {
  const { model, note } = chooseModel(catalog, name, quality, new Set(installed));
  return [model.id, note];
}

describe('chooseModel', () => {
  it('knows the names of the API', () => {
    for (const quality of QUALITIES) {
      expect(choice('rembg', quality)).toEqual(['isnet', undefined]);
      expect(choice('deeplab', quality)).toEqual(['deeplabv3', undefined]);
      expect(choice('u2netp', quality)).toEqual(['u2netp', undefined]);
    }
  });

  it('takes the small U²-Net at the cheap levels, installed or not, and says so', () => {
    const note = (quality: string) => `At quality "${quality}" U²-Net-P works in the place of U²-Net`;
    expect(choice('u2net', 'low', 'u2net')).toEqual(['u2netp', note('low')]);
    expect(choice('u2net', 'medium')).toEqual(['u2netp', note('medium')]);
  });

  it('takes the full U²-Net at the dear levels when it is installed, else the small one, and says so', () => {
    const note =
      'U²-Net-P works in the place of U²-Net, which is not installed; "npm run models -- add u2net" installs it';
    for (const quality of ['high', 'ultra'] as const) {
      expect(choice('u2net', quality, 'u2netp', 'u2net')).toEqual(['u2net', undefined]);
      expect(choice('u2net', quality, 'u2netp')).toEqual(['u2netp', note]);
    }
  });

  it('refuses a name that nobody has', () => {
    expect(() => choice('sam', 'high')).toThrow(
      expect.objectContaining({ code: 'invalid_argument', message: 'No model named "sam" in the catalogue' }),
    );
  });
});
