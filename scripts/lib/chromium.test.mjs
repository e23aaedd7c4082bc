import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions, findChromium } from './chromium.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bgfx-chromium-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** @param {string} name @param {number} mode */
function program(name, mode = 0o755) {
  const path = join(dir, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
}

describe('Chromium', () => {
  it('is the one that CHROMIUM_PATH names', () => {
    const chosen = program('mine');
    program('chromium');
    expect(findChromium({ CHROMIUM_PATH: chosen, PATH: dir })).toBe(chosen);
    expect(chromiumLaunchOptions({ CHROMIUM_PATH: chosen }).executablePath).toBe(chosen);
  });

  it('is the first on PATH', () => {
    const chrome = program('google-chrome');
    expect(findChromium({ PATH: ['/nowhere', dir].join(delimiter) })).toBe(chrome);
    const chromium = program('chromium');
    expect(findChromium({ PATH: dir })).toBe(chromium);
  });

  it("is none where there is none, and then it is Playwright's own", () => {
    program('chromium-folder');
    expect(findChromium({ PATH: dir })).toBeUndefined();
    expect(findChromium({ CHROMIUM_PATH: join(dir, 'gone'), PATH: '' })).toBeUndefined();
    expect(chromiumLaunchOptions({ PATH: '' })).not.toHaveProperty('executablePath');
  });
});
