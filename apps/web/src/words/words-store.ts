import { createStore } from 'zustand/vanilla';
import { english, type Words } from './en.ts';
import { firstLanguage, type Language, loadWords } from './languages.ts';

const KEPT_AS = 'language';

/** What the page speaks. */
export interface WordsState {
  readonly language: Language;
  readonly words: Words;
}

/** For code that is no component; components call `useWords`. */
export const wordsStore = createStore<WordsState>(() => ({ language: 'en', words: english }));

let wanted: Language = 'en';

/** The whole dictionary of the language the page speaks now. */
export function currentWords(): Words {
  return wordsStore.getState().words;
}

/**
 * Changes the language as soon as its dictionary is there, and keeps the choice. The last call wins.
 * Rejects, and changes nothing, where the dictionary cannot be fetched.
 */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // Site data is blocked: the choice lasts as long as the page.
  }
}

/**
 * Sets the first language: the address's, the kept one, the browser's. Await it before the first render; English resolves
 * at once, and so does a language whose dictionary cannot be fetched.
 */
export async function startLanguage(): Promise<void> {
  const first = firstLanguage({
    search: location.search,
    kept: keptLanguage(),
    preferred: navigator.languages,
  });
  await speak(first).catch(() => undefined);
}

async function speak(language: Language): Promise<void> {
  wanted = language;
  const words = await loadWords(language);
  if (wanted !== language) return;
  wordsStore.setState({ language, words });
  document.documentElement.lang = language === 'pseudo' ? 'en-XA' : language;
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
