import { EngineError, listBackdrops, parseRecipe, type RecipeBackground } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { advance, type History, startHistory } from '../state/document/history.ts';
import { german } from '../words/de.ts';
import { english } from '../words/en.ts';
import { chosen, lastOf, nextSeed, uploaded } from './backgrounds.ts';
import { opaque, recoloured } from './colours.ts';
import { titleOf } from './library-titles.ts';
import { promptProblem } from './prompt-problem.ts';

const start = startHistory({ version: 1, recipe: parseRecipe({}), edits: [] });

function after(history: History, ...backgrounds: readonly RecipeBackground[]): History {
  return backgrounds.reduce(
    (now, background, i) =>
      advance(now, {
        kind: 'do',
        id: `${now.done.length}-${i}`,
        command: { name: 'change-recipe', about: 'background', changes: { background } },
      }),
    history,
  );
}

it('a kind comes back as the picture had it last', () => {
  const red = { type: 'color', color: '#ff0000' } as const;
  const blue = { type: 'color', color: '#0000ff' } as const;
  const history = after(start, red, blue, { type: 'blur', blur: 0.05 });
  expect(chosen(history, 'color')).toEqual(blue);
  expect(chosen(start, 'color')).toEqual({ type: 'color', color: '#ffffff' });
  expect(lastOf(history, 'image')).toBeNull();
  expect(lastOf(null, 'color')).toBeNull();
  expect(lastOf(after(history, uploaded('a'), red), 'image')?.id).toBe('a');
});

it('what kinds begin with is what recipes take', () => {
  for (const kind of ['transparent', 'color', 'gradient', 'blur'] as const) {
    const background = chosen(null, kind);
    expect(parseRecipe({ background }).background).toEqual(background);
  }
  expect(parseRecipe({ background: { type: 'image', id: 'a' } }).background).toEqual(uploaded('a'));
  expect(parseRecipe({ background: { type: 'blur' } }).background).toEqual(chosen(null, 'blur'));
});

it('another one has another seed, for ever', () => {
  expect(nextSeed(0)).toBe(1);
  expect(nextSeed(2_147_483_647)).toBe(0);
});

it('colours keep their alpha when another one is picked', () => {
  expect(opaque('#abc')).toBe('#aabbcc');
  expect(opaque('#11223344')).toBe('#112233');
  expect(recoloured('#11223344', '#ffffff')).toBe('#ffffff44');
  expect(recoloured('#abc', '#ffffff')).toBe('#ffffff');
});

it('every background of the library has a name in every language, and no name is of none', () => {
  const ids = listBackdrops().map(({ id }) => id);
  for (const { replace } of [english, german]) {
    expect(Object.keys(replace.library.titles).toSorted()).toEqual(ids.toSorted());
    expect(titleOf(replace, 'toString')).toBe(replace.library.unnamed);
  }
  for (const { id, title } of listBackdrops()) expect(titleOf(english.replace, id)).toBe(title);
});

it('words that are no picture are told why', () => {
  const rejected = (reason: string) => new EngineError('prompt_rejected', '', { details: { reason } });
  expect(promptProblem(rejected('too_short'))).toBe('tooShort');
  expect(promptProblem(rejected('no_words'))).toBe('noWords');
  expect(promptProblem(new EngineError('worker_died', ''))).toBe('failed');
});
