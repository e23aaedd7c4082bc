import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the kernel keeps a process from. */
export interface KernelLimits {
  /** Memory of its own, its start (about 100 MB) included; see `canLimitMemory`. */
  readonly memoryBytes: number;
  /** Processor time in all, of all its threads. */
  readonly cpuSeconds: number;
}

/** The descriptor to which a limited process writes its answers. */
export const ANSWER_DESCRIPTOR = 3;

/** Sets limits that the kernel keeps, then becomes the process: processor time, data, no core dumps. */
const LIMITED = 'ulimit -c 0 || :; ulimit -t "$1" || :; ulimit -d "$2" || :; shift 2; exec "$@"';

/** Whether the memory of a process can be limited here. Elsewhere its time alone is. */
export function canLimitMemory(): boolean {
  return process.platform === 'linux';
}

/**
 * Starts `file` in a Node process of its own that sees no environment but the search path and the temporary folder, prints
 * nowhere, and has a pipe to be asked on (standard input), one for its answers and one for what it says of its troubles.
 */
export function spawnLimited(file: string, { memoryBytes, cpuSeconds }: KernelLimits): ChildProcess {
  const { PATH = '', TMPDIR, TEMP, SystemRoot } = process.env;
  const options: SpawnOptions = {
    env: { PATH, ...(TMPDIR && { TMPDIR }), ...(TEMP && { TEMP }), ...(SystemRoot && { SystemRoot }) },
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  };
  if (process.platform === 'win32') return spawn(process.execPath, [file], options);
  const kilobytes = Math.floor(memoryBytes / 1024);
  return spawn(
    '/bin/sh',
    ['-c', LIMITED, 'limited', `${Math.ceil(cpuSeconds)}`, `${kilobytes}`, process.execPath, file],
    options,
  );
}

/** Memory that a process has in use; 0 where the system does not tell, or the process is gone. */
export function residentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Whether the last words of a process say that it got no more memory. */
export function saysOutOfMemory(stderr: string): boolean {
  return /out of memory|bad_alloc|cannot allocate|allocation failed/i.test(stderr);
}
