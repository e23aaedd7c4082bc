import { runNode } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/** The foundry knows itself what is there already, and checks it. @type {import('./steps.mjs').Step} */
export const buildModels = {
  name: 'Models',
  async run() {
    const code = await runFoundry();
    if (code !== 0) throw new StepError(`could not be built (exit code ${code})`);
    return 'ready';
  },
};

/** Models that some tests need, and skip without. */
const FURTHER = ['u2netp', 'deeplab'];

/**
 * Brings the models that are fetched on demand from the mirror, where there is one. Tests say themselves which they lack.
 * @type {import('./steps.mjs').Step}
 */
export const takeFurtherModels = {
  name: 'Further models',
  async run() {
    if (!process.env.MODEL_MIRROR) return 'left out, as MODEL_MIRROR is not set';
    const code = await runFoundry('add', ...FURTHER);
    return code === 0 ? 'ready' : 'not all to be had; tests that need them are skipped';
  },
};

/** @param {string[]} words */
async function runFoundry(...words) {
  const { code } = await runNode(['--import', 'tsx', 'packages/foundry/src/cli.ts', ...words]);
  return code;
}
