import { formats } from './formats.ts';

const { bytes, plural, when } = formats;

/** The projects that are kept on this device. */
export const projectsWords = {
  title: 'Recent',
  titleAll: 'Projects',
  open: (name: string) => `Open ${name}`,
  when: (at: Date, now: Date) => when(at, now),
  pictures: (count: number) => plural(count, { one: '1 picture', other: `${count} pictures` }),
  /** Below the list: what everything takes on the disk. */
  used: (used: number) => `App, model and projects: ${bytes(used)}`,
  usedOf: (used: number, quota: number) =>
    `The browser allows up to ${bytes(quota)}; ${bytes(used)} are used.`,
  notLasting: 'This browser keeps nothing: projects last as long as this tab',
  all: (count: number) => `Show all ${count}`,
  fewer: 'Show fewer',
  search: 'Search projects',
  noneFound: (text: string) => `No project is called “${text}”`,
  actions: (name: string) => `Actions for ${name}`,
  rename: 'Rename',
  duplicate: 'Duplicate',
  remove: 'Delete',
  newName: 'Name of the project',
  copyOf: (name: string, count: number) => (count === 1 ? `${name} copy` : `${name} copy ${count}`),
  removed: (name: string) => `${name} was deleted`,
  undo: 'Undo',
};
