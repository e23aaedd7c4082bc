import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project, ProjectFile } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import type { ApiServer } from './api-server.ts';
import type { Person } from './caller.ts';
import type { Answer } from './http-client.ts';
import type { Part } from './multipart.ts';

/** A new project, as its owner calls it. */
export interface ProjectClient {
  readonly path: string;
  read(): Promise<Project>;
  /** What is below its `/files`. */
  call(method: string, rest?: string): Promise<Answer>;
  upload(parts: readonly Part[], headers?: Readonly<Record<string, string>>): Promise<Answer>;
  save(document: object): Promise<void>;
}

export async function projectOf(
  api: ApiServer,
  owner: Person,
  type: Project['type'] = 'image',
): Promise<ProjectClient> {
  const { id } = (await owner.call('POST', '/projects', { name: 'Kept', type })).json();
  const path = `/projects/${id}`;
  return {
    path,
    read: async () => (await owner.call('GET', path)).json() as unknown as Project,
    call: (method, rest = '') => owner.call(method, `${path}/files${rest}`),
    upload: (parts, headers = {}) =>
      api.post(parts, { path: `/v1${path}/files`, authorization: `Bearer ${owner.token}`, headers }),
    async save(document) {
      const { etag } = (await owner.call('GET', `${path}/document`)).headers;
      await owner.call('PUT', `${path}/document`, document, { 'If-Match': String(etag) });
    },
  };
}

/** Writes more rows like one that is there: a thousand requests would take their time. */
export function copyRows({ dataDir }: ApiServer, table: string, id: string, copies: number): void {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
  const names = database.prepare(`select name from pragma_table_info('${table}')`).pluck().all().join(', ');
  const values = names.replace('id', "substr(id, 1, 24) || printf('%012d', number)");
  database.exec(`
    with recursive numbers(number) as (select 1 union all select number + 1 from numbers where number < ${copies})
    insert into ${table} (${names}) select ${values} from ${table}, numbers where id = '${id}'`);
  database.close();
}

/** Ids of the files whose blobs are there. */
export function foldersOf({ dataDir }: ApiServer): string[] {
  const blobs = join(dataDir, 'blobs/project-files');
  return existsSync(blobs) ? readdirSync(blobs).sort() : [];
}

export function fileOf(answer: Answer): ProjectFile {
  return answer.json() as unknown as ProjectFile;
}

export function told({ status, json }: Answer): [number, unknown] {
  return [status, json().error];
}
