import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Headers } from './caller.ts';
import type { Told } from './people-errors.ts';

const HEADERS = { Accept: 'image/png', 'Idempotency-Key': 'a-picture' };

/**
 * What a client is told that asks for a picture again which it got before, and which is not kept any more.
 * @param dataDir of the server
 * @param ask sends the same request each time
 */
export async function expiredAnswer(
  dataDir: string,
  ask: (headers: Headers) => Promise<unknown>,
  again: (headers: Headers) => Promise<Told>,
): Promise<Told> {
  await ask(HEADERS);
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { timeout: 5000 });
  database.prepare('update results set expires_at = 0 where id in (select id from idempotency_keys)').run();
  database.close();
  return again(HEADERS);
}
