import { expect, it } from 'vitest';
import { drawScene, type EmptyResult, emptyTable } from './count-empty.ts';
import { EMPTY_SCENES } from './scenes.ts';

it('has ten scenes of different names', () => {
  expect(new Set(EMPTY_SCENES.map(({ name }) => name)).size).toBe(10);
});

it.each(EMPTY_SCENES)('draws $name: opaque, the same each time, with colours in range', scene => {
  const { data } = drawScene(scene, 48, 32);
  expect(drawScene(scene, 48, 32).data).toEqual(data);
  for (let p = 0; p < data.length; p += 4) expect(data[p + 3]).toBe(255);
  const colours = Array.from({ length: 48 * 32 }, (_, i) =>
    scene.colourAt(i % 48, Math.floor(i / 48), 48, 32),
  );
  expect(colours.flat().filter(value => !(value >= 0 && value <= 320))).toEqual([]);
  expect(new Set(colours.map(String)).size).toBeGreaterThan(10);
});

it('counts what was told to be empty', () => {
  const result = (scene: string, hasForeground: boolean): EmptyResult => ({
    contender: 'ours',
    scene,
    hasForeground,
    confidence: 1,
    covered: 0.25,
  });
  expect(
    emptyTable([result('sky', false), result('wall', true)])
      .split('\n')
      .slice(2),
  ).toEqual(['| sky | empty |', '| wall | subject, 25.0 % covered |', '| **told to be empty** | 1 of 2 |']);
});
