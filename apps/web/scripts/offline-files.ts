import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VitePWAOptions } from 'vite-plugin-pwa';
import type { OfflineFile, OfflinePart } from '../src/pwa/offline.api.ts';

const DIST = join(import.meta.dirname, '../dist');

/** What a file of the build is for, by its name; the first that fits. The rest is the shell. */
const PARTS: readonly (readonly [OfflinePart, RegExp])[] = [
  // The runtime's build for graphics processors: fetched by those who have one.
  ['graphics', /ort-wasm-.*asyncify|ort\.webgpu/],
  ['formats', /libheif|(avif|webp)_(enc|dec)/],
  ['samples', /^samples\/.*\.jpg$/],
];

type Transform = NonNullable<VitePWAOptions['injectManifest']['manifestTransforms']>[number];

/** Gives every file of the list that the service worker gets its part, its size and its hash. */
export const describeFiles: Transform = async entries => ({
  manifest: await Promise.all(entries.map(describe)),
  warnings: [],
});

type Entry = Parameters<Transform>[0][number];

async function describe(entry: Entry): Promise<Entry & OfflineFile> {
  const bytes = await readFile(join(DIST, entry.url));
  const part = PARTS.find(([, pattern]) => pattern.test(entry.url))?.[0] ?? 'shell';
  const sha256 = createHash('sha256').update(bytes);
  return {
    ...entry,
    url: `/${entry.url}`,
    revision: entry.url.startsWith('assets/') ? null : sha256.copy().digest('hex').slice(0, 16),
    part,
    bytes: bytes.length,
    integrity: `sha256-${sha256.digest('base64')}`,
  };
}
