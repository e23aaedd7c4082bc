import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the figures were measured on, for people. */
export function processorName(): string {
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
}

/** Writes `bench/results/<name>.json`, with the date and the machine; answers its path. */
export async function writeResults(name: string, results: object): Promise<string> {
  const folder = fileURLToPath(new URL('./results/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const report = {
    date: new Date().toISOString(),
    processor: processorName(),
    node: process.version,
    ...results,
  };
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}
