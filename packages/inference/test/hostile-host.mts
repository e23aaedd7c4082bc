/**
 * A host that tries one model after another, and tells after each what was said of it and how much its own memory has
 * grown. Run by a test: npx tsx packages/inference/test/hostile-host.mts
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '@backgroundfx/core';
import { type ProbeLimits, probeCustomModel } from '../src/probe/index.ts';
import { goodFiles, hostileFiles, manifest, writeHole, writeModel } from './custom-files.ts';

const LIMITS: Partial<ProbeLimits> = { milliseconds: 20_000, memoryBytes: 1_000_000_000 };
/** The most memory this process has had since now; where the system does not tell, what it has. */
function watchPeak(): () => number {
  if (process.platform !== 'linux') return () => process.memoryUsage.rss();
  writeFileSync('/proc/self/clear_refs', '5');
  return () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

const folder = mkdtempSync(join(tmpdir(), 'custom-models-'));

async function reasonOf(path: string, said = manifest(), limits = LIMITS): Promise<string> {
  try {
    await probeCustomModel({ path, manifest: said, limits });
    return 'accepted';
  } catch (error) {
    const known = error instanceof EngineError ? error : undefined;
    return known?.code === 'invalid_model' ? String(known.details.reason) : `not typed: ${String(error)}`;
  }
}

try {
  const cases = Object.entries(hostileFiles()).map(([name, { bytes, manifest, reason }]) => ({
    name,
    reason,
    manifest,
    path: writeModel(folder, name, bytes),
    // Patience is for models that have a chance.
    limits: reason === 'timeout' ? { ...LIMITS, milliseconds: 3000 } : LIMITS,
  }));
  const [good] = Object.values(goodFiles());
  const hole = writeHole(folder, 'hole.onnx', good!.bytes, 2 ** 31);
  cases.push({
    name: '2 GB of file',
    reason: 'file_too_large',
    manifest: manifest(),
    path: hole,
    limits: LIMITS,
  });

  // The code of the host is loaded and warm before its memory is looked at.
  const warm = await reasonOf(writeModel(folder, 'good', good!.bytes));
  const before = process.memoryUsage.rss();
  const peak = watchPeak();
  const results = [];
  for (const { name, reason, manifest, path, limits } of cases) {
    const found = await reasonOf(path, manifest, limits);
    results.push({ name, reason, found, grownBytes: peak() - before });
  }
  process.stdout.write(JSON.stringify({ warm, results }));
} finally {
  rmSync(folder, { recursive: true });
}
