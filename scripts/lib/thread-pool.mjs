import { availableParallelism } from 'node:os';

/** What Node has by itself, for files, passwords and signatures: there is always that much beside the pictures. */
const USUAL_SIZE = 4;
const LEAST_SIZE = 8;

/**
 * The environment that gives a server the threads it needs for work outside JavaScript. Pictures are decoded and encoded
 * on the same threads as files are read and tokens checked, whichever engine thread asked for it; with Node's own four, four
 * large pictures held up everything else for seconds. Node reads it once, when it starts.
 * @param {Readonly<Record<string, string | undefined>>} env the surroundings, whose own choice counts
 * @param {number} [cores]
 */
export function threadPoolEnv(env, cores = availableParallelism()) {
  const size = env.UV_THREADPOOL_SIZE || String(Math.max(LEAST_SIZE, USUAL_SIZE + cores));
  return { UV_THREADPOOL_SIZE: size };
}
