import { expect, it } from 'vitest';
import { german } from './de.ts';
import { english } from './en.ts';
import { tellNotice } from './tell-notice.ts';

const left = { kind: 'left_out', names: ['a.txt', 'b.txt'] } as const;
const beyond = { count: 50, most: 300 };

it('tells what is no picture from pictures that were too many', () => {
  expect(tellNotice(left, english)).toEqual({
    title: '2 files were left out',
    text: 'Not pictures: a.txt and b.txt.',
  });
  expect(tellNotice({ ...left, names: [], beyond }, english)).toEqual({
    title: '50 files were left out',
    text: '300 pictures are taken at once; 50 came after them.',
  });
  expect(tellNotice({ ...left, beyond }, english).text).toBe(
    'Not pictures: a.txt and b.txt. 300 pictures are taken at once; 50 came after them.',
  );
  expect(tellNotice({ ...left, names: [], beyond }, german).text).toContain('50 kamen danach');
});

it('tells of every picture whose colours were converted', () => {
  const converted = { kind: 'converted', fileName: 'a.jpg', from: 'display-p3' } as const;
  expect(tellNotice(converted, english).text).toBe('a.jpg uses Display P3. It is worked on in sRGB.');
  expect(tellNotice({ ...converted, others: 3 }, english).text).toMatch(/^a\.jpg and 3 more /);
});
