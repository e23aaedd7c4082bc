import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashInputs } from './input-hash.mjs';
import { precompress } from './precompress.mjs';
import { ROOT } from './project-root.mjs';
import { runNode } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/** Everything the built editor is made from. */
const INPUTS = [
  'apps/web',
  'packages/client',
  'packages/core',
  'packages/inference',
  'models/catalog.json',
  'public',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/lib/editor.mjs',
  'scripts/lib/precompress.mjs',
];

export const EDITOR_DIST = join(ROOT, 'apps/web/dist');
/** Lies in the build, so that whatever empties the build takes the stamp with it. */
const STAMP = join(EDITOR_DIST, '.inputs');

/** @type {import('./steps.mjs').Step} */
export const buildEditor = {
  name: 'Editor',
  async run() {
    const inputs = hashInputs(ROOT, INPUTS);
    if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs) return 'up to date';
    const { code } = await runNode(
      [
        join(ROOT, 'node_modules/vite/bin/vite.js'),
        'build',
        'apps/web',
        '--config',
        'apps/web/vite.config.ts',
        '--emptyOutDir',
      ],
      // Whatever the caller's is: a build is a function of its inputs.
      { env: { NODE_ENV: 'production' } },
    );
    if (code !== 0) throw new StepError(`could not be built (exit code ${code})`);
    const { files, plainBytes, brotliBytes } = await precompress(EDITOR_DIST);
    writeFileSync(STAMP, inputs);
    const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
    return `built, ${files} files compressed from ${megabytes(plainBytes)} to ${megabytes(brotliBytes)}`;
  },
};
