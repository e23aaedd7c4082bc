import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalog } from '../src/models/read-catalog.ts';
import { StartError } from '../src/platform/start-error.mjs';

const SHIPPED = fileURLToPath(new URL('../../../models/catalog.json', import.meta.url));

let dir = '';
let file = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-catalog-'));
  file = join(dir, 'catalog.json');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What `readCatalog` throws for a file that holds `text`. */
function refusalOf(text: string): unknown {
  writeFileSync(file, text);
  try {
    return readCatalog(file);
  } catch (error) {
    return error;
  }
}

describe('the model catalogue', () => {
  it('that ships is read', () => {
    expect(readCatalog(SHIPPED).models.map(model => model.id)).toContain('isnet');
  });

  it.each([
    ['{"version": 2, "models": []}', 'catalogue.version should be'],
    ['{"version": 1, "models": [{}]}', 'catalogue.models[0].id should be'],
    [
      readFileSync(SHIPPED, 'utf8').replace('isnet.int8.onnx', '../secret.txt'),
      'catalogue.models[0].variants[0].graph.name should be',
    ],
    ['{\n  "version": 1,\n', 'JSON'],
  ])('is refused in one line that says why: %#', (text, why) => {
    const refusal = refusalOf(text);
    expect(refusal).toBeInstanceOf(StartError);
    const { message } = refusal as StartError;
    expect(message).toContain(`Cannot read the model catalogue ${file}: `);
    expect(message).toContain(why);
    expect(message).not.toContain('\n');
  });

  it('that is not there is refused in one line', () => {
    const missing = join(dir, 'none.json');
    expect(() => readCatalog(missing)).toThrow(
      new StartError(
        `Cannot read the model catalogue ${missing}: ENOENT: no such file or directory, open '${missing}'`,
      ),
    );
  });
});
