import { readFileSync } from 'node:fs';

/** Memory of a process, in MB of 2^20 bytes. Linux only: elsewhere, and of a process that is gone, NaN. */
export interface ProcessMemory {
  readonly residentMegabytes: number;
  /** The most that was ever resident at once. */
  readonly peakMegabytes: number;
}

export function memoryOf(pid: number): ProcessMemory {
  const status = statusOf(pid);
  return { residentMegabytes: field(status, 'VmRSS'), peakMegabytes: field(status, 'VmHWM') };
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
}
