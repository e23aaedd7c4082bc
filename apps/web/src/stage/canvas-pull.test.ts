import { parseRecipe } from '@backgroundfx/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutStage } from '../engine/stage-geometry.ts';
import { subjectBoxOf } from '../state/subject-box.ts';
import { canvasChanges, isWhole, pulledRect } from './canvas-pull.ts';

const RECT = { left: 0, top: 0, width: 960, height: 1280 };
const PICTURE = { width: 960, height: 1280 };
const BOX = { left: 200, top: 300, width: 400, height: 700 };

describe('a canvas that is pulled', () => {
  it('grows and shrinks at the side that is pulled, in whole pixels', () => {
    expect(pulledRect(RECT, { x: 1, y: 0 }, { x: 40.4, y: 99 })).toEqual({ ...RECT, width: 1000 });
    expect(pulledRect(RECT, { x: -1, y: 0 }, { x: 60, y: 0 })).toEqual({ ...RECT, left: 60, width: 900 });
    expect(pulledRect(RECT, { x: 0, y: -1 }, { x: 0, y: -20 })).toEqual({ ...RECT, top: -20, height: 1300 });
    expect(pulledRect(RECT, { x: 1, y: 1 }, { x: -60, y: -80 })).toEqual({
      ...RECT,
      width: 900,
      height: 1200,
    });
  });

  it('keeps its middle and its proportion when asked to', () => {
    const about = pulledRect(RECT, { x: 1, y: 0 }, { x: -30, y: 0 }, { aboutMiddle: true });
    expect(about).toEqual({ ...RECT, left: 30, width: 900 });
    const ratio = pulledRect(RECT, { x: -1, y: 0 }, { x: 480, y: 0 }, { keepsRatio: true });
    expect(ratio).toEqual({ left: 480, top: 320, width: 480, height: 640 });
  });

  it('stays within what a canvas may have', () => {
    const number = fc.double({ min: -30_000, max: 30_000, noNaN: true });
    const way = fc.constantFrom(-1 as const, 0 as const, 1 as const);
    fc.assert(
      fc.property(way, way, number, number, fc.boolean(), (x, y, dx, dy, keepsRatio) => {
        const { width, height } = pulledRect(RECT, { x, y }, { x: dx, y: dy }, { keepsRatio });
        for (const side of [width, height]) {
          expect(side).toBeGreaterThanOrEqual(16);
          expect(side).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });

  it.each([
    {},
    { subject: { x: 0.1, y: -0.2, scale: 1.4, rotation: 20 } },
    { canvas: { width: 1080, height: 1350 } },
    { canvas: { crop: true, margin: 0.1, padding: 0.05 } },
  ])('leaves the subject of %o where it is seen', before => {
    const recipe = parseRecipe(before);
    const drawn = layOutStage(recipe, PICTURE, BOX);
    const was = subjectBoxOf(drawn, recipe.subject)!;
    const rect = { left: 35, top: -20, width: 700, height: 900 };
    const after = { ...recipe, ...canvasChanges(recipe, drawn, rect) };
    const laid = layOutStage(after, PICTURE, BOX);
    expect([laid.canvas.width, laid.canvas.height]).toEqual([700, 900]);
    const is = subjectBoxOf(laid, after.subject)!;
    expect(is.x).toBeCloseTo(was.x - 35, 1);
    expect(is.y).toBeCloseTo(was.y + 20, 1);
    expect(is.width).toBeCloseTo(was.width, 1);
    expect(is.angle).toBe(was.angle);
  });

  it('has a size where nothing is left of the subject', () => {
    const recipe = parseRecipe({});
    const changes = canvasChanges(recipe, layOutStage(recipe, PICTURE, null), { ...RECT, width: 500 });
    expect(changes).toEqual({ canvas: { ...recipe.canvas, width: 500, height: 1280 } });
  });

  it('is nothing new when it is back where it was', () => {
    expect(isWhole(RECT, PICTURE)).toBe(true);
    expect(isWhole({ ...RECT, left: 1 }, PICTURE)).toBe(false);
  });
});
