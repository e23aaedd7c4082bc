import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Account, registerAccount } from '../api-photo/account.ts';
import type { ApiServer } from '../api-photo/api-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** A user of a server whom its people have given all the units there are. */
export async function unlimitedAccount({ url, dataDir }: ApiServer): Promise<Account> {
  const account = await registerAccount(url);
  await run(
    process.execPath,
    ['--import', 'tsx', 'apps/server/src/admin.ts', 'set-plan', account.email, 'enterprise'],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    },
  );
  return account;
}
