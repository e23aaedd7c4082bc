/**
 * Entry of the thread that checks models. Plain JavaScript, type-checked: threads of Node 20 do not inherit the TypeScript
 * loader of their process, so it is brought in here, for as long as modules are loaded.
 *
 * @typedef {import('./model-check.api.ts').CheckThread} CheckThread
 */

const thread = load();
// What cannot be loaded is the answer to every task; a thread that dies while it starts would not be replaced.
thread.catch(() => undefined);

/** @returns {Promise<CheckThread>} */
async function load() {
  const { register } = await import('tsx/esm/api');
  const unregister = register();
  const { checkThread } = await import('./model-check-thread.ts');
  await unregister();
  return checkThread;
}

/** @type {CheckThread['check']} */
export async function check(task) {
  return (await thread).check(task);
}
