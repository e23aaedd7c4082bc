import { EngineError, type ModelEntry, type ModelVariant } from '@backgroundfx/core';
import type { DeviceFacts } from './device-facts.ts';

/** One way to run a model on this device. */
export interface EngineChoice {
  readonly provider: 'webgpu' | 'wasm';
  readonly variant: ModelVariant;
  readonly threads: number;
  /** One sentence for people: why this one. */
  readonly why: string;
}

/** More threads than this gain nothing on these networks and cost memory. */
const MAX_THREADS = 8;
/** The graphics path holds expanded weights; a device with less memory than this stays on the processor. */
const GPU_MIN_MEMORY_GIB = 4;

/**
 * All ways to run the model here, best first; the later ones are what to fall back to. Pure.
 * @throws EngineError `inference_failed` when there is none.
 */
export function rankChoices(model: Pick<ModelEntry, 'id' | 'variants'>, facts: DeviceFacts): EngineChoice[] {
  const choices = [...gpuChoices(model, facts), ...cpuChoices(model, facts)];
  if (choices.length === 0) {
    throw new EngineError('inference_failed', 'This browser is too old: WebAssembly SIMD is missing', {
      details: { model: model.id },
    });
  }
  return choices;
}

function gpuChoices({ variants }: Pick<ModelEntry, 'variants'>, facts: DeviceFacts): EngineChoice[] {
  const gpu = facts.webgpu;
  if (!gpu || gpu.software || (facts.memoryGiB ?? GPU_MIN_MEMORY_GIB) < GPU_MIN_MEMORY_GIB) return [];
  const usable = variants.filter(v => v.device !== 'cpu' && (v.needs === undefined || gpu.shaderF16));
  return usable.map(variant => ({
    provider: 'webgpu',
    variant,
    threads: 1,
    why: `The graphics processor (${gpu.name || 'WebGPU'}) runs ${variant.id}`,
  }));
}

function cpuChoices({ variants }: Pick<ModelEntry, 'variants'>, facts: DeviceFacts): EngineChoice[] {
  if (!facts.simd) return [];
  const threads = facts.threads ? Math.min(MAX_THREADS, facts.processors) : 1;
  const reason = whyProcessor(facts);
  return variants
    .filter(v => v.device !== 'gpu')
    .map(variant => ({ provider: 'wasm', variant, threads, why: reason }));
}

function whyProcessor({ webgpu, memoryGiB }: DeviceFacts): string {
  if (!webgpu) return 'No WebGPU here, so the processor does the work';
  if (webgpu.software) return 'WebGPU is only emulated here, so the processor is faster';
  if ((memoryGiB ?? GPU_MIN_MEMORY_GIB) < GPU_MIN_MEMORY_GIB)
    return 'Little memory here, so the processor does the work';
  return 'The graphics processor could not run the model, so the processor does';
}
