import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type FloatMatte,
  findModel,
  type ModelEntry,
  makeInputTensor,
  parseCatalog,
  type RgbPlanes,
  readClasses,
  readOutputTensor,
  resampleToPlanes,
  rgbaImage,
} from '@backgroundfx/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createNodeSession } from '../src/node/node-session.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const catalog = parseCatalog(JSON.parse(readFileSync(at('../../../models/catalog.json'), 'utf8')));
const places = [at('../../../models/dist'), process.env.MODEL_MIRROR].filter(place => place !== undefined);

/** A graph of the catalogue that lies on this machine. */
function graphOf(id: string, variant: string): string | undefined {
  const { graph } = findModel(catalog, id).variants.find(v => v.id === variant)!;
  return places.map(place => join(place, graph.name)).find(existsSync);
}

async function planesOf(name: string, side: number) {
  const { data, info } = await sharp(at(`../../../public/samples/${name}.jpg`))
    .autoOrient()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return resampleToPlanes(rgbaImage(info.width, info.height, data), side, side);
}

/** True alpha at the network's size, 0..1. */
async function alphaOf(name: string, side: number): Promise<Float32Array> {
  const { data, info } = await sharp(at(`fixtures/${name}.alpha.png`))
    .extractChannel(0)
    .toColourspace('b-w')
    .resize(side, side, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(1);
  return Float32Array.from(data, v => v / 255);
}

function iou(ours: FloatMatte, exact: Float32Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < exact.length; i++) {
    if (ours.data[i]! > 0.5 && exact[i]! > 0.5) both++;
    if (ours.data[i]! > 0.5 || exact[i]! > 0.5) either++;
  }
  return both / either;
}

/** Runs a model's graph on a picture by the catalogue's rules. The answer is the network's own, not read yet. */
async function answerOf(model: Pick<ModelEntry, 'input' | 'output'>, graphPath: string, planes: RgbPlanes) {
  const session = await createNodeSession({ graphPath, model });
  try {
    return await session.run(makeInputTensor(planes, model.input));
  } finally {
    await session.dispose();
  }
}

/** Agreement with true alpha that the networks reach by their rules, less 0.01 for other processors. */
const GOLDEN = [
  ['isnet', 'int8', '02-mug', 0.98],
  ['u2netp', 'fp16', '01-fur', 0.857],
  ['u2netp', 'fp16', '07-bust', 0.979],
  ['u2netp', 'fp32', '01-fur', 0.857],
  ['u2netp', 'fp32', '07-bust', 0.979],
  ['u2net', 'fp32', '07-bust', 0.95],
] as const;
const ABSENT = 'its graph is neither in models/dist nor in the folder that MODEL_MIRROR names';

describe('networks that find what stands out', { timeout: 60_000 }, () => {
  it.for(GOLDEN)('%s %s: alpha, and the subject of %s', async ([id, variant, sample, least], context) => {
    const graphPath = graphOf(id, variant);
    if (!graphPath) return context.skip(ABSENT);
    const model = findModel(catalog, id);
    const side = model.input.bestSize;
    const answer = await answerOf(model, graphPath, await planesOf(sample, side));
    expect(answer.dims).toEqual([1, 1, side, side]);
    for (const v of answer.data) if (!(v > -1e-5 && v < 1 + 1e-5)) expect.fail(`holds ${v}`);
    expect(iou(readOutputTensor(answer, model.output), await alphaOf(sample, side))).toBeGreaterThan(least);
  });

  it('u2netp answers with its final output: a side output is coarser', async context => {
    const graphPath = graphOf('u2netp', 'fp16');
    if (!graphPath) return context.skip(ABSENT);
    const { input, output } = findModel(catalog, 'u2netp');
    const planes = await planesOf('07-bust', input.bestSize);
    const exact = await alphaOf('07-bust', input.bestSize);
    const agreement = async (name: string) => {
      const rule = { ...output, name };
      return iou(readOutputTensor(await answerOf({ input, output: rule }, graphPath, planes), rule), exact);
    };
    expect(await agreement(output.name)).toBeGreaterThan((await agreement('1965')) + 0.01);
  });

  it('u2net: its rules on a graph of its signature', async () => {
    const model = findModel(catalog, 'u2net');
    const side = model.input.bestSize;
    // Grey from 0 to 200: the published code divides by the largest value, whatever it is.
    const grey = Float32Array.from({ length: 3 * side * side }, (_, i) => (200 * (i % side)) / (side - 1));
    const answer = await answerOf(model, at('fixtures/u2net.signature.onnx'), {
      kind: 'rgb-planes',
      width: side,
      height: side,
      data: grey,
    });
    const { data } = readOutputTensor(answer, model.output);
    const raw = (v: number) => {
      const [r, g, b] = [(v - 0.485) / 0.229, (v - 0.456) / 0.224, (v - 0.406) / 0.225] as const;
      return 1 / (1 + Math.exp(-(r + 2 * g + 3 * b)));
    };
    for (let x = 0; x < side; x += 29) {
      expect(data[x]).toBeCloseTo(raw(x / (side - 1)), 5);
    }
  });
});

describe('deeplabv3', { timeout: 60_000 }, () => {
  const model = findModel(catalog, 'deeplabv3');
  const graphPath = graphOf('deeplabv3', 'fp32');
  const side = model.input.bestSize;

  it('tells what it sees, and finds it', async context => {
    if (!graphPath) return context.skip(ABSENT);
    const answer = await answerOf(model, graphPath, await planesOf('03-toycar', side));
    expect(answer.dims).toEqual([1, 21, side, side]);
    const seen = readClasses(answer, model.output);
    expect(seen.map(({ name }) => name)).toEqual(['car']);
    expect(seen[0]?.share).toBeCloseTo(0.228, 2);
    expect(iou(readOutputTensor(answer, model.output), await alphaOf('03-toycar', side))).toBeGreaterThan(
      0.946,
    );
  });

  it('leaves out the classes that were not asked for', async context => {
    if (!graphPath) return context.skip(ABSENT);
    const answer = await answerOf(model, graphPath, await planesOf('07-bust', side));
    expect(readClasses(answer, model.output).map(({ name }) => name)).toEqual(['tvmonitor', 'person']);
    const share = ({ data }: FloatMatte) => data.reduce((sum, v) => sum + v, 0) / data.length;
    expect(share(readOutputTensor(answer, model.output))).toBeCloseTo(0.564, 2);
    const people = readOutputTensor(answer, model.output, false, ['person']);
    expect(share(people)).toBeLessThan(0.4);
  });
});
