import { join } from 'node:path';
import { readConfig, shownUrl } from '../../apps/server/src/platform/config.mjs';
import { prepareDataDir } from '../../apps/server/src/platform/data-dir.mjs';
import { ensurePortIsFree } from '../../apps/server/src/platform/port.mjs';
import { buildModels } from '../lib/models.mjs';
import { installPackages } from '../lib/packages.mjs';
import { ROOT } from '../lib/project-root.mjs';
import { runNode } from '../lib/run-command.mjs';
import { exitCodeOf, runSteps } from '../lib/steps.mjs';

/**
 * `npm run dev`: the editor with hot reload on `PORT`, in front of an API server that restarts when its sources change
 * on the port after it.
 */
export function main() {
  return exitCodeOf(async () => {
    const config = readConfig(process.env, ROOT);
    prepareDataDir(config.dataDir);
    await ensurePortIsFree(config);
    const apiPort = config.port + 1;
    await ensurePortIsFree({ host: '127.0.0.1', port: apiPort });
    await runSteps([installPackages, buildModels]);

    const api = runNode([join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'watch', 'apps/server/src/main.ts'], {
      env: { PORT: String(apiPort), HOST: '127.0.0.1', PUBLIC_URL: shownUrl(config, config.port) },
    });
    const editor = runNode(
      [
        join(ROOT, 'node_modules/vite/bin/vite.js'),
        'apps/web',
        '--config',
        'apps/web/vite.config.ts',
        '--port',
        String(config.port),
        '--strictPort',
        '--host',
        config.host,
      ],
      { env: { API_PORT: String(apiPort) } },
    );
    const { code } = await Promise.race([api, editor]);
    process.kill(process.pid, 'SIGTERM');
    await Promise.allSettled([api, editor]);
    return code;
  });
}
