import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from './input-hash.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bgfx-inputs-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, 'src/a.ts'), 'a');
  writeFileSync(join(root, 'src/deep/b.ts'), 'b');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hash = () => hashInputs(root, ['src', 'missing']);

describe('the hash of inputs', () => {
  it('does not change with times', () => {
    const before = hash();
    utimesSync(join(root, 'src/a.ts'), 1, 1);
    expect(hash()).toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a changed file', 'src/deep/b.ts', 'c'],
    ['a new file', 'src/c.ts', ''],
  ])('changes with %s', (_name, path, text) => {
    const before = hash();
    writeFileSync(join(root, path), text);
    expect(hash()).not.toBe(before);
  });

  it('changes when text moves from one file to the next', () => {
    const before = hash();
    writeFileSync(join(root, 'src/a.ts'), '');
    writeFileSync(join(root, 'src/deep/b.ts'), 'ab');
    expect(hash()).not.toBe(before);
  });

  it.each(['src/a.test.ts', 'src/.hidden', 'src/dist/x.js', 'src/node_modules/x/index.js'])(
    'does not change with %s',
    path => {
      const before = hash();
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), 'x');
      expect(hash()).toBe(before);
    },
  );
});
