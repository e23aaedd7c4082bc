import { parseRecipe, QUALITIES } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../engine/chosen-model.ts';
import { CATALOG } from '../../engine/model-catalog.ts';
import { OWN } from '../testing/workspace-setup.ts';
import { choiceKey, choiceOf, fieldsOf, fieldsOfKey } from './cutout-choice.ts';

const KNOWN = CATALOG.map(({ id }) => id);

it('says each network and level in words of a recipe, and knows them again', () => {
  const keys = new Set<string>();
  for (const model of [...KNOWN.map(id => ({ kind: 'catalog', id }) as const), OWN]) {
    for (const quality of QUALITIES) {
      const recipe = parseRecipe(fieldsOf({ model, quality }));
      expect(choiceOf(recipe, OWN, KNOWN)).toEqual({ model, quality });
      expect(fieldsOfKey(choiceKey(recipe))).toEqual(fieldsOf({ model, quality }));
      keys.add(choiceKey(recipe));
    }
  }
  expect(keys.size).toBe((KNOWN.length + 1) * QUALITIES.length);
});

it('takes the default for what an empty recipe says', () => {
  expect(choiceOf(parseRecipe({}), null, KNOWN)).toEqual({ model: DEFAULT_MODEL, quality: 'high' });
});

it("has nothing for a network of the user's own that is not open", () => {
  const fields = fieldsOf({ model: OWN, quality: 'low' });
  expect(choiceOf(fields, null, KNOWN)).toBeNull();
  expect(choiceOf(fields, { ...OWN, key: 'own-2' }, KNOWN)).toBeNull();
});
