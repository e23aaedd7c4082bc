import { parseRecipe } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { DOCUMENT_VERSION, type EditDocument } from './edit-document.ts';
import type { LogEntry } from './history.ts';
import { DocumentRefused, readDocument, readEntry } from './read-document.ts';

const START: EditDocument = { version: DOCUMENT_VERSION, recipe: parseRecipe({}), edits: [] };
const EDITS: EditDocument['edits'] = [
  {
    kind: 'stroke',
    mode: 'refine',
    points: [1, 2, 0.5],
    size: 20,
    hardness: 1,
    opacity: 0.5,
    edge_aware: false,
  },
  { kind: 'lasso', mode: 'add', points: [0, 0, 5, 0, 5, 5] },
  { kind: 'region', mode: 'only', x: 3, y: 4 },
  { kind: 'mask', mode: 'intersect', asset: 'abc-1' },
];
const entry = (command: Command): LogEntry => ({ kind: 'do', id: 'a', command });

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof DocumentRefused) return error.code;
    throw error;
  }
  return 'read';
}

describe('a kept document', () => {
  it('is read as it was written', () => {
    const document = { ...START, edits: EDITS };
    expect(readDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it('gets what a recipe of its time did not have yet', () => {
    const { blend_mode: _, ...older } = START.recipe;
    expect(readDocument({ ...START, recipe: older })).toEqual(START);
  });

  it.each([
    [{ ...START, version: 2 }, 'document_newer'],
    [{ ...START, recipe: { ...START.recipe, version: 9 } }, 'document_newer'],
    [{ ...START, edits: [{ kind: 'clone', x: 1 }] }, 'document_newer'],
    [{ ...START, edits: [{ ...EDITS[2], mode: 'grow' }] }, 'document_newer'],
    [{ ...START, recipe: { ...START.recipe, quality: 7 } }, 'document_damaged'],
    [{ ...START, edits: 'none' }, 'document_damaged'],
    [{ ...START, edits: [null] }, 'document_damaged'],
    [{ ...START, edits: [{ ...EDITS[0], points: [1, 2] }] }, 'document_damaged'],
    [{ ...START, edits: [{ ...EDITS[0], size: 0 }] }, 'document_damaged'],
    [{ ...START, edits: [{ ...EDITS[0], points: [1, 2, Number.NaN] }] }, 'document_damaged'],
    [{ ...START, edits: [{ ...EDITS[3], asset: '../x' }] }, 'document_damaged'],
    [{ recipe: START.recipe, edits: [] }, 'document_damaged'],
    [null, 'document_damaged'],
    ['{}', 'document_damaged'],
  ])('of %j is refused as %s', (document, code) => {
    expect(refusal(() => readDocument(document))).toBe(code);
  });
});

describe('a kept entry', () => {
  it.each<[string, LogEntry]>([
    [
      'a change',
      entry({ name: 'change-recipe', about: 'background', changes: { background: { type: 'transparent' } } }),
    ],
    [
      'another network',
      entry({
        name: 'change-recipe',
        about: 'cutout',
        changes: { model: 'custom', model_id: 'own-1', quality: 'low' },
      }),
    ],
    ['an edit', entry({ name: 'add-edit', edit: EDITS[0]! })],
    ['a clearing', entry({ name: 'clear-edits' })],
    ['a whole document', entry({ name: 'replace-document', about: 'reset', document: START })],
    ['an undo', { kind: 'undo', of: 'a' }],
    ['a redo', { kind: 'redo', of: 'a' }],
  ])('is read as it was written: %s', (_, written) => {
    expect(readEntry(JSON.parse(JSON.stringify(written)), START)).toEqual(written);
  });

  it.each([
    [{ kind: 'merge', of: 'a' }, 'document_newer'],
    [{ kind: 'do', id: 'a', command: { name: 'crop' } }, 'document_newer'],
    [
      { kind: 'do', id: 'a', command: { name: 'change-recipe', about: 'light', changes: {} } },
      'document_newer',
    ],
    [
      { kind: 'do', id: 'a', command: { name: 'change-recipe', about: 'edges', changes: { quality: 1 } } },
      'document_damaged',
    ],
    [{ kind: 'do', command: { name: 'clear-edits' } }, 'document_damaged'],
    [{ kind: 'undo' }, 'document_damaged'],
    [{ kind: 5 }, 'document_damaged'],
    [7, 'document_damaged'],
  ])('of %j is refused as %s', (value, code) => {
    expect(refusal(() => readEntry(value, START))).toBe(code);
  });
});
