import { readFileSync, writeSync } from 'node:fs';
import { register } from 'tsx/esm/api';

/**
 * Entry of the process in which one model is tried; `probe.api.ts` tells what it reads and writes. Plain JavaScript, type-checked, so that it starts without a loader.
 *
 * @typedef {import('./probe.api.ts').ProbeRequest} ProbeRequest
 */

const ANSWER = 3;
const READY = '.';

const unregister = register();
const { tryModel } = await import('./try-model.ts');
await unregister();

/** @type {ProbeRequest} */
const request = JSON.parse(readFileSync(0, 'utf8'));
writeSync(ANSWER, READY);
writeSync(ANSWER, JSON.stringify(await tryModel(request)));
// A runtime that keeps threads of its own must not keep the process.
process.exit(0);
