import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreInstalled } from './packages.mjs';

const LOCKED = {
  '': { name: 'house' },
  'packages/core': { version: '1.0.0' },
  'node_modules/@house/core': { resolved: 'packages/core', link: true },
  'node_modules/a': { version: '1.2.3' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};
const { 'node_modules/other-platform': _, ...PRESENT } = LOCKED;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bgfx-packages-'));
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** @param {unknown} packages */
function install(packages) {
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

describe('installed packages', () => {
  it('are what the lockfile asks for, other platforms left out', () => {
    install(PRESENT);
    expect(packagesAreInstalled(root)).toBe(true);
  });

  it.each([
    ['another version', { ...PRESENT, 'node_modules/a': { version: '1.2.4' } }],
    ['one missing', { ...PRESENT, 'node_modules/a': undefined }],
    ['a room not linked', { ...PRESENT, 'node_modules/@house/core': undefined }],
  ])('are stale with %s', (_name, packages) => {
    install(packages);
    expect(packagesAreInstalled(root)).toBe(false);
  });

  it('are missing before, and after half an install', () => {
    expect(packagesAreInstalled(root)).toBe(false);
  });
});
