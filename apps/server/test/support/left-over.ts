import { readdirSync } from 'node:fs';

/** What lies in a scratch folder beside the empty folders of the processes that own it: nothing, if all is well. */
export function leftOverIn(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return entries.filter(path => /[/\\]/.test(path));
}
