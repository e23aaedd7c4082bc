import { runNode } from './run-command.mjs';
import { StepError } from './step-error.mjs';

/** The foundry knows itself what is there already, and checks it. @type {import('./steps.mjs').Step} */
export const buildModels = {
  name: 'Models',
  async run() {
    const { code } = await runNode(['--import', 'tsx', 'packages/foundry/src/cli.ts']);
    if (code !== 0) throw new StepError(`could not be built (exit code ${code})`);
    return 'ready';
  },
};
