import {
  EngineError,
  findBackdrop,
  packed,
  promptBackdrop,
  type RgbaImage,
  renderBackdrop,
} from '@backgroundfx/core';
import { expose, transfer } from 'comlink';
import type { BackdropWorkerApi, DrawnPrompt, PictureSize } from './backdrop.api.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();
const job = { checkpoint: life.stopIfUnwanted };

async function library(id: string, { width, height }: PictureSize): Promise<ImageBitmap> {
  const entry = findBackdrop(id);
  if (!entry) throw new EngineError('invalid_argument', `The library has no background "${id}"`);
  return asBitmap(await renderBackdrop(entry, width, height, job));
}

async function prompt(
  request: Parameters<BackdropWorkerApi['prompt']>[0],
  size: PictureSize,
): Promise<DrawnPrompt> {
  const { image, understood } = await promptBackdrop({ ...request, ...size }, job);
  return { image: await asBitmap(image), understood };
}

function asBitmap({ data, width, height }: RgbaImage): Promise<ImageBitmap> {
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  return createImageBitmap(new ImageData(pixels, width, height)).catch(cause => {
    throw new EngineError('out_of_memory', 'The browser gave no room for a background', { cause });
  });
}

const api: BackdropWorkerApi = {
  hello: life.hello,
  async library(id, size) {
    const outcome = await packed(() => library(id, size));
    return outcome.ok ? transfer(outcome, [outcome.value]) : outcome;
  },
  async prompt(request, size) {
    const outcome = await packed(() => prompt(request, size));
    return outcome.ok ? transfer(outcome, [outcome.value.image]) : outcome;
  },
};

expose(api);
