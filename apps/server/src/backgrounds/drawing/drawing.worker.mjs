/**
 * Entry of a drawing thread. Plain JavaScript, type-checked: threads of Node 20 do not inherit the TypeScript loader of
 * their process, so it is brought in here, for as long as modules are loaded.
 *
 * @typedef {import('./drawing.api.ts').DrawingThread} DrawingThread
 */

const thread = load();
// What cannot be loaded is the answer to every task; a thread that dies while it starts would not be replaced.
thread.catch(() => undefined);

/** @returns {Promise<DrawingThread>} */
async function load() {
  const { register } = await import('tsx/esm/api');
  const unregister = register();
  const { drawingThread } = await import('./drawing-thread.ts');
  await unregister();
  return drawingThread;
}

/** @type {DrawingThread['draw']} */
export async function draw(task) {
  return (await thread).draw(task);
}
