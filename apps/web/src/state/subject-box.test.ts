import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizedBox, subjectBoxOf, subjectFromBox } from './subject-box.ts';

const CANVAS = { width: 1000, height: 800, scale: 0.5, left: 100, top: 50 };
const BOX = { left: 200, top: 100, width: 400, height: 600 };
const LAID = { canvas: CANVAS, box: BOX };
const STILL = { x: 0, y: 0, scale: 1, rotation: 0 };

describe('the box of a subject on the canvas', () => {
  it('lies where the picture lies as long as nobody moved it', () => {
    expect(subjectBoxOf(LAID, STILL)).toEqual({ x: 200, y: 100, width: 200, height: 300, angle: 0 });
  });

  it('moves by shares of the canvas and grows about its middle', () => {
    expect(subjectBoxOf(LAID, { x: 0.1, y: -0.05, scale: 2, rotation: 30 })).toEqual({
      x: 200,
      y: -90,
      width: 400,
      height: 600,
      angle: 30,
    });
  });

  it('is none where nothing is left of the subject', () => {
    expect(subjectBoxOf({ canvas: CANVAS, box: null }, STILL)).toBeNull();
    expect(
      subjectFromBox({ canvas: CANVAS, box: null }, { x: 0, y: 0, width: 1, height: 1, angle: 0 }),
    ).toBeNull();
  });

  it('says what the recipe says, there and back', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const subjects = fc.record({
      x: number(-2, 2),
      y: number(-2, 2),
      scale: number(0.01, 20),
      rotation: number(-360, 360),
    });
    fc.assert(
      fc.property(subjects, subject => {
        const back = subjectFromBox(LAID, subjectBoxOf(LAID, subject)!)!;
        for (const key of ['x', 'y', 'scale', 'rotation'] as const) {
          expect(back[key]).toBeCloseTo(subject[key], 5);
        }
      }),
    );
  });

  it('never asks for what a recipe refuses', () => {
    expect(subjectFromBox(LAID, { x: 1e9, y: -1e9, width: 1e9, height: 1e9, angle: 999 })).toEqual({
      x: 2,
      y: -2,
      scale: 20,
      rotation: 360,
    });
  });

  it('keeps middle and proportions when one side is set', () => {
    const box = { x: 200, y: 100, width: 200, height: 300, angle: 0 };
    expect(resizedBox(box, 'height', 150)).toEqual({ x: 250, y: 175, width: 100, height: 150, angle: 0 });
  });
});
