import { useStore } from 'zustand';
import type { Words } from './en.ts';
import { type Formats, formatsFor } from './formats.ts';
import type { Language } from './languages.ts';
import { wordsStore } from './words-store.ts';

/** The dictionary of the language that the page speaks: `const { export: words } = useWords()`. */
export function useWords(): Words {
  return useStore(wordsStore, state => state.words);
}

/** The language that the page speaks. */
export function useLanguage(): Language {
  return useStore(wordsStore, state => state.language);
}

const FORMATS = { en: formatsFor('en'), de: formatsFor('de') };

/** Numbers that stand alone, as the page's language writes them. Within sentences the dictionary writes them. */
export function useFormats(): Formats {
  const language = useLanguage();
  return FORMATS[language === 'pseudo' ? 'en' : language];
}
