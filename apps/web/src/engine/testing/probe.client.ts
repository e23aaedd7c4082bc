import { createWorkerHost, type WorkerHost } from '../worker-host.ts';
import type { ProbeApi } from './probe.api.ts';

/** A host over probe workers, and how many it has started. */
export function probeHost(
  options: { idleMs?: number } = {},
): WorkerHost<ProbeApi> & { started: () => number } {
  let started = 0;
  const host = createWorkerHost<ProbeApi>({
    start: name => {
      started++;
      return new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module', name });
    },
    idleMs: options.idleMs ?? 60_000,
    startTimeoutMs: 10_000,
  });
  return { ...host, started: () => started };
}

/** A host whose worker's file does not exist, or never says hello. */
export function brokenHost(source: string | undefined, startTimeoutMs: number): WorkerHost<ProbeApi> {
  const url =
    source === undefined
      ? '/no/such/worker.js'
      : URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return createWorkerHost<ProbeApi>({
    start: name => new Worker(url, { type: 'module', name }),
    idleMs: 60_000,
    startTimeoutMs,
  });
}
