import { workerData } from 'piscina';

/**
 * Entry of an engine thread. Plain JavaScript, type-checked: threads of Node 20 do not inherit the TypeScript loader of
 * their process, so it is brought in here, for as long as modules are loaded.
 *
 * @typedef {import('./engine-thread.api.ts').EngineThread} EngineThread
 */

const thread = load();
// What cannot be loaded is the answer to every task; a thread that dies while it starts would not be replaced.
thread.catch(() => undefined);

/** @returns {Promise<EngineThread>} */
async function load() {
  const { register } = await import('tsx/esm/api');
  const unregister = register();
  const { startEngineThread } = await import('./engine-thread.ts');
  await unregister();
  return startEngineThread(workerData);
}

/** @type {EngineThread['warmUp']} */
export async function warmUp() {
  return (await thread).warmUp();
}

/** @type {EngineThread['cutOut']} */
export async function cutOut(task) {
  return (await thread).cutOut(task);
}
