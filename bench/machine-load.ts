import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Processor time since the machine started, over all cores, in one unit. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly idle: number;
}

/** Share of the machine's processor time, 0..1, that is used while the caller waits; of a machine at rest, near 0. */
export async function busyShare(forMs: number): Promise<number> {
  const before = processorTimes();
  await sleep(forMs);
  return shareBetween(before, processorTimes());
}

/** NaN when no time has passed. */
export function shareBetween(before: ProcessorTimes, after: ProcessorTimes): number {
  const busy = after.busy - before.busy;
  return busy / (busy + after.idle - before.idle);
}

function processorTimes(): ProcessorTimes {
  const sum = { busy: 0, idle: 0 };
  for (const { times } of cpus()) {
    sum.idle += times.idle;
    sum.busy += times.user + times.nice + times.sys + times.irq;
  }
  return sum;
}
