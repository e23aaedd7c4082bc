import { type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { markdownTable } from '../../figure.ts';
import type { Contender } from '../contender.ts';
import { EMPTY_SCENES, type EmptyScene } from './scenes.ts';

const WIDTH = 960;
const HEIGHT = 640;

/** What one contender says of one empty scene. */
export interface EmptyResult {
  readonly contender: string;
  readonly scene: string;
  readonly hasForeground: boolean;
  readonly confidence: number;
  /** Share of the picture that its matte covers, 0..1. */
  readonly covered: number;
}

/** Has each contender look at each empty scene. */
export async function countEmpty(contenders: readonly Contender[]): Promise<EmptyResult[]> {
  const results: EmptyResult[] = [];
  for (const scene of EMPTY_SCENES) {
    const image = drawScene(scene, WIDTH, HEIGHT);
    const picture = { set: 'empty', name: scene.name, image: '', mask: '', regions: [] };
    for (const contender of contenders) {
      const { matte, hasForeground = true, confidence = Number.NaN } = await contender.answer(picture, image);
      const covered = matte.data.reduce((sum, alpha) => sum + alpha, 0) / 255 / matte.data.length;
      results.push({ contender: contender.name, scene: scene.name, hasForeground, confidence, covered });
    }
  }
  return results;
}

/** Draws a scene, opaque. */
export function drawScene(scene: EmptyScene, width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 4;
      data.set(scene.colourAt(x, y, width, height), p);
      data[p + 3] = 255;
    }
  }
  return rgbaImage(width, height, data);
}

/** One row for each scene: what each contender says of it; at the end how many it told to be empty. */
export function emptyTable(results: readonly EmptyResult[]): string {
  const contenders = [...new Set(results.map(result => result.contender))];
  const scenes = [...new Set(results.map(result => result.scene))];
  const said = (contender: string, scene: string) => {
    const result = results.find(known => known.contender === contender && known.scene === scene);
    if (!result) return '–';
    return result.hasForeground ? `subject, ${(100 * result.covered).toFixed(1)} % covered` : 'empty';
  };
  const caught = (contender: string) => {
    const own = results.filter(result => result.contender === contender);
    return `${own.filter(result => !result.hasForeground).length} of ${own.length}`;
  };
  return markdownTable(
    ['scene', ...contenders],
    [
      ...scenes.map(scene => [scene, ...contenders.map(contender => said(contender, scene))]),
      ['**told to be empty**', ...contenders.map(caught)],
    ],
  );
}
