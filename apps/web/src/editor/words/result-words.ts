import type { Quality } from '@backgroundfx/core';
import { type ChosenModel, DEFAULT_MODEL, isSameModel } from '../../engine/chosen-model.ts';
import type { ProblemWords } from './problem-words.ts';

/** Another way to cut the same picture out. */
export interface OtherLook {
  readonly words: string;
  readonly choice: { readonly model?: ChosenModel; readonly quality?: Quality };
}

/** What is likeliest to see more than what was tried; nothing when that was the best there is. */
export function otherLook(tried: { model: ChosenModel; quality: Quality }): OtherLook | null {
  if (!isSameModel(tried.model, DEFAULT_MODEL)) {
    return { words: 'Look again with ISNet', choice: { model: DEFAULT_MODEL } };
  }
  if (tried.quality === 'ultra') return null;
  return { words: 'Look again with Ultra', choice: { quality: 'ultra' } };
}

/** Said when the network sees no subject; `name` is the network's. */
export function nothingWords(model: ChosenModel, name: string): ProblemWords {
  const text =
    model.kind === 'catalog' && model.id === 'deeplabv3'
      ? `${name} knows twenty kinds of things, such as people, animals and cars, and sees none of them here. The picture was left as it was.`
      : 'Nothing stands out from the rest, so the picture was left as it was. One clear subject in front works best.';
  return { title: 'No subject found', text };
}

/** Said when a cut-out may be wrong. */
export const UNSURE_WORDS: ProblemWords = {
  title: 'Not sure about this one',
  text: 'Check the edges, and that nothing is missing.',
};
