import { expect, it } from 'vitest';
import { saturates } from './saturation.ts';

const cpuinfo = (flags: string) =>
  `processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu sse4_2 ${flags} rdpid\nbugs\t\t:\n`;

it.each([
  ['x64', cpuinfo('avx2 avx512f avx512_vnni'), false],
  ['x64', cpuinfo('avx2 avx_vnni'), false],
  ['x64', cpuinfo('avx2 avx512f avx512bw'), true],
  ['x64', cpuinfo('avx2 xavx_vnnix'), true],
  ['x64', undefined, true],
  ['x64', 'no flags here', true],
  ['arm64', undefined, false],
])('%s, %j: %s', (arch, info, expected) => {
  expect(saturates(arch, info)).toBe(expected);
});
