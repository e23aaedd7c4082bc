import { register } from 'tsx/esm/api';

/** Entry of a process that runs one model; `run.api.ts` tells what it is asked and answers. Plain JavaScript, type-checked, so that it starts without a loader. */

const QUESTIONS = 0;
const ANSWERS = 3;

const unregister = register();
const { serveModel } = await import('./run-model.ts');
await unregister();

await serveModel(QUESTIONS, ANSWERS);
// A runtime that keeps threads of its own must not keep the process.
process.exit(0);
