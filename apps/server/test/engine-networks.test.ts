import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseManifest, type Quality } from '@backgroundfx/core';
import { type ProbedModel, probeCustomModel } from '@backgroundfx/inference/probe';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type {
  CatalogueNetwork,
  CustomNetwork,
  CutoutPool,
  TaskNetworks,
} from '../src/processing/engine/cutout.api.ts';
import { networkFile } from '../src/processing/engine/model-files.ts';
import { settled, startPool, taskFolder } from './support/engine-pool.ts';
import { modelProcesses, TELLS_PROCESSES } from './support/model-processes.ts';
import { published } from './support/models-folder.ts';
import { patches } from './support/picture-files.ts';
import { tinyGraph, trapGraph } from './support/tiny-graphs.ts';

const RED = [1, -1, -1] as const;
const GREEN = [-1, 1, -1] as const;
const BLUE = [-1, -1, 1] as const;
const folder = taskFolder();
afterAll(folder.remove);
const uploads = mkdtempSync(join(tmpdir(), 'bgfx-uploads-'));
afterAll(() => rmSync(uploads, { recursive: true }));

const TINY = { input: { name: 'image', size: 192 }, output: 'matte' };
const RULES = {
  name: TINY.input.name,
  mean: [0, 0, 0],
  scale: [1 / 255, 1 / 255, 1 / 255],
  sizes: 'fixed',
  multipleOf: 192,
  bestSize: 192,
  fit: 'stretch',
} as const;

const own = published('own', tinyGraph({ ...TINY, weights: [BLUE] }), 'http://nowhere.example', {
  variant: 'int8',
  input: { ...RULES, range: 'peak' },
  output: { name: TINY.output, values: 'min-max' },
});
const OWN = { model: own.entry, modelsDir: folder.dir };

let source = '';
let pool: CutoutPool;
beforeAll(async () => {
  const colours = [
    [230, 20, 20],
    [20, 230, 20],
    [20, 20, 230],
  ];
  source = join(folder.dir, 'colours.png');
  await patches([colours], 64, 192).png().toFile(source);
  writeFileSync(join(folder.dir, own.file), own.bytes);
  pool = startPool(OWN);
  expect(await settled(pool)).toBe('ready');
}, 60_000);
afterAll(() => pool.dispose());

/** A network that calls a colour the subject, and its file. */
function network(id: string, colour: readonly [number, number, number]): CatalogueNetwork {
  const model = published(id, tinyGraph({ ...TINY, weights: [colour] }), 'http://nowhere.example', {
    input: RULES,
    output: { name: TINY.output, values: 'min-max' },
  });
  writeFileSync(join(folder.dir, model.file), model.bytes);
  return networkFile(model.entry, 'fp32', folder.dir);
}

/** Alpha in the middle of the red third, the green and the blue one, and the model that ran. */
async function cutOut(networks?: TaskNetworks, quality: Quality = 'low', by = pool) {
  const task = folder.task(source, { quality, ...(networks && { networks }) });
  const { model } = await by.run(task);
  const { data } = await sharp(task.target).raw().toBuffer({ resolveWithObject: true });
  return [model, ...[32, 96, 160].map(x => data[(96 * 192 + x) * 4 + 3])];
}

const ultra = (networks: TaskNetworks, by = pool) =>
  by.run(folder.task(source, { quality: 'ultra', networks }));

describe('a task', { timeout: 60_000 }, () => {
  it("is worked on by the pool's own network unless it names another", async () => {
    expect(await cutOut()).toEqual(['own', 0, 0, 255]);
    expect(await cutOut({ main: network('red', RED) })).toEqual(['red', 255, 0, 0]);
    expect(await cutOut()).toEqual(['own', 0, 0, 255]);
  });

  it('may name more networks than a thread keeps open', async () => {
    const colours = [RED, GREEN, BLUE];
    const networks = [0, 1, 2, 3, 4, 5].map(i => network(`n${i}`, colours[i % 3]!));
    for (let round = 0; round < 2; round++) {
      for (const [i, main] of networks.entries()) {
        const alphas = [0, 1, 2].map(c => (c === i % 3 ? 255 : 0));
        expect(await cutOut({ main })).toEqual([`n${i}`, ...alphas]);
      }
    }
  });

  it('does not open what its plan does not ask for', async () => {
    const main = network('red', RED);
    const missing = { ...network('missing', GREEN), graphPath: join(folder.dir, 'missing') };
    expect(await cutOut({ main, float: missing, second: missing }, 'low')).toEqual(['red', 255, 0, 0]);
  });

  it('of ultra quality is worked on in float where there is such a graph, which no thread keeps', async () => {
    const main = network('red', RED);
    const float = network('green', GREEN);
    expect(await cutOut({ main, float }, 'high')).toEqual(['red', 255, 0, 0]);
    expect(await cutOut({ main, float }, 'ultra')).toEqual(['red', 0, 255, 0]);
    expect(await cutOut({ main }, 'ultra')).toEqual(['red', 255, 0, 0]);
  });

  it('of ultra quality does without float where that is not installed, or gone, and says so', async () => {
    const main = network('red', RED);
    const gone = network('gone-float', GREEN);
    rmSync(gone.graphPath);
    for (const float of ['not_installed', gone] as const) {
      expect(await cutOut({ main, float }, 'ultra')).toEqual(['red', 255, 0, 0]);
      expect((await ultra({ main, float })).withoutFloat).toBe('model_unavailable');
      const high = await pool.run(folder.task(source, { quality: 'high', networks: { main, float } }));
      expect(high.withoutFloat).toBeUndefined();
    }
    network('gone-float', GREEN);
    expect(await cutOut({ main, float: gone }, 'ultra')).toEqual(['red', 0, 255, 0]);
    expect((await ultra({ main, float: gone })).withoutFloat).toBeUndefined();
  });

  it('of ultra quality does without float where memory is short, and says so', async () => {
    const networks = { main: network('red', RED), float: network('green', GREEN) };
    const cramped = startPool({ ...OWN, floatRoomBytes: Number.MAX_SAFE_INTEGER });
    expect(await cutOut(networks, 'ultra', cramped)).toEqual(['red', 255, 0, 0]);
    expect((await ultra(networks, cramped)).withoutFloat).toBe('out_of_memory');
    await cramped.dispose();
  });

  it('of ultra quality does not count on memory that another one is about to take', async () => {
    const networks = { main: network('red', RED), float: network('green', GREEN) };
    const available = vi.spyOn(process, 'availableMemory').mockReturnValue(150);
    const roomForOne = startPool({ ...OWN, workers: 2, floatRoomBytes: 100 });
    const both = await Promise.all([ultra(networks, roomForOne), ultra(networks, roomForOne)]);
    expect(both.map(facts => facts.withoutFloat)).toEqual([undefined, 'out_of_memory']);
    expect((await ultra(networks, roomForOne)).withoutFloat).toBeUndefined();
    available.mockRestore();
    await roomForOne.dispose();
  });

  it('fails alone when its network cannot be opened, and says which', async () => {
    const main = network('gone', RED);
    rmSync(main.graphPath);
    const task = folder.task(source, { networks: { main } });
    await expect(pool.run(task)).rejects.toMatchObject({
      name: 'EngineError',
      code: 'model_unavailable',
      details: { network: 'gone.fp32' },
    });
    expect(existsSync(task.target)).toBe(false);
    expect(pool.state).toBe('ready');
    expect(await cutOut()).toEqual(['own', 0, 0, 255]);
    network('gone', RED);
    expect(await cutOut({ main })).toEqual(['gone', 255, 0, 0]);
  });

  it('without a subject writes nothing', async () => {
    const main = network('nothing', [0, 0, 0]);
    const mask = join(folder.dir, 'nothing.mask');
    const task = folder.task(source, { networks: { main }, mask });
    expect(await pool.run(task)).toMatchObject({ width: 192, height: 192, hasForeground: false });
    expect([existsSync(task.target), existsSync(mask)]).toEqual([false, false]);
  });
});

describe("a network of the user's own", { timeout: 60_000 }, () => {
  /** An upload: a file beside the models' folder. */
  const upload = (name: string, colour: readonly [number, number, number]) => {
    const path = join(uploads, name);
    writeFileSync(path, tinyGraph({ ...TINY, weights: [colour] }));
    return path;
  };
  const mine = (channels: 'rgb' | 'bgr' = 'rgb') =>
    parseManifest({
      version: 1,
      name: 'Mine',
      input: { layout: 'nchw', channels, size: 192, mean: 0, std: 1 },
      output: { name: TINY.output, values: 'min-max' },
    });
  const limits = { milliseconds: 3000, memoryBytes: 1_000_000_000 };
  const custom = async (key: string, path: string, manifest = mine()): Promise<CustomNetwork> => {
    const probed = await probeCustomModel({ path, manifest });
    return { key, id: 'mine', probed, limits, graphPath: path };
  };
  /** A picture with white in it, for which traps wait. */
  const whiteThird = async () => {
    const colours = [
      [230, 20, 20],
      [255, 255, 255],
      [20, 20, 230],
    ];
    const path = join(folder.dir, 'white.png');
    await patches([colours], 64, 192).png().toFile(path);
    return path;
  };
  const trap = (kind: 'time' | 'memory' | 'some memory') => {
    const path = join(uploads, `${kind}.onnx`);
    writeFileSync(path, trapGraph(kind, { ...TINY, weights: [RED] }));
    return custom(kind, path);
  };

  it('runs once it was tried, as its manifest says', async () => {
    const main = await custom('green', upload('green.onnx', GREEN));
    expect(await cutOut({ main })).toEqual(['mine', 0, 255, 0]);
    const other = await custom('bgr', upload('bgr.onnx', BLUE), mine('bgr'));
    expect(await cutOut({ main: other })).toEqual(['mine', 255, 0, 0]);
    expect(await cutOut({ main })).toEqual(['mine', 0, 255, 0]);
    expect(await cutOut()).toEqual(['own', 0, 0, 255]);
  });

  it('that is hostile is refused before it can be named, and says why', async () => {
    const path = upload('half.onnx', GREEN);
    truncateSync(path, statSync(path).size >> 1);
    await expect(custom('half', path)).rejects.toMatchObject({
      name: 'EngineError',
      code: 'invalid_model',
      details: { reason: 'cut_off' },
    });
  });

  it('is not run when its file is another than the one that was tried', async () => {
    const main = await custom('swapped', upload('swapped.onnx', GREEN));
    upload('swapped.onnx', RED);
    const refused = { name: 'EngineError', code: 'model_unavailable', details: { network: 'swapped' } };
    await expect(pool.run(folder.task(source, { networks: { main } }))).rejects.toMatchObject(refused);
    upload('swapped.onnx', GREEN);
    expect(await cutOut({ main })).toEqual(['mine', 0, 255, 0]);
  });

  it.each(['time', 'memory'] as const)(
    'that takes %s without end for one picture loses that picture, and no other',
    async kind => {
      const main = await trap(kind);
      expect(await cutOut({ main })).toEqual(['mine', 255, 0, 0]);
      const task = folder.task(await whiteThird(), { quality: 'high', networks: { main } });
      const started = performance.now();
      await expect(pool.run(task)).rejects.toMatchObject({
        name: 'EngineError',
        code: 'invalid_model',
        details: { reason: kind === 'time' ? 'timeout' : 'memory' },
      });
      expect(performance.now() - started).toBeLessThan(10_000);
      expect([existsSync(task.target), pool.state]).toEqual([false, 'ready']);
      expect(await cutOut({ main })).toEqual(['mine', 255, 0, 0]);
      expect(await cutOut()).toEqual(['own', 0, 0, 255]);
    },
  );

  it.runIf(TELLS_PROCESSES)('is let go after a picture for which it took much memory', async () => {
    const main = await trap('some memory');
    expect(await cutOut({ main })).toEqual(['mine', 255, 0, 0]);
    const before = modelProcesses();
    expect(before.length).toBeGreaterThan(0);
    await pool.run(folder.task(await whiteThird(), { networks: { main } }));
    expect(modelProcesses()).toHaveLength(before.length - 1);
    expect(await cutOut({ main })).toEqual(['mine', 255, 0, 0]);
  });

  it('stops at once when nobody wants its picture any more, whatever it is at', async () => {
    const main = { ...(await trap('time')), limits: { ...limits, milliseconds: 60_000 } };
    await cutOut({ main });
    const leaving = new AbortController();
    const running = pool.run(folder.task(await whiteThird(), { networks: { main } }), leaving.signal);
    setTimeout(() => leaving.abort(), 1000);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const started = performance.now();
    expect(await cutOut()).toEqual(['own', 0, 0, 255]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('whose answers contradict its manifest is at fault itself', async () => {
    // What the trial shows stays within the slack of alpha; blue alone does not.
    const path = join(uploads, 'loud.onnx');
    writeFileSync(path, tinyGraph({ ...TINY, weights: [[1, 1, -4]] }));
    const unit = parseManifest({ ...mine(), output: { name: TINY.output, values: 'min-max' } });
    const { probed, ...network } = await custom('loud', path, unit);
    const rules = { ...probed.facts.rules, output: { name: TINY.output, values: 'unit' } } as const;
    const main = { ...network, probed: { ...probed, facts: { ...probed.facts, rules } } };
    await expect(pool.run(folder.task(source, { networks: { main } }))).rejects.toMatchObject({
      code: 'invalid_model',
      details: { reason: 'answer_range' },
    });
  });

  it('counts as its subject the classes that are asked for', async () => {
    const path = join(uploads, 'classes.onnx');
    const weights = [[0, 0, 0], RED.map(w => 99 * w), GREEN.map(w => 99 * w)] as [number, number, number][];
    writeFileSync(path, tinyGraph({ ...TINY, weights }));
    const classes = ['nothing', 'red', 'green'];
    const { input } = mine();
    const output = { name: TINY.output, values: 'softmax', classes };
    const main = await custom('classes', path, parseManifest({ version: 1, name: 'x', input, output }));
    const alphas = async (wanted?: string[]) => {
      const task = folder.task(source, { networks: { main }, ...(wanted && { classes: wanted }) });
      const { classes: found } = await pool.run(task);
      const { data } = await sharp(task.target).raw().toBuffer({ resolveWithObject: true });
      expect(found.map(({ name }) => name).toSorted()).toEqual(['green', 'red']);
      return [32, 96, 160].map(x => data[(96 * 192 + x) * 4 + 3]);
    };
    expect(await alphas()).toEqual([255, 255, 0]);
    expect(await alphas(['red'])).toEqual([255, 0, 0]);
    expect(await alphas(['green'])).toEqual([0, 255, 0]);
    expect(await alphas(['green', 'red'])).toEqual([255, 255, 0]);
  });

  it('cannot be passed off as one of the catalogue, nor be run without a trial', async () => {
    const main = { ...network('red', RED), key: 'sly', graphPath: upload('sly.onnx', GREEN) };
    const refused = { code: 'model_unavailable', details: { network: 'sly' } };
    await expect(pool.run(folder.task(source, { networks: { main } }))).rejects.toMatchObject(refused);
    const { facts, memoryLimited } = await probeCustomModel({ path: main.graphPath, manifest: mine() });
    const lookalike = { facts, memoryLimited };
    expectTypeOf(lookalike).not.toExtend<ProbedModel>();
  });
});
