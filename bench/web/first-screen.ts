import { gzipSync } from 'node:zlib';
import type { Section } from '../measure-sections.ts';
import { withEditor } from './served-editor.ts';

/** What the first screen may make a browser fetch of scripts, gzipped. */
const MOST_KILOBYTES = 150;
const KILO = 1000;
/** By then whatever the start screen fetches by itself was asked for. */
const SETTLED_MS = 3000;

/** The scripts that the start screen loads until the page is at rest, those of its workers too. */
export function measureFirstScreen(): Promise<Section> {
  return withEditor(async ({ page, url }) => {
    const scripts = new Map<string, number>();
    const read: Promise<void>[] = [];
    page.on('response', response => {
      if (response.request().resourceType() !== 'script') return;
      read.push(response.body().then(body => void scripts.set(response.url(), gzipSync(body).length)));
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForTimeout(SETTLED_MS);
    await Promise.all(read);
    const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
    const figure = { name: "first screen's scripts, gzipped", value: bytes / KILO, unit: ' kB' };
    return {
      figures: [{ ...figure, aim: { atMost: MOST_KILOBYTES } }],
      details: Object.fromEntries([...scripts].map(([address, size]) => [new URL(address).pathname, size])),
    };
  });
}
