import { type ModelEntry, type Segmenter, variantBytes, variantFiles } from '@backgroundfx/core';
import { type GraphBytes, openWebSession, probeDevice, type WebSession } from '@backgroundfx/inference/web';
import { loadModelFile } from '../../storage/model-store.ts';
import type { EngineReport, StageEvent } from '../cutout.api.ts';
import { DEFAULT_MODEL } from '../default-model.ts';
import { RUNTIME_FILES } from './runtime-files.ts';

/** The loaded network of this worker; opened by the first job, kept until the worker ends or a run fails. */
export interface LoadedSegmenter extends Segmenter {
  readonly model: ModelEntry;
  readonly session: WebSession;
}

let loaded: Promise<LoadedSegmenter> | undefined;

/** Opens the network, or hands out the open one. A failed opening is forgotten: the next job tries again. */
export function loadSegmenter(report: (event: StageEvent) => void): Promise<LoadedSegmenter> {
  loaded ??= open(report).catch(error => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** Lets go of a network whose run failed; its memory may be in any state. */
export async function dropSegmenter(): Promise<void> {
  const dropped = await loaded?.catch(() => undefined);
  loaded = undefined;
  await dropped?.session.dispose().catch(() => undefined);
}

async function open(report: (event: StageEvent) => void): Promise<LoadedSegmenter> {
  const session = await openWebSession({
    model: DEFAULT_MODEL,
    facts: await probeDevice(),
    runtime: RUNTIME_FILES,
    async loadBytes(variant) {
      const files = variantFiles(variant);
      const totalBytes = variantBytes(variant);
      let before = 0;
      const bytes = new Map<string, Uint8Array>();
      for (const file of files) {
        const content = await loadModelFile(file, arrived => {
          const loadedBytes = before + arrived;
          report({ stage: 'download', done: loadedBytes / totalBytes, loadedBytes, totalBytes });
        });
        before += file.bytes;
        bytes.set(file.name, content);
      }
      report({ stage: 'load', done: 0 });
      return graphBytes(variant.graph.name, bytes);
    },
  });
  report({ stage: 'load', done: 1 });
  return { model: DEFAULT_MODEL, session };
}

function graphBytes(graphName: string, bytes: Map<string, Uint8Array>): GraphBytes {
  const graph = bytes.get(graphName) ?? new Uint8Array();
  bytes.delete(graphName);
  return { graph, weights: bytes };
}

/** What ran, and why. */
export function reportOf({ model, session }: LoadedSegmenter, inputSize: number): EngineReport {
  const { choice } = session;
  return {
    model: model.displayName,
    variant: choice.variant.id,
    provider: choice.provider,
    threads: choice.threads,
    inputSize,
    why: choice.why,
    modelBytes: variantBytes(choice.variant),
  };
}
