import { parseRecipe, planCanvas, type Recipe } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../state/document/commands.ts';
import { type SubjectBox, subjectBoxOf } from '../state/subject-box.ts';
import { CANVAS_PRESETS, type CanvasPreset, presetChanges, presetOf, presetSize } from './canvas-presets.ts';

const PICTURE = { width: 1200, height: 1600 };
const BOX = { left: 300, top: 200, width: 500, height: 1100 };
const LAID = { picture: PICTURE, box: BOX };

/** What the engine makes of a picture after a preset was chosen. */
function laid(
  preset: CanvasPreset,
  before: object = {},
  at = LAID,
): { recipe: Recipe; size: number[]; box: SubjectBox } {
  const recipe = parseRecipe(before);
  const changes = presetChanges(preset, recipe, at);
  const document = applyCommand(
    { version: 1, recipe, edits: [] },
    { name: 'change-recipe', about: 'canvas', changes },
  );
  const canvas = planCanvas(at.picture, at.box, { ...document.recipe.canvas, maxSide: null });
  const box = subjectBoxOf({ canvas, box: at.box }, document.recipe.subject)!;
  return { recipe: document.recipe, size: [canvas.width, canvas.height], box };
}

describe('a preset of the canvas', () => {
  it.each<[CanvasPreset, number, number]>([
    ['original', 1200, 1600],
    ['square', 1600, 1600],
    ['portrait', 1280, 1600],
    ['story', 1200, 2133],
    ['wide', 2844, 1600],
    ['amazon', 2000, 2000],
    ['ebay', 1600, 1600],
    ['etsy', 3000, 2250],
    ['shopify', 2048, 2048],
    ['passport', 413, 531],
    ['passport-us', 600, 600],
  ])('%s gives %d x %d, and is known again', (preset, width, height) => {
    const { recipe, size } = laid(preset, { canvas: { padding: 0.1, crop: true, margin: 0.2 } });
    expect(size).toEqual([width, height]);
    expect(presetOf(recipe.canvas, PICTURE)).toBe(preset);
    expect(parseRecipe(recipe)).toEqual(recipe);
  });

  it('has a test for each', () => expect(CANVAS_PRESETS).toHaveLength(11));

  it.each<[CanvasPreset, number, number]>([
    ['amazon', 0.85, 0.9],
    ['ebay', 0.8, 0.9],
    ['shopify', 0.8, 0.9],
    ['etsy', 0.78, 0.82],
  ])('%s fills its longer side by %d to %d, whatever was before', (preset, least, most) => {
    const { size, box } = laid(preset, { subject: { x: 0.4, scale: 0.2 }, canvas: { padding: 0.4 } });
    const fills = Math.max(box.width / size[0]!, box.height / size[1]!);
    expect(fills).toBeGreaterThan(least);
    expect(fills).toBeLessThan(most);
    expect(box.x + box.width / 2).toBeCloseTo(size[0]! / 2, 0);
    expect(box.y + box.height / 2).toBeCloseTo(size[1]! / 2, 0);
  });

  it('of a passport has the person stand on the lower edge, in the middle', () => {
    const { size, box } = laid('passport');
    expect(box.y + box.height).toBeCloseTo(531, 0);
    expect(box.height / size[1]!).toBeCloseTo(0.88, 2);
    expect(box.x + box.width / 2).toBeCloseTo(413 / 2, 0);
  });

  it('of a ratio keeps what was set, and the whole picture in sight', () => {
    const { recipe } = laid('square', {
      canvas: { crop: true, margin: 0.2, padding: 0.1 },
      subject: { x: 0.1 },
    });
    expect(recipe.canvas).toMatchObject({ crop: true, margin: 0.2, padding: 0.1 });
    expect(recipe.subject.x).toBe(0.1);
    const plan = planCanvas(PICTURE, undefined, {
      ...laid('wide').recipe.canvas,
      maxSide: null,
    });
    expect(plan.scale).toBeCloseTo(1, 2);
    expect(plan.left).toBeGreaterThan(0);
  });

  it('stays within what a canvas may have', () => {
    const size = presetSize('story', { width: 9000, height: 9000 })!;
    expect(size).toEqual({ width: 5625, height: 10_000 });
  });

  it('is none of ours where somebody set a size, and none has a place without a subject', () => {
    expect(presetOf({ ...parseRecipe({}).canvas, width: 777 }, PICTURE)).toBeNull();
    const changes = presetChanges('passport', parseRecipe({}), { picture: PICTURE, box: null });
    expect(changes.subject).toEqual({ x: 0, y: 0, scale: 1, rotation: 0 });
  });
});
