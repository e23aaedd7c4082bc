import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Ids of the results that a server keeps: those in its database, and those of which files lie on its disk. */
export function keptResults(dataDir: string): { readonly rows: string[]; readonly folders: string[] } {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'), { readonly: true });
  const rows = database.prepare<[], { id: string }>('select id from results order by id').all();
  database.close();
  const blobs = join(dataDir, 'blobs/results');
  return { rows: rows.map(({ id }) => id), folders: existsSync(blobs) ? readdirSync(blobs).sort() : [] };
}
