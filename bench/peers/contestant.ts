import { writeFile } from 'node:fs/promises';
import { answerQuestions } from '../answering-process.ts';
import type { CutoutCall, CutoutTiming } from './contestant.api.ts';

/** Makes this process a contestant: times each call, and what the process did while it should have rested. */
export function compete(
  cutOut: (call: CutoutCall) => Promise<Uint8Array>,
  close?: () => Promise<void>,
): void {
  let rest = { cpu: process.cpuUsage(), since: performance.now() };
  answerQuestions<CutoutCall, CutoutTiming>(async call => {
    const { user, system } = process.cpuUsage(rest.cpu);
    const idleShare = (user + system) / 1000 / (performance.now() - rest.since);
    const began = performance.now();
    const png = await cutOut(call);
    const ms = performance.now() - began;
    if (call.keep) await writeFile(call.keep, png);
    rest = { cpu: process.cpuUsage(), since: performance.now() };
    return { ms, idleShare };
  }, close);
}
