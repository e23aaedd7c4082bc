import { parseRecipe } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { layOutStage } from '../engine/stage-geometry.ts';
import { subjectBoxOf, subjectFromBox } from './subject-box.ts';
import { laidOut } from './use-geometry.ts';

const PICTURE = { width: 1200, height: 900 };
const BOX = { left: 300, top: 200, width: 400, height: 500 };
const plain = parseRecipe({});
const drawn = layOutStage(plain, PICTURE, BOX);

describe('laidOut', () => {
  it('puts a number where it was typed, on a canvas that no frame has shown yet', () => {
    const shop = parseRecipe({ canvas: { crop: true, margin: 0.07, width: 2000, height: 2000 } });
    const geometry = laidOut(drawn, shop);
    expect(geometry.canvas).toMatchObject({ width: 2000, height: 2000 });
    const box = subjectBoxOf(geometry, shop.subject)!;
    const subject = subjectFromBox(geometry, { ...box, x: 0, y: 100 })!;
    const after = subjectBoxOf(layOutStage({ ...shop, subject }, PICTURE, BOX), subject)!;
    expect(after.x).toBeCloseTo(0, 1);
    expect(after.y).toBeCloseTo(100, 1);
    // By the canvas that was drawn before, it would lie elsewhere.
    const stale = subjectFromBox(drawn, { ...subjectBoxOf(drawn, shop.subject)!, x: 0, y: 100 })!;
    const wrong = subjectBoxOf(layOutStage({ ...shop, subject: stale }, PICTURE, BOX), stale)!;
    expect(Math.abs(wrong.y - 100)).toBeGreaterThan(20);
  });

  it('stays with what was drawn where the canvas is too large to draw', () => {
    const huge = parseRecipe({ canvas: { height: 10_000 } });
    expect(laidOut(drawn, huge)).toBe(drawn);
  });
});
