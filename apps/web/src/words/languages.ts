import { english, type Words } from './en.ts';

/** The languages to choose from, by the names their speakers know. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

/** `pseudo` is for looking at the page with words that are foreign and long: `?lang=pseudo`. */
export type Language = keyof typeof LANGUAGES | 'pseudo';

/** English is there at once; the others are files of their own. */
const DICTIONARIES: Readonly<Record<Language, () => Promise<Words>>> = {
  en: () => Promise.resolve(english),
  de: async () => (await import('./de.ts')).german,
  pseudo: async () => (await import('./pseudo.ts')).pseudo,
};

/** Fetches a language's dictionary. Rejects where its file cannot be had. */
export function loadWords(language: Language): Promise<Words> {
  return DICTIONARIES[language]();
}

/** Whether the text names a language we have. */
export function isLanguage(text: string | null | undefined): text is Language {
  return typeof text === 'string' && Object.hasOwn(DICTIONARIES, text);
}

/**
 * The language to begin with: the address's, else the one that was chosen before, else the first of the browser's that we
 * have, else English.
 */
export function firstLanguage(facts: {
  readonly search: string;
  readonly kept: string | null;
  readonly preferred: readonly string[];
}): Language {
  const asked = new URLSearchParams(facts.search).get('lang');
  if (isLanguage(asked)) return asked;
  if (isLanguage(facts.kept)) return facts.kept;
  const known = facts.preferred.map(tag => tag.split('-')[0]?.toLowerCase());
  return (known.find(tag => isLanguage(tag) && tag !== 'pseudo') as Language | undefined) ?? 'en';
}
