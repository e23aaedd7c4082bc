import { basename, relative } from 'node:path';
import { EngineError, type ModelEntry, type SegmentationSession } from '@backgroundfx/core';
import { openThreadSession } from '@backgroundfx/inference/node';
import type { NetworkFile } from './cutout.api.ts';
import { hashFile } from './model-files.ts';

export interface NetworkHost {
  /** Folder of the models. Whoever puts a file there has checked it. */
  readonly modelsDir: string;
  /** Threads of one run. */
  readonly threads: number;
}

/**
 * Loads a network on the calling thread: a file of the models' folder, or one that was tried.
 * @throws EngineError `out_of_memory`; `model_unavailable` with the network's key as `details.network`
 */
export async function openNetwork(
  file: NetworkFile,
  { modelsDir, threads }: NetworkHost,
): Promise<SegmentationSession> {
  const { graphPath } = file;
  try {
    await checkOrigin(file, modelsDir);
    // Threads that spin while they wait take their processor from the other engine threads.
    return await openThreadSession({ model: modelOf(file), graphPath, threads, spin: false });
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'out_of_memory') throw cause;
    const details = { network: file.key };
    throw new EngineError('model_unavailable', 'The model cannot be loaded', { cause, details });
  }
}

/** How to speak to a network, and what to call it. */
export function modelOf(file: NetworkFile): Pick<ModelEntry, 'id' | 'input' | 'output'> {
  return 'probed' in file ? { id: file.id, ...file.probed.facts.rules } : file.model;
}

/** A stranger's file is a program: it is opened when it is the one that was tried, and not otherwise. */
async function checkOrigin(file: NetworkFile, modelsDir: string): Promise<void> {
  if ('probed' in file) {
    if ((await hashFile(file.graphPath)) === file.probed.facts.sha256) return;
    throw new EngineError('model_corrupt', 'The file is not the one that was tried');
  }
  if (relative(modelsDir, file.graphPath) === basename(file.graphPath)) return;
  throw new EngineError('invalid_argument', "The file does not lie in the models' folder and was not tried");
}

/** A session that is opened when it is first run. Whoever opens it disposes of it. */
export function lazySession(open: () => Promise<SegmentationSession>): SegmentationSession {
  return {
    run: async (input, options) => (await open()).run(input, options),
    dispose: async () => undefined,
  };
}
