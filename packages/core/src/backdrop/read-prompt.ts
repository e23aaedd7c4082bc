import { EngineError } from '../errors.ts';
import { hash } from './noise.ts';
import {
  createVocabulary,
  type Hour,
  type Meaning,
  type Mood,
  type Place,
  type Shape,
  type Weather,
} from './prompt-words.ts';
import type { SurfaceScene } from './scene.ts';

/** Characters that a prompt has at least, without spaces around it. */
const LEAST_CHARACTERS = 3;

/** What the words of a prompt ask for. */
export interface Wish {
  /** The words that were understood, as they are written in the prompt, each once, in their order. */
  readonly understood: readonly string[];
  readonly colors: readonly string[];
  readonly places: readonly Place[];
  readonly hour: Hour | undefined;
  readonly material: { readonly material: SurfaceScene['material']; readonly color?: string } | undefined;
  readonly moods: readonly Mood[];
  readonly weather: readonly Weather[];
  readonly shape: Shape | undefined;
  /** A number of the whole text, for what the words leave open. */
  readonly hash: number;
}

/**
 * Looks the words of a prompt up; which they are in, upper or lower case and in the plural does not matter.
 * @throws EngineError `prompt_rejected` where there is nothing to look up: fewer than 3 characters, or neither a letter nor a
 * digit
 */
export function readPrompt(prompt: string): Wish {
  const text = prompt.normalize('NFKC').trim().toLowerCase();
  if ([...text].length < LEAST_CHARACTERS) {
    throw new EngineError('prompt_rejected', 'The prompt has fewer than 3 characters', {
      details: { reason: 'too_short' },
    });
  }
  const words = text.match(/[\p{L}\p{N}]+/gu);
  if (!words) {
    throw new EngineError('prompt_rejected', 'The prompt has neither a letter nor a digit', {
      details: { reason: 'no_words' },
    });
  }
  const vocabulary = createVocabulary();
  const found = new Map<string, Meaning>();
  for (const word of words) {
    const meaning = meaningOf(word, vocabulary);
    if (meaning) found.set(word, meaning);
  }
  const meanings = [...found.values()];
  const all = <K extends Meaning['kind']>(kind: K) =>
    meanings.filter((meaning): meaning is Extract<Meaning, { kind: K }> => meaning.kind === kind);
  return {
    understood: [...found.keys()],
    colors: all('colour').map(({ color }) => color),
    places: all('place').map(({ place }) => place),
    hour: all('hour')[0]?.hour,
    material: all('material')[0],
    moods: all('mood').map(({ mood }) => mood),
    weather: all('weather').map(({ weather }) => weather),
    shape: all('shape')[0]?.shape,
    hash: hashOf(words.join(' ')),
  };
}

/** The word itself, or what it is the plural of. */
function meaningOf(word: string, vocabulary: ReadonlyMap<string, Meaning>): Meaning | undefined {
  const singular = word.endsWith('es') ? [word.slice(0, -1), word.slice(0, -2)] : [word.slice(0, -1)];
  const forms = word.endsWith('s') ? [word, ...singular] : [word];
  for (const form of forms) {
    const meaning = vocabulary.get(form);
    if (meaning) return meaning;
  }
  return undefined;
}

function hashOf(text: string): number {
  let value = text.length;
  for (let i = 0; i < text.length; i++) value = hash(value, text.charCodeAt(i), i);
  return value;
}
