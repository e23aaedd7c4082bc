import type { ModelVariant } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import type { DeviceFacts, GpuFacts } from './device-facts.ts';
import { rankChoices } from './engine-choice.ts';

const file = { name: 'f', bytes: 1, sha256: '' };
const variants: ModelVariant[] = [
  { id: 'int8', device: 'cpu', graph: file, weights: [] },
  { id: 'fp16', device: 'gpu', needs: 'shader-f16', graph: file, weights: [] },
  { id: 'fp32', device: 'gpu', graph: file, weights: [] },
];
const model = { id: 'isnet', variants };
const gpu: GpuFacts = { shaderF16: true, software: false, name: 'acme a1' };
const facts: DeviceFacts = { webgpu: gpu, simd: true, threads: true, processors: 4, memoryGiB: 8 };

function ways(changes: Partial<DeviceFacts>): string[] {
  return rankChoices(model, { ...facts, ...changes }).map(c => `${c.provider} ${c.variant.id} ${c.threads}`);
}

describe('rankChoices', () => {
  it('prefers the graphics processor in half precision, then in single, then the processor', () => {
    expect(ways({})).toEqual(['webgpu fp16 1', 'webgpu fp32 1', 'wasm int8 4']);
  });

  it('leaves out half precision where the adapter cannot compute it', () => {
    expect(ways({ webgpu: { ...gpu, shaderF16: false } })).toEqual(['webgpu fp32 1', 'wasm int8 4']);
  });

  it.each([
    ['there is no WebGPU', { webgpu: undefined }, 'No WebGPU here'],
    ['WebGPU is software', { webgpu: { ...gpu, software: true } }, 'only emulated'],
    ['memory is short', { memoryGiB: 2 }, 'Little memory'],
  ])('stays on the processor and says why when %s', (_, changes, why) => {
    expect(ways(changes)).toEqual(['wasm int8 4']);
    expect(rankChoices(model, { ...facts, ...changes })[0]?.why).toContain(why);
  });

  it('uses one thread without shared memory, and eight at most', () => {
    expect(ways({ webgpu: undefined, threads: false })).toEqual(['wasm int8 1']);
    expect(ways({ webgpu: undefined, processors: 64 })).toEqual(['wasm int8 8']);
  });

  it('says so when nothing can run the model', () => {
    expect(() => rankChoices(model, { ...facts, webgpu: undefined, simd: false })).toThrow('SIMD is missing');
  });
});
