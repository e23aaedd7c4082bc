import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { precompress } from './precompress.mjs';
import { weigh } from './sizes.mjs';

const SCRIPT = 'export const x = 1;\n'.repeat(500);
/** @type {any} */
const CATALOG = {
  models: [
    {
      variants: [
        { device: 'cpu', graph: { bytes: 10 }, weights: [{ bytes: 100 }] },
        { device: 'gpu', graph: { bytes: 1000 }, weights: [] },
      ],
    },
  ],
};

let dist = '';
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'bgfx-dist-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(
    join(dist, 'index.html'),
    '<script src="/assets/main.js"></script><link href="/assets/main.css">',
  );
  writeFileSync(join(dist, 'assets/main.js'), SCRIPT);
  writeFileSync(join(dist, 'assets/other.js'), SCRIPT);
  writeFileSync(join(dist, 'assets/main.css'), 'a{}');
  writeFileSync(join(dist, 'assets/a.woff2'), SCRIPT);
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

describe('precompression', () => {
  it('writes siblings that open to the same bytes', async () => {
    const { files, plainBytes, brotliBytes } = await precompress(dist);
    expect([files, plainBytes]).toEqual([2, 2 * SCRIPT.length]);
    const br = readFileSync(join(dist, 'assets/main.js.br'));
    expect(brotliDecompressSync(br).toString()).toBe(SCRIPT);
    expect(gunzipSync(readFileSync(join(dist, 'assets/main.js.gz'))).toString()).toBe(SCRIPT);
    expect(brotliBytes).toBe(2 * br.length);
  });

  it('leaves alone what is short or pressed already', async () => {
    await precompress(dist);
    for (const name of ['assets/main.css.br', 'assets/a.woff2.br', 'index.html.gz']) {
      expect(existsSync(join(dist, name))).toBe(false);
    }
  });
});

describe('size budgets', () => {
  /** @param {Record<string, import('./sizes.mjs').Budget>} budgets */
  const weights = budgets => weigh(budgets, { dist, catalog: CATALOG });

  it('weigh what the page loads at once, as it is sent', async () => {
    await precompress(dist);
    const bytes = statSync(join(dist, 'assets/main.js.br')).size;
    expect(weights({ entry: { files: 'entry .js', encoding: 'br', maxBytes: bytes } })).toEqual([
      { name: 'entry', bytes, maxBytes: bytes, ok: true },
    ]);
    expect(weights({ entry: { files: 'entry .js', encoding: 'br', maxBytes: bytes - 1 } })[0]?.ok).toBe(
      false,
    );
  });

  it('weigh the sum, or the largest', () => {
    const [sum] = weights({ a: { files: '\\.js$', encoding: 'plain', maxBytes: 1 } });
    const [largest] = weights({ a: { files: '\\.js$', encoding: 'plain', maxBytes: 1, each: true } });
    expect([sum?.bytes, largest?.bytes]).toEqual([2 * SCRIPT.length, SCRIPT.length]);
  });

  it('weigh the model download of the CPU variants', () => {
    expect(weights({ m: { files: 'model cpu', encoding: 'plain', maxBytes: 110 } })[0]).toMatchObject({
      bytes: 110,
      ok: true,
    });
  });

  it('fail where nothing matches', () => {
    expect(weights({ a: { files: '\\.wasm$', encoding: 'br', maxBytes: 9 } })).toEqual([
      { name: 'a (nothing matches)', bytes: 0, maxBytes: 9, ok: false },
    ]);
  });
});
