import type { BatchJob } from '@backgroundfx/contract';
import type { ApiServer } from './api-server.ts';
import { eventually } from './eventually.ts';
import { type Answer, ask } from './http-client.ts';
import type { Part } from './multipart.ts';

export const BATCH = '/v1/process/batch';
export const JOBS = '/v1/process/jobs';

/** What a client does with jobs. */
export function jobClient(api: Pick<ApiServer, 'url' | 'authorization' | 'post'>) {
  const call = (method: string, path: string, authorization = api.authorization): Promise<Answer> =>
    ask(`${api.url}${JOBS}${path}`, { method, headers: { Authorization: authorization } });
  const read = async (id: string, authorization?: string): Promise<BatchJob> => {
    const answer = await call('GET', `/${id}`, authorization);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
    return answer.json() as unknown as BatchJob;
  };
  return {
    call,
    read,
    /** Posts a batch; `options` goes out as it is where it is text. */
    send(files: readonly Part[], options?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
      const text = typeof options === 'string' ? options : JSON.stringify(options);
      const more = options === undefined ? [] : [{ name: 'options', value: text }];
      return api.post([...files, ...more], { path: BATCH, headers });
    },
    /** The job once it is over. */
    async finished(id: string, authorization?: string): Promise<BatchJob> {
      let job = await read(id, authorization);
      await eventually(
        async () => {
          job = await read(id, authorization);
          return job.status === 'completed' || job.status === 'failed';
        },
        () => JSON.stringify(job),
        60_000,
      );
      return job;
    },
  };
}
