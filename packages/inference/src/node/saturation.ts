import { readFileSync } from 'node:fs';

/**
 * Whether this processor's fast path for 8-bit networks computes wrong sums. On x64 without the VNNI instructions, products
 * of unsigned and signed bytes are added up in 16 bits and saturate (mattes lose up to a seventh of their IoU); every other
 * processor is exact. Where it cannot be found out, the answer is yes: slower is better than wrong.
 */
export function saturates(arch: string, cpuinfo: string | undefined): boolean {
  if (arch !== 'x64') return false;
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo ?? '')?.[1]?.split(' ') ?? [];
  return !flags.includes('avx512_vnni') && !flags.includes('avx_vnni');
}

/** `saturates` for the machine this runs on. */
export function thisProcessorSaturates(): boolean {
  return saturates(process.arch, process.platform === 'linux' ? readCpuinfo() : undefined);
}

function readCpuinfo(): string | undefined {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return undefined;
  }
}
