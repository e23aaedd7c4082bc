import { expect, it } from 'vitest';
import type { ProjectEntry } from '../state/projects-store.ts';
import { findProjects } from './find-projects.ts';

const PROJECTS = ['Mug, shop', 'Crème brûlée', 'Toy car', 'shop window'].map(
  (name): ProjectEntry => ({ id: name, name, changedAt: 0, pictures: 1, thumbnail: null }),
);
const found = (text: string) => findProjects(PROJECTS, text).map(({ name }) => name);

it('finds by parts of words, in any order, whatever their case and accents', () => {
  expect(found('SHOP')).toEqual(['Mug, shop', 'shop window']);
  expect(found('shop mu')).toEqual(['Mug, shop']);
  expect(found('creme brulee')).toEqual(['Crème brûlée']);
  expect(found('brûlée')).toEqual(['Crème brûlée']);
  expect(found('bicycle')).toEqual([]);
  expect(found('  ')).toHaveLength(4);
});
