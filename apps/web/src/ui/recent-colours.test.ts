import { beforeEach, expect, it, vi } from 'vitest';
import { recentColours, rememberColour } from './recent-colours.ts';

let kept: string | null = null;
beforeEach(() => {
  kept = null;
  vi.stubGlobal('localStorage', {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  });
});

it('has the latest first, each once, and no more than a row', () => {
  expect(recentColours()).toEqual([]);
  for (let i = 0; i < 10; i++) rememberColour(`#00000${i}`);
  expect(recentColours()).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map(i => `#00000${i}`));
  rememberColour('#000005');
  expect(recentColours().slice(0, 3)).toEqual(['#000005', '#000009', '#000008']);
  expect(recentColours()).toHaveLength(8);
});

it('leaves out what is no colour', () => {
  kept = '#ff0000 red #abc  #00ff00';
  expect(recentColours()).toEqual(['#ff0000', '#00ff00']);
});
