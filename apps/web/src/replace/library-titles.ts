import type { Words } from '../words/en.ts';

/** What a background of the library is called; one without words yet is just a background. */
export function titleOf({ library }: Words['replace'], id: string): string {
  const titles: Readonly<Record<string, string>> = library.titles;
  return (Object.hasOwn(titles, id) ? titles[id] : undefined) ?? library.unnamed;
}
