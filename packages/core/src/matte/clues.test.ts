import { expect, it } from 'vitest';
import type { Cells } from './cells.ts';
import { noClues, noteClues } from './clues.ts';
import { noSamples } from './colour-samples.ts';

/** Three cells: the subject's red at half the light, the background's green, black. */
const CELLS: Cells = {
  left: 0,
  top: 0,
  width: 3,
  height: 1,
  light: [Float32Array.of(0.3, 0, 0), Float32Array.of(0.1, 0.5, 0), Float32Array.of(0.05, 0.1, 0)],
  alpha: new Float32Array(3),
  verdict: new Uint8Array(3),
};

it('tells a subject in the shade from another colour, and how far the nearest known colours are', () => {
  const samples = noSamples();
  samples.subject.set([0.6, 0.2, 0.1, 4, 0.1, 0.1, 0.9, 5]);
  samples.background.set([0, 0.5, 0.1, 48]);
  samples.subjects = 2;
  samples.backgrounds = 1;
  const clues = noClues(3);
  for (let cell = 0; cell < 3; cell++) noteClues(clues, CELLS, samples, cell);
  expect(clues.shade[0]).toBeCloseTo(Math.log(0.5), 4);
  expect(clues.unlike[0]).toBeCloseTo(0, 4);
  expect(clues.unlike[1]).toBeGreaterThan(3);
  // No light is so dark that all is black in it.
  expect(clues.shade[2]).toBeCloseTo(Math.log(0.3), 5);
  expect([...clues.subjectAt]).toEqual([
    Math.fround(Math.log(4)),
    Math.fround(Math.log(4)),
    Math.fround(Math.log(4)),
  ]);
  expect(clues.backgroundAt[0]).toBeCloseTo(Math.log(48), 5);
});
