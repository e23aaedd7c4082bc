import type { ModelEntry, ModelVariant, SegmentationSession, Tensor } from '@backgroundfx/core';
import webgpuMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import webgpuWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import wasmMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { afterEach, describe, expect, it } from 'vitest';
import fp16Url from '../../test/fixtures/tiny.fp16.onnx?url';
import fp32Url from '../../test/fixtures/tiny.fp32.onnx?url';
import weightsUrl from '../../test/fixtures/tiny.weights.bin?url';
import { type DeviceFacts, probeDevice } from './device-facts.ts';
import { createWebGraph, type GraphBytes } from './web-graph.ts';
import { openWebSession } from './web-session.ts';

const absolute = (path: string) => new URL(path, location.href).href;
const runtime = {
  wasm: { mjs: absolute(wasmMjs), wasm: absolute(wasmWasm) },
  webgpu: { mjs: absolute(webgpuMjs), wasm: absolute(webgpuWasm) },
};
const file = (name: string) => ({ name, bytes: 0, sha256: '' });
const weights = [file('tiny.weights.bin')];
const int8: ModelVariant = { id: 'int8', device: 'cpu', graph: file('tiny.fp32.onnx'), weights };
const fp32: ModelVariant = { id: 'fp32', device: 'gpu', graph: file('tiny.fp32.onnx'), weights };
const fp16: ModelVariant = {
  id: 'fp16',
  device: 'gpu',
  needs: 'shader-f16',
  graph: file('tiny.fp16.onnx'),
  weights,
};
const model = {
  id: 'tiny',
  displayName: 'Tiny',
  input: { name: 'input', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 1, bestSize: 8, fit: 'stretch' },
  output: { name: 'output', values: 'unit' },
  variants: [int8, fp16, fp32],
} as unknown as ModelEntry;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const EXPECTED = [sigmoid(4), sigmoid(-4), sigmoid(1), sigmoid(0)];

/** 2 x 2 pixels: red, green, half red with a quarter green, black. */
function picture(): Tensor {
  return { data: Float32Array.of(1, 0, 0.5, 0, 0, 1, 0.25, 0, 0, 0, 0, 0), dims: [1, 3, 2, 2] };
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

async function load(variant: ModelVariant): Promise<GraphBytes> {
  return {
    graph: await bytesOf(variant.id === 'fp16' ? fp16Url : fp32Url),
    weights: new Map([['tiny.weights.bin', await bytesOf(weightsUrl)]]),
  };
}

function expectClose(actual: Float32Array, digits: number) {
  expect(actual.length).toBe(4);
  for (const [i, value] of EXPECTED.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

let open: SegmentationSession[] = [];
afterEach(async () => {
  await Promise.all(open.map(session => session.dispose()));
  open = [];
});

async function graphOn(provider: 'wasm' | 'webgpu', variant: ModelVariant, threads = 1) {
  const bytes = await load(variant);
  const graph = await createWebGraph({
    provider,
    threads,
    bytes,
    model,
    runtime,
  });
  open.push(graph);
  return graph;
}

describe('probeDevice', () => {
  it('finds an isolated page with SIMD, threads and the software adapter, once', async () => {
    const facts = await probeDevice();
    expect(await probeDevice()).toBe(facts);
    expect(Object.isFrozen(facts)).toBe(true);
    expect(facts).toMatchObject({ simd: true, threads: true, webgpu: { software: true } });
    expect(facts.processors).toBeGreaterThan(0);
  });
});

describe('createWebGraph', () => {
  it('runs on the processor', async () => {
    const graph = await graphOn('wasm', int8, 2);
    const { data, dims } = await graph.run(picture());
    expect(dims).toEqual([1, 1, 2, 2]);
    expectClose(data, 5);
  });

  it('runs on WebGPU in single precision', async () => {
    const graph = await graphOn('webgpu', fp32);
    expectClose((await graph.run(picture())).data, 4);
    expectClose((await graph.run(picture())).data, 4);
  });

  it('runs on WebGPU in half precision where the adapter has it', async ({ skip }) => {
    const facts = await probeDevice();
    skip(facts.webgpu?.shaderF16 !== true, 'this adapter has no shader-f16');
    const graph = await graphOn('webgpu', fp16);
    expectClose((await graph.run(picture())).data, 2);
  });

  it('answers with a typed error when the input does not fit, and goes on', async () => {
    const graph = await graphOn('wasm', int8);
    const wrong = graph.run({ data: new Float32Array(16), dims: [1, 4, 2, 2] });
    await expect(wrong).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
    expectClose((await graph.run(picture())).data, 5);
  });

  it('refuses to run for a caller that has cancelled', async () => {
    const graph = await graphOn('wasm', int8);
    await expect(graph.run(picture(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('openWebSession', () => {
  const facts: DeviceFacts = {
    webgpu: { shaderF16: true, software: false, name: 'pretended' },
    simd: true,
    threads: true,
    processors: 2,
    memoryGiB: 8,
  };

  it('takes the next way when the runtime refuses the best one, and says why', async () => {
    const session = await openWebSession({
      model,
      facts,
      runtime,
      loadBytes: async variant =>
        variant.device === 'gpu' ? { graph: Uint8Array.of(1, 2, 3), weights: new Map() } : load(variant),
    });
    open.push(session);
    expect(session.choice).toMatchObject({ provider: 'wasm', threads: 2 });
    expect(session.choice.why).toContain('a faster way failed');
    expectClose((await session.run(picture())).data, 5);
  });

  it('takes the next way when the first run fails, with the same picture', async () => {
    const narrow = { ...model, variants: [fp32, int8] } as ModelEntry;
    let served = 0;
    const session = await openWebSession({
      model: narrow,
      facts,
      runtime,
      // A whole graph whose output has another name: it loads, and every run fails.
      loadBytes: async variant => {
        const bytes = await load(variant);
        if (served++ > 0) return bytes;
        const graph = bytes.graph.slice();
        const name = new TextEncoder().encode('output');
        for (let i = 0; i + name.length <= graph.length; i++) {
          if (name.every((byte, k) => graph[i + k] === byte))
            graph.set(new TextEncoder().encode('outset'), i);
        }
        return { ...bytes, graph };
      },
    });
    open.push(session);
    expect(session.choice.provider).toBe('webgpu');
    expectClose((await session.run(picture())).data, 5);
    expect(session.choice.provider).toBe('wasm');
    expect(served).toBe(2);
  });

  it('fails with the last error when no way is left', async () => {
    const broken = openWebSession({
      model,
      facts: { ...facts, webgpu: undefined },
      runtime,
      loadBytes: async () => ({ graph: Uint8Array.of(9), weights: new Map() }),
    });
    await expect(broken).rejects.toMatchObject({ name: 'EngineError', code: 'inference_failed' });
  });
});
