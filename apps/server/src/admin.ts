import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AdminError, COMMANDS, type Command } from './admin-commands.ts';
import { ownedBlobs } from './owned-blobs.ts';
import { openDiskBlobStore } from './platform/blobs/disk-blob-store.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.mjs';
import { openDatabase } from './platform/database/open-database.ts';
import { StartError } from './platform/start-error.mjs';
import { createUsage } from './usage/create-usage.ts';
import { UserRepository } from './users/user.repository.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const OK = 0;
const FAILED = 1;
const MISUSED = 2;

const usageOf = ([name, { wants }]: readonly [string, Command]): string =>
  [name, ...wants.map(want => `<${want}>`)].join(' ');

const HELP = [
  'What the people who run the server can do with its accounts. The server may be running meanwhile.',
  '',
  ...Object.entries(COMMANDS).map(
    entry => `  npm run admin -- ${usageOf(entry).padEnd(26)}  ${entry[1].summary}`,
  ),
  '',
  'DATA_DIR says whose, as it does for the server.',
  '',
].join('\n');

/** @returns the exit status */
async function main([name, ...told]: readonly string[]): Promise<number> {
  if (name === undefined || told.includes('--help') || ['help', '--help', '-h'].includes(name)) {
    (name === undefined ? process.stderr : process.stdout).write(HELP);
    return name === undefined ? MISUSED : OK;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return misused(`There is no command "${name}"`);
  if (told.length !== command.wants.length) {
    return misused(`It is: npm run admin -- ${usageOf([name, command])}`);
  }
  const lines = await withServersData(ports => command.run(ports, told));
  process.stdout.write(`${lines.join('\n')}\n`);
  return OK;
}

function misused(message: string): number {
  process.stderr.write(`${message}\n"npm run admin -- --help" tells what there is\n`);
  return MISUSED;
}

async function withServersData<T>(work: (ports: Parameters<Command['run']>[0]) => Promise<T>): Promise<T> {
  const { dataDir } = readConfig(process.env, ROOT);
  const file = join(dataDir, 'backgroundfx.db');
  if (!existsSync(file)) {
    throw new AdminError(`There is no database in ${dataDir}; start the server once, or set DATA_DIR`);
  }
  const database = await openDatabase(file);
  try {
    return await work({
      users: new UserRepository(database),
      usage: createUsage({ database, clock: systemClock }).service,
      blobs: await openDiskBlobStore(join(dataDir, 'blobs')),
      owned: ownedBlobs(database),
    });
  } finally {
    await database.destroy();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AdminError || error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = FAILED;
}
