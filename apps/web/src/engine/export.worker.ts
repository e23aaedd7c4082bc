import { EngineError, limitSide, packed, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import { expose, transfer } from 'comlink';
import type { EncodedPicture, EncodeSettings, ExportSource, ExportWorkerApi } from './export.api.ts';
import { keepMetadata } from './metadata/keep-metadata.ts';
import { fetchedPart } from './worker/fetched-part.ts';
import { readPng } from './worker/png-reader.ts';
import { encodeRaster } from './worker/raster-encoder.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();

/** What was written last, at full size and at the size it was written in: another quality needs no other pixels. */
let lying: { readonly key: string; readonly image: RgbaImage } | undefined;
let sized: { readonly key: string; readonly maxSide: number; readonly image: RgbaImage } | undefined;

async function wholeOf({ key, width, height, pixels }: ExportSource): Promise<RgbaImage> {
  if (lying?.key === key) return lying.image;
  lying = undefined;
  sized = undefined;
  const data = await pixels.arrayBuffer().catch(cause => {
    throw new EngineError('out_of_memory', 'There is no room for the picture', { cause });
  });
  const image = rgbaImage(width, height, new Uint8ClampedArray(data));
  lying = { key, image };
  return image;
}

async function atSize(source: ExportSource, maxSide: number | null): Promise<RgbaImage> {
  const image = await wholeOf(source);
  if (maxSide === null) return image;
  if (sized?.key !== source.key || sized.maxSide !== maxSide) {
    sized = undefined;
    const smaller = await limitSide(image, maxSide, { checkpoint: life.stopIfUnwanted });
    sized = { key: source.key, maxSide, image: smaller };
  }
  return sized.image;
}

async function encode(source: ExportSource, settings: EncodeSettings): Promise<EncodedPicture> {
  const image = await atSize(source, settings.maxSide);
  const encoded = await encodeRaster(image, settings);
  const { width, height } = image;
  const file = await keepMetadata({ file: encoded, width, height }, source.original, settings.metadata);
  return { file, width, height };
}

const api: ExportWorkerApi = {
  hello: life.hello,
  async read(png) {
    const outcome = await packed(() => readPng(png));
    return outcome.ok ? transfer(outcome, [outcome.value.data]) : outcome;
  },
  encode: (source, settings) => packed(() => encode(source, settings)),
  psd: source =>
    packed(async () => {
      const { writeLayers } = await fetchedPart('psd', () => import('./worker/psd-writer.ts'));
      const { width, height } = source.layers.composed;
      return keepMetadata({ file: writeLayers(source), width, height }, source.original, source.metadata);
    }),
};

expose(api);
