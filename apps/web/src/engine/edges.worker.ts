import { coverage, type EdgeSettings, EngineError, packed } from '@backgroundfx/core';
import { expose, transfer } from 'comlink';
import type { DrawnCutout, EdgeSource, EdgeWorkerApi } from './edges.api.ts';
import { createDrawingTable } from './worker/drawing-table.ts';
import { encodePng } from './worker/picture-encoder.ts';
import { workerLife } from './worker/worker-life.ts';

const life = workerLife();
const table = createDrawingTable(life.stopIfUnwanted);

async function draft(source: EdgeSource, settings: EdgeSettings): Promise<ImageBitmap> {
  const { small } = await table.lay(source);
  const { cutout } = await small.draw(settings, { checkpoint: life.stopIfUnwanted });
  const pixels = new Uint8ClampedArray(cutout.data.buffer as ArrayBuffer);
  return createImageBitmap(new ImageData(pixels, cutout.width, cutout.height)).catch(cause => {
    throw new EngineError('out_of_memory', 'The browser gave no room for a draft', { cause });
  });
}

async function whole(source: EdgeSource, settings: EdgeSettings): Promise<DrawnCutout> {
  const { full } = await table.lay(source);
  const { cutout, matte } = await full.draw(settings, { checkpoint: life.stopIfUnwanted });
  return { png: await encodePng(cutout), coverage: coverage(matte) };
}

const api: EdgeWorkerApi = {
  hello: life.hello,
  async draft(source, settings) {
    const outcome = await packed(() => draft(source, settings));
    return outcome.ok ? transfer(outcome, [outcome.value]) : outcome;
  },
  whole: (source, settings) => packed(() => whole(source, settings)),
};

expose(api);
