import { describe, expect, it } from 'vitest';
import { german } from './de.ts';
import { english } from './en.ts';
import { firstLanguage } from './languages.ts';
import { pseudo, pseudoText } from './pseudo.ts';

/** What a dictionary's functions are tried with: numbers on both sides of every plural, a name, a list. */
const TRIALS = [0, 1, 2, 11, 'Ada.jpg', ['cat', 'dog']] as const;

/** More than any entry takes. */
const MOST_ARGUMENTS = 6;

/** Every entry of a dictionary by its path: texts as they are, functions as what they say to each trial. */
function entries(words: unknown, path = ''): Map<string, readonly string[]> {
  if (typeof words === 'string') return new Map([[path, [words]]]);
  if (typeof words === 'function') {
    const said = TRIALS.flatMap(trial => {
      try {
        return [words(...Array(MOST_ARGUMENTS).fill(trial))];
      } catch {
        // It takes something else than the trial.
        return [''];
      }
    });
    return said.every(text => typeof text === 'string')
      ? new Map([[path, said]])
      : new Map(said.flatMap(inner => [...entries(inner, `${path}()`)]));
  }
  if (typeof words !== 'object' || words === null) return new Map();
  return new Map(
    Object.entries(words).flatMap(([name, value]) => [...entries(value, path ? `${path}.${name}` : name)]),
  );
}

const inEnglish = entries(english);
const inGerman = entries(german);

describe('German', () => {
  it('has every entry of English', () => {
    expect([...inEnglish.keys()].filter(path => !inGerman.has(path))).toEqual([]);
  });

  it('says something wherever English does', () => {
    const silent = [...inEnglish].filter(([path, texts]) =>
      texts.some((text, at) => text.trim() !== '' && !inGerman.get(path)?.[at]?.trim()),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('is no English left standing', () => {
    const same = [...inGerman].filter(([path, texts]) => {
      const others = inEnglish.get(path) ?? [];
      const isSentence = /\p{L}{3}\s+(\S+\s+)*\p{L}{3}/u.test(texts[0] ?? '');
      return isSentence && texts.every((text, at) => text === others[at]);
    });
    expect(same.map(([path, [text]]) => `${path}: ${text}`)).toEqual([]);
  });

  it('names what a sentence is about, as English does', () => {
    const silent = [...inEnglish].filter(([path, texts]) => {
      const others = inGerman.get(path) ?? [];
      return texts.some((text, at) => text.includes('Ada.jpg') && !others[at]?.includes('Ada.jpg'));
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });
});

describe('the tone', () => {
  it('has no exclamation marks', () => {
    const loud = [...inEnglish, ...inGerman].filter(([, texts]) => texts.some(text => /!/.test(text)));
    expect(loud.map(([path, [text]]) => `${path}: ${text}`)).toEqual([]);
  });
});

describe('the pseudo-language', () => {
  it('wraps and lengthens every text, also what functions say', () => {
    const inPseudo = entries(pseudo);
    expect([...inPseudo.keys()]).toEqual([...inEnglish.keys()]);
    for (const [path, texts] of inPseudo) {
      const originals = inEnglish.get(path) ?? [];
      expect(texts.length, path).toBe(originals.length);
      texts.forEach((text, at) => {
        const original = originals[at] ?? '';
        if (!/\p{L}{3}/u.test(original)) {
          expect(text, path).toBe(original);
          return;
        }
        expect(text, path).toMatch(/^⟦[^a-zA-Z]*·+⟧$/s);
        expect([...text].length, path).toBeGreaterThanOrEqual([...original].length * 1.4);
      });
    }
  });

  it('stays readable', () => {
    expect(pseudoText('Drop a picture')).toBe('⟦Đŕôþ à þîçţûŕé······⟧');
    expect(pseudoText('44 MB')).toBe('44 MB');
  });
});

describe('the first language', () => {
  const facts = { search: '', kept: null, preferred: ['fr-FR', 'de-AT', 'en'] };

  it.each([
    ["the address's", { ...facts, search: '?lang=pseudo', kept: 'de' }, 'pseudo'],
    ['the kept one', { ...facts, kept: 'en' }, 'en'],
    ["the browser's first that we have", facts, 'de'],
    ['English where nothing else is known', { ...facts, preferred: ['fr', 'pseudo'] }, 'en'],
    ['never one that is not there', { ...facts, search: '?lang=toString', kept: 'xx' }, 'de'],
  ] as const)('is %s', (_, given, expected) => {
    expect(firstLanguage(given)).toBe(expected);
  });
});
