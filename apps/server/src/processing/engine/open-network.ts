import { basename, relative } from 'node:path';
import {
  EngineError,
  type EngineErrorCode,
  type ModelEntry,
  type SegmentationSession,
} from '@backgroundfx/core';
import { openThreadSession } from '@backgroundfx/inference/node';
import { openGuardedSession } from '@backgroundfx/inference/probe';
import type { CatalogueNetwork, NetworkFile } from './cutout.api.ts';

export interface NetworkHost {
  /** Folder of the models. Whoever puts a file there has checked it. */
  readonly modelsDir: string;
  /** Threads of one run. */
  readonly threads: number;
}

/** What the failure of a network is not put down to its file for. */
const NOT_THE_FILE: readonly EngineErrorCode[] = ['out_of_memory', 'invalid_model', 'worker_died'];

/**
 * Loads a network: a file of the models' folder on the calling thread, one that was tried in a process of its own.
 * @throws EngineError `out_of_memory`; `model_unavailable` with the network's key as `details.network`; for one that was
 *   tried also `invalid_model`, `worker_died`
 */
export async function openNetwork(file: NetworkFile, host: NetworkHost): Promise<SegmentationSession> {
  const { threads } = host;
  try {
    if ('probed' in file) {
      const { graphPath: path, probed, limits } = file;
      return await openGuardedSession({ path, probed, limits: { ...limits, threads } });
    }
    checkOrigin(file, host.modelsDir);
    // Threads that spin while they wait take their processor from the other engine threads.
    return await openThreadSession({ model: file.model, graphPath: file.graphPath, threads, spin: false });
  } catch (cause) {
    if (cause instanceof EngineError && NOT_THE_FILE.includes(cause.code)) throw cause;
    const details = { network: file.key };
    throw new EngineError('model_unavailable', 'The model cannot be loaded', { cause, details });
  }
}

/** How to speak to a network, and what to call it. */
export function modelOf(file: NetworkFile): Pick<ModelEntry, 'id' | 'input' | 'output'> {
  return 'probed' in file ? { id: file.id, ...file.probed.facts.rules } : file.model;
}

/** A file from elsewhere may be a stranger's, and a stranger's file is a program. */
function checkOrigin({ graphPath }: CatalogueNetwork, modelsDir: string): void {
  if (relative(modelsDir, graphPath) === basename(graphPath)) return;
  throw new EngineError('invalid_argument', "The file does not lie in the models' folder and was not tried");
}

/** A session that is opened when it is first run. Whoever opens it disposes of it. */
export function lazySession(open: () => Promise<SegmentationSession>): SegmentationSession {
  return {
    run: async (input, options) => (await open()).run(input, options),
    dispose: async () => undefined,
  };
}
