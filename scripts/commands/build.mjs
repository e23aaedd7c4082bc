import { buildEditor } from '../lib/editor.mjs';
import { buildModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { exitCodeOf, runSteps } from '../lib/steps.mjs';

/** `npm run build`: everything that `npm start` does before it serves. */
export function main() {
  return exitCodeOf(async () => {
    await runSteps([installPackages, buildModels, buildEditor]);
    return 0;
  });
}
