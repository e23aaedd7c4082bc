import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium this machine already has: `CHROMIUM_PATH`, else the first known name on `PATH`.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string | undefined} an executable file; undefined when there is none, then Playwright's own is meant
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isExecutable(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  for (const name of NAMES_ON_PATH) {
    for (const folder of (env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (folder && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * How every browser of the tests is started: quiet on the network, and with WebGPU on the software adapter, so that
 * the GPU path runs on machines without a GPU.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/**
 * Launch options for Playwright and for vitest's browser project.
 * @returns {{ args: string[], executablePath?: string }}
 */
export function chromiumLaunchOptions(env = process.env) {
  const executablePath = findChromium(env);
  return { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) };
}
