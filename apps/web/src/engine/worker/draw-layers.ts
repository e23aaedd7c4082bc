import {
  composeRecipe,
  type Job,
  layOutRecipe,
  placeSubject,
  type Recipe,
  type RgbaImage,
  rgbaImage,
  subjectBox,
} from '@backgroundfx/core';

/** A recipe's shadows alone, on a clear canvas; undefined where it has none. Borrows; the picture is new. */
export async function drawShadow(
  recipe: Recipe,
  cutout: RgbaImage,
  job: Job,
): Promise<RgbaImage | undefined> {
  let shadow: RgbaImage | undefined;
  const alone = { ...recipe, background: { type: 'transparent' } as const };
  await composeRecipe(alone, { cutout }, job, (layer, { width, height, data }) => {
    if (layer === 'behind') shadow = rgbaImage(width, height, data.slice());
  });
  return shadow;
}

/** The picture as it lies on the canvas when its subject was not moved. Borrows; may be the picture itself. */
export async function placeOriginal(
  recipe: Recipe,
  picture: RgbaImage,
  cutout: RgbaImage,
  job: Job,
): Promise<RgbaImage> {
  const { plan } = layOutRecipe(recipe, picture, subjectBox(alphaOf(cutout)));
  const { width, height, left, top, scale } = plan;
  const place = { pivot: { x: 0, y: 0 }, at: { x: left, y: top }, scale, rotation: 0 };
  return placeSubject(picture, width, height, place, job);
}

function alphaOf({ width, height, data }: RgbaImage) {
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3] ?? 0;
  return { kind: 'matte8', width, height, data: alpha } as const;
}
