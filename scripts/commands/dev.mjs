import { join } from 'node:path';
import { readConfig, shownUrl } from '../../apps/server/src/platform/config.mjs';
import { prepareDataDir } from '../../apps/server/src/platform/data-dir.mjs';
import { ensurePortIsFree } from '../../apps/server/src/platform/port.mjs';
import { buildModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { ROOT } from '../lib/project-root.mjs';
import { runNode, stopCommands, throwIfInterrupted } from '../lib/run-command.mjs';
import { exitCodeOf, runSteps } from '../lib/steps.mjs';
import { threadPoolEnv } from '../lib/thread-pool.mjs';

/**
 * `npm run dev`: the editor with hot reload on `PORT`, in front of an API server on a free port that restarts when its
 * sources change.
 */
export function main() {
  return exitCodeOf(async () => {
    const config = readConfig(process.env, ROOT);
    prepareDataDir(config.dataDir);
    const editorPort = await ensurePortIsFree(config);
    const apiPort = await ensurePortIsFree({ host: '127.0.0.1', port: 0 });
    await runSteps([installPackages, buildModels]);

    const api = runNode([join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'watch', 'apps/server/src/main.ts'], {
      env: {
        PORT: String(apiPort),
        HOST: '127.0.0.1',
        PUBLIC_URL: shownUrl(config, editorPort),
        ...threadPoolEnv(process.env),
      },
    });
    const editor = runNode(
      [
        join(ROOT, 'node_modules/vite/bin/vite.js'),
        'apps/web',
        '--config',
        'apps/web/vite.config.ts',
        '--port',
        String(editorPort),
        '--strictPort',
        '--host',
        config.host,
      ],
      { env: { API_PORT: String(apiPort) } },
    );
    const { code } = await Promise.race([api, editor]);
    throwIfInterrupted();
    // One of them ended by itself: without it the other is of no use.
    stopCommands();
    await Promise.allSettled([api, editor]);
    return code;
  });
}
