import { english, type Words } from './en.ts';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'àƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ';
const TWINS = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]));
/** How much longer than English a language may be. */
const GROWTH = 0.4;

/** What has none is a unit or a sign, which other languages write alike. */
const WORD = /\p{L}{3}/u;

/**
 * Accents on every letter and two fifths more length, between brackets that show where a text was cut off. Units and signs
 * stay as they are.
 */
export function pseudoText(text: string): string {
  if (!WORD.test(text)) return text;
  const accented = [...text].map(letter => TWINS.get(letter) ?? letter).join('');
  return `⟦${accented}${'·'.repeat(Math.ceil([...text].length * GROWTH))}⟧`;
}

/** The same dictionary, every text of it through {@link pseudoText}; what its functions say too. */
export function pseudoWords<T>(words: T): T {
  return through(words) as T;
}

function through(words: unknown): unknown {
  if (typeof words === 'string') return pseudoText(words);
  if (typeof words === 'function') return (...args: unknown[]) => through(words(...args));
  if (Array.isArray(words)) return words.map(through);
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, through(value)]));
}

/** English that nobody wrote: what stays readable on a page in it was never taken from the dictionary. */
export const pseudo: Words = pseudoWords(english);
