import type { ProjectEntry } from '../state/projects-store.ts';

/** The projects whose names have every word of a text, in whatever order, case and accents aside; all for no text. */
export function findProjects(projects: readonly ProjectEntry[], text: string): readonly ProjectEntry[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return projects.filter(({ name }) => {
    const within = plain(name);
    return words.every(word => within.includes(word));
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
