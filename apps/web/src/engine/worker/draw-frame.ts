import { composeRecipe, type Job, type Recipe, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { layOutStage } from '../stage-geometry.ts';
import type { StageFrame, StudioRequest, WholeLayers, WholePicture } from '../studio.api.ts';
import { drawShadow, placeOriginal } from './draw-layers.ts';
import { greyPicture } from './mask-picture.ts';
import { bitmapOf } from './shrink-picture.ts';
import type { StudioAssets } from './studio-assets.ts';
import type { StudioCutout, StudioSheet, StudioTable } from './studio-table.ts';

/** What pictures are drawn with. */
export interface StudioTools {
  readonly table: StudioTable;
  readonly assets: StudioAssets;
  readonly job: Job;
}

/** A request that is ready to be composed, at one size. */
interface Prepared extends StudioCutout {
  readonly sheet: StudioSheet;
  readonly surroundings: RgbaImage | undefined;
  readonly background: RgbaImage | undefined;
}

async function prepare(
  { source, recipe, edits, assets: files }: StudioRequest,
  pixels: number,
  { table, assets, job }: StudioTools,
): Promise<Prepared> {
  const sheet = await table.sheet(source, pixels);
  const masks = await assets.masks(
    edits.flatMap(edit => (edit.kind === 'mask' ? [edit.asset] : [])),
    files,
  );
  const drawn = await sheet.cutout(recipe, { edits, masks }, job);
  const { background } = recipe;
  return {
    ...drawn,
    sheet,
    surroundings: background.type === 'blur' ? await sheet.surroundings(background.blur, job) : undefined,
    background: background.type === 'image' ? await assets.background(background.id, files) : undefined,
  };
}

/** See `StudioClient.frame`. The bitmaps are new. */
export async function drawFrame(
  request: StudioRequest,
  pixels: number,
  tools: StudioTools,
): Promise<StageFrame> {
  const prepared = await prepare(request, pixels, tools);
  const { cutout, matte, sheet, box } = prepared;
  const geometry = layOutStage(request.recipe, sheet.picture, box);
  const { canvas } = geometry;
  const share = Math.min(1, Math.sqrt(pixels / (canvas.width * canvas.height)));
  const side = Math.max(1, Math.round(Math.max(canvas.width, canvas.height) * share));
  let behind: RgbaImage | undefined;
  const { image } = await composeRecipe(
    forStage(request.recipe, side),
    prepared,
    tools.job,
    (layer, picture) => {
      if (layer === 'behind') behind = copyOf(picture);
    },
  );
  const bitmaps = await Promise.all([
    bitmapOf(cutout),
    bitmapOf(greyPicture(matte)),
    behind ? bitmapOf(behind) : null,
    bitmapOf(image),
  ]);
  return {
    geometry,
    pictureScale: sheet.image.width / sheet.picture.width,
    subject: bitmaps[0],
    matte: bitmaps[1],
    canvasScale: image.width / canvas.width,
    behind: bitmaps[2],
    composed: bitmaps[3],
  };
}

/** The recipe as it is looked at: in colours, with what is clear left clear, no side longer than `side`. */
function forStage(recipe: Recipe, side: number): Recipe {
  const { output } = recipe;
  return { ...recipe, output: { ...output, format: 'png', channels: 'rgba', matte: false, max_side: side } };
}

/** See `StudioClient.whole`. */
export async function drawWhole(request: StudioRequest, tools: StudioTools): Promise<WholePicture> {
  const prepared = await prepare(request, Infinity, tools);
  const { image } = await composeRecipe(request.recipe, prepared, tools.job);
  return handedOver(image === prepared.cutout ? copyOf(image) : image);
}

/** See `StudioClient.layers`. */
export async function drawLayers(request: StudioRequest, tools: StudioTools): Promise<WholeLayers> {
  const { recipe } = request;
  const prepared = await prepare(request, Infinity, tools);
  const kept: { subject?: RgbaImage; background?: RgbaImage } = {};
  const { image } = await composeRecipe(recipe, prepared, tools.job, (layer, picture) => {
    if (layer !== 'behind') kept[layer] = copyOf(picture);
  });
  const subject = kept.subject ?? copyOf(image);
  const shadow = await drawShadow(recipe, prepared.cutout, tools.job);
  const original = await placeOriginal(recipe, prepared.sheet.image, prepared.cutout, tools.job);
  return {
    original: handedOver(original === prepared.sheet.image ? copyOf(original) : original),
    background: kept.background ? handedOver(kept.background) : null,
    shadow: shadow ? handedOver(shadow) : null,
    subject: handedOver(subject),
    composed: handedOver(image === prepared.cutout ? copyOf(image) : image),
  };
}

/** The matte at the picture's size, grey. */
export async function drawMatte(request: StudioRequest, tools: StudioTools): Promise<RgbaImage> {
  return greyPicture((await prepare(request, Infinity, tools)).matte);
}

function copyOf({ width, height, data }: RgbaImage): RgbaImage {
  return rgbaImage(width, height, data.slice());
}

/** A picture whose memory is given away; takes it. */
function handedOver({ width, height, data }: RgbaImage): WholePicture {
  const isWhole = data.byteOffset === 0 && data.byteLength === data.buffer.byteLength;
  return { width, height, data: (isWhole ? data : data.slice()).buffer as ArrayBuffer };
}
