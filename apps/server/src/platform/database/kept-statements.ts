import type { Database as Sqlite, Statement } from 'better-sqlite3';

/** The server has some hundred; statements with lists in them are as many as the lists are long. */
const MOST = 500;

/**
 * Prepares each text once: a statement is compiled more slowly than most are run.
 * @param sqlite stays the caller's
 * @returns in the place of `sqlite.prepare`
 */
export function keepStatements(sqlite: Pick<Sqlite, 'prepare'>): (text: string) => Statement {
  const kept = new Map<string, Statement>();
  return text => {
    const known = kept.get(text);
    if (known) return known;
    const made = sqlite.prepare(text);
    const [oldest] = kept.keys();
    if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
    kept.set(text, made);
    return made;
  };
}
