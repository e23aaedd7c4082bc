import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundaryScores } from './boundary.ts';
import { squaredDistance } from './distance.ts';
import { drawnMatte } from './drawn-matte.ts';

const rows = (count: number, row: string) => Array.from({ length: count }, () => row);

it('knows the distance to the nearest marked pixel, as a search of all does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      (width, marks) => {
        const height = Math.ceil(marks.length / width);
        const plane = Uint8Array.from({ length: width * height }, (_, i) => (marks[i] ? 1 : 0));
        const away = (i: number, j: number) =>
          ((i % width) - (j % width)) ** 2 + (Math.floor(i / width) - Math.floor(j / width)) ** 2;
        const marked = [...plane.keys()].filter(j => plane[j]);
        const searched = [...plane.keys()].map(i => Math.min(1e12, ...marked.map(j => away(i, j))));
        expect([...squaredDistance(plane, width, height)]).toEqual(searched);
      },
    ),
  );
});

it('is content with the truth itself, and with two mattes without edges', () => {
  const truth = drawnMatte(...rows(6, '00####'));
  expect(boundaryScores(truth, truth)).toEqual({ boundaryF: 1, edgeMae: 0 });
  const empty = drawnMatte(...rows(6, '000000'));
  expect(boundaryScores(empty, empty)).toEqual({ boundaryF: 1, edgeMae: 0 });
});

it('is 0 when only one has an edge', () => {
  const empty = drawnMatte(...rows(6, '000000'));
  const truth = drawnMatte(...rows(6, '00####'));
  expect(boundaryScores(empty, truth).boundaryF).toBe(0);
  expect(boundaryScores(truth, empty).boundaryF).toBe(0);
});

it('forgives an edge one pixel off in a small picture, not two', () => {
  const truth = drawnMatte(...rows(6, '0000####'));
  expect(boundaryScores(drawnMatte(...rows(6, '000#####')), truth).boundaryF).toBe(1);
  expect(boundaryScores(drawnMatte(...rows(6, '00######')), truth).boundaryF).toBe(0);
});

it('is the F measure of the edge that was found and of the one that is right', () => {
  // All of the truth's edge is found (6 of 6), and as much again where nothing is (6 of 12).
  const ours = drawnMatte(...rows(6, '0000####0000#'));
  const truth = drawnMatte(...rows(6, '000000000000#'));
  const { boundaryF } = boundaryScores(ours, truth);
  const precision = 6 / 18;
  expect(boundaryF).toBeCloseTo((2 * precision) / (precision + 1), 12);
});

it('takes the mean error near the true edge and where the truth is soft', () => {
  // Within two pixels of the edge pixel at 9: columns 7 to 11. The soft pixel at 2 counts, those beside it do not.
  const truth = drawnMatte('004000000######');
  const ours = drawnMatte('440000004######');
  expect(boundaryScores(ours, truth).edgeMae).toBeCloseTo((0.4 + 0.4) / 6, 9);
});
