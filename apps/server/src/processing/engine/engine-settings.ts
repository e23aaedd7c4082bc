import { availableParallelism } from 'node:os';

/** How the machine is shared among pictures. */
export interface EngineSettings {
  /**
   * Pictures worked on at once: engine threads, each with a network of its own: 300 MB, 400 MB while it works on 12 megapixels;
   * with other networks and `ultra` up to 1.8 GB (docs/decisions/0006-engine-threads.md).
   */
  readonly workers: number;
  /** Threads of one network run. */
  readonly threads: number;
}

const MOST_THREADS = 4;

/**
 * Chooses for a machine with `cores` processors; what `wanted` names is taken as it is.
 *
 * Measured on two cores, pictures of 1.2 megapixels at quality high, pictures a second with two clients and with one:
 * two workers of two threads 2.40 and 2.08, two of one thread 2.53 and 1.4, one of two threads 1.4 to 1.7 with two clients.
 * The second worker decodes, refines and encodes while the first one's network runs. Other machines are a guess: a network
 * gains less from each further thread, so beyond four the cores go to more pictures at once.
 *
 * Whichever engine thread decodes or encodes, sharp does it on the process's one pool of `UV_THREADPOOL_SIZE` threads, which
 * also reads files, checks tokens and hashes passwords. Node reads the size when it starts, so `npm start` sets it.
 */
export function engineSettings(
  wanted: { readonly [Name in keyof EngineSettings]?: number | undefined } = {},
  cores: number = availableParallelism(),
): EngineSettings {
  return {
    workers: wanted.workers ?? Math.max(2, Math.ceil(cores / MOST_THREADS)),
    threads: wanted.threads ?? Math.min(MOST_THREADS, cores),
  };
}
