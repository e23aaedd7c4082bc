import { readConfig } from '../../apps/server/src/platform/config.mjs';
import { prepareDataDir } from '../../apps/server/src/platform/data-dir.mjs';
import { ensurePortIsFree } from '../../apps/server/src/platform/port.mjs';
import { buildEditor } from '../lib/editor.mjs';
import { buildModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { ROOT } from '../lib/project-root.mjs';
import { runNode } from '../lib/run-command.mjs';
import { SERVER_FLAGS } from '../lib/server-flags.mjs';
import { exitCodeOf, runSteps } from '../lib/steps.mjs';
import { threadPoolEnv } from '../lib/thread-pool.mjs';

/** `npm start`: installs, builds what changed, serves. Resolves with the server's exit code when it has stopped. */
export function main() {
  return exitCodeOf(async () => {
    // What would stop the server is found now, not after minutes of building.
    const config = readConfig(process.env, ROOT);
    prepareDataDir(config.dataDir);
    await ensurePortIsFree(config);

    await runSteps([installPackages, buildModels, buildEditor]);
    const { code } = await runNode([...SERVER_FLAGS, '--import', 'tsx', 'apps/server/src/main.ts'], {
      env: threadPoolEnv(process.env),
    });
    return code;
  });
}
