import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { npmCommand } from '../../scripts/lib/npm-command.mjs';

/** The peers' own folder: package.json, lockfile and packages, apart from everything of ours. */
export const PEERS_FOLDER = fileURLToPath(new URL('./', import.meta.url));

/** Brings the peers' packages into their folder; quick when they are there. @throws Error with what npm said. */
export async function installPeers(): Promise<void> {
  const { program, args, shell } = npmCommand(['install', '--ignore-scripts', '--no-audit', '--no-fund']);
  // npm tells its children where the project lies; this is another one.
  const { npm_config_local_prefix: _, ...env } = process.env;
  await promisify(execFile)(program, [...args], { cwd: PEERS_FOLDER, env, shell });
}
