import type { projectsWords as english } from '../en/projects.ts';
import { formats } from './formats.ts';

const { bytes, plural, when } = formats;

export const projectsWords: typeof english = {
  title: 'Zuletzt',
  titleAll: 'Projekte',
  open: name => `${name} öffnen`,
  when: (at, now) => when(at, now),
  pictures: count => plural(count, { one: '1 Bild', other: `${count} Bilder` }),
  used: used => `App, Modell und Projekte: ${bytes(used)}`,
  usedOf: (used, quota) => `Der Browser erlaubt bis zu ${bytes(quota)}; ${bytes(used)} sind belegt.`,
  notLasting: 'Dieser Browser sichert nichts: Projekte bleiben, solange dieser Tab offen ist',
  all: count => `Alle ${count} zeigen`,
  fewer: 'Weniger zeigen',
  search: 'Projekte durchsuchen',
  noneFound: text => `Kein Projekt heißt „${text}“`,
  actions: name => `Aktionen für ${name}`,
  rename: 'Umbenennen',
  duplicate: 'Duplizieren',
  remove: 'Löschen',
  newName: 'Name des Projekts',
  copyOf: (name, count) => (count === 1 ? `${name}, Kopie` : `${name}, Kopie ${count}`),
  removed: name => `${name} wurde gelöscht`,
  undo: 'Rückgängig',
};
