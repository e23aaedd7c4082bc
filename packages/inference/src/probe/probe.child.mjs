import { readFileSync, writeSync } from 'node:fs';
import { register } from 'tsx/esm/api';

/**
 * Entry of the process in which one model is tried: reads a request from standard input, writes the answer to file
 * descriptor 3 and ends. Plain JavaScript, type-checked, so that it starts without a loader.
 *
 * @typedef {import('./probe.api.ts').ProbeRequest} ProbeRequest
 */

const ANSWER = 3;

const unregister = register();
const { tryModel } = await import('./try-model.ts');
await unregister();

/** @type {ProbeRequest} */
const request = JSON.parse(readFileSync(0, 'utf8'));
writeSync(ANSWER, JSON.stringify(await tryModel(request)));
// A runtime that keeps threads of its own must not keep the process.
process.exit(0);
