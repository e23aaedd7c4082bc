import { readdirSync, readFileSync } from 'node:fs';

/** Whether the system tells of its processes. */
export const TELLS_PROCESSES = process.platform === 'linux';

/** Numbers of the processes in which models run or are tried, of this process or of one that it has started. */
export function modelProcesses(): string[] {
  if (!TELLS_PROCESSES) return [];
  return readdirSync('/proc').filter(name => {
    try {
      const isOne = /(run|probe)\.child\.mjs/.test(readFileSync(`/proc/${name}/cmdline`, 'utf8'));
      return isOne && [parentOf(name), parentOf(parentOf(name))].includes(String(process.pid));
    } catch {
      return false;
    }
  });
}

/** Whether a process is still there; one that nobody has asked after yet is not. */
export function isAlive(pid: string): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function parentOf(pid: string): string {
  return /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}
