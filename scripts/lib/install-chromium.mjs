import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ROOT } from './project-root.mjs';
import { run, runNode } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/** The browser tests' Chromium: the one there is, else apt's on Debian for root, else Playwright's download. */
export const installChromium = {
  name: 'Chromium',
  async run() {
    const present = findChromium();
    if (present) return present;
    if (process.env.CHROMIUM_PATH) {
      throw new StepError(`CHROMIUM_PATH is not a program: ${process.env.CHROMIUM_PATH}`);
    }
    if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-qq'], { env });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
      const installed = findChromium();
      if (installed) return `${installed}, installed`;
    }
    const { code } = await runNode([join(ROOT, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
    if (code !== 0) {
      throw new StepError('there is none, and none could be downloaded; set CHROMIUM_PATH to a Chromium');
    }
    return "Playwright's own";
  },
};
