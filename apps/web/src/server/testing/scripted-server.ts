import type { ApiClient, UploadProgress } from '@backgroundfx/client';
import { createServerStore } from '../server-store.ts';

/** A request that came. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

type Answer = (seen: Seen, request: Request) => Response | Promise<Response>;

export const ORIGIN = 'http://page.test';
export const USER = {
  id: 'user-1',
  email: 'ada@example.org',
  name: 'Ada',
  plan: 'free',
  created_at: '2026-01-31T12:00:00.000Z',
};
export const SESSION = { token: 'access-1', refresh_token: 'refresh-1', user: USER };
export const USAGE = {
  plan: 'free',
  limit: 100,
  used: 3,
  remaining: 97,
  window_seconds: 3600,
  reset_at: '2026-01-31T13:00:00.000Z',
  total: 3,
};
export const JOB = {
  id: 'job-1',
  status: 'pending',
  progress: 0,
  total_files: 1,
  processed_files: 0,
  failed_files: 0,
  cancelled: false,
  created_at: '2026-01-31T12:00:00.000Z',
  results: [] as object[],
  items: [{ position: 0, file: 'mug.jpg', status: 'pending' } as object],
};
/** Its picture has another host than the page: what the server calls itself is not always how it was reached. */
export const DONE = {
  ...JOB,
  status: 'completed',
  progress: 100,
  processed_files: 1,
  items: [{ position: 0, file: 'mug.jpg', status: 'completed', result_id: 'result-1' }],
  results: [
    {
      id: 'result-1',
      image: 'https://fx.example/v1/files/result-1/image.png?expires=9&signature=s',
      metadata: {
        width: 320,
        height: 240,
        format: 'png',
        processing_time: 1.2,
        model: 'isnet',
        confidence: 0.93,
        classes: ['cup'],
      },
      expires_at: '2026-02-01T12:00:00.000Z',
    },
  ],
};

export const refusal = (status: number, error: string, details?: object) =>
  Response.json({ error, message: `Said by the server: ${error}`, details }, { status });

/** A job that failed for one reason. */
export const failedJob = (error: string, details?: object) => ({
  ...JOB,
  status: 'failed',
  items: [{ position: 0, file: 'mug.jpg', status: 'failed', error: { error, message: error, details } }],
});

/** A server in memory that does what is asked of it, until a test gives it other answers. */
export function scriptedServer(origin = ORIGIN) {
  const seen: Seen[] = [];
  const usual: Record<string, Answer> = {
    'GET /v1/health': () => Response.json({ status: 'ok' }),
    'POST /v1/auth/login': () => Response.json(SESSION),
    'POST /v1/auth/register': () => Response.json(SESSION, { status: 201 }),
    'POST /v1/auth/logout': () => new Response(null, { status: 204 }),
    'GET /v1/users/me/usage': () => Response.json(USAGE),
    'POST /v1/process/remove-background': () => Response.json(JOB, { status: 202 }),
    'GET /v1/process/jobs/job-1': () => Response.json(DONE),
    'DELETE /v1/process/jobs/job-1': () => Response.json(JOB, { status: 202 }),
    'GET /v1/files/result-1/image.png': () =>
      new Response('png', { headers: { 'Content-Type': 'image/png' } }),
  };
  const answers = { ...usual };

  async function answer(request: Request): Promise<Response> {
    const { method, headers, signal } = request;
    const { pathname, search } = new URL(request.url);
    const heard = { method, path: pathname + search, headers, body: await request.text() };
    seen.push(heard);
    signal.throwIfAborted();
    const said = answers[`${method} ${pathname}`];
    if (!said) return refusal(404, 'not_found');
    return Promise.race([
      said(heard, request),
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      ),
    ]);
  }

  const store = createServerStore({
    origin,
    fetch: answer,
    // As the SDK's own, over this server in the place of a browser's XMLHttpRequest.
    uploadFetch: (client: Pick<ApiClient, 'sendingBy'>, onProgress: (told: UploadProgress) => void) =>
      client.sendingBy(async request => {
        const { size } = await request.clone().blob();
        onProgress({ sentBytes: size / 2, totalBytes: size });
        await pause();
        request.signal.throwIfAborted();
        onProgress({ sentBytes: size, totalBytes: size });
        return answer(request);
      }),
  });
  let pause = async (): Promise<void> => undefined;

  return {
    store,
    seen,
    /** What came, without what only looks: `POST /v1/auth/login`. */
    lines: () => seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`),
    on: (line: string, said: Answer) => {
      answers[line] = said;
    },
    /** The next answer alone; then the usual ones again. */
    onceOn: (line: string, said: Answer) => {
      const before = answers[line];
      answers[line] = (...came) => {
        if (before) answers[line] = before;
        return said(...came);
      };
    },
    /** Uploads stop half-way until this has resolved. */
    holdUploads: (until: Promise<void>) => {
      pause = () => until;
    },
    /** Connections break from now on. */
    stop: () => {
      for (const line of Object.keys(answers)) {
        answers[line] = () => Promise.reject(new TypeError('Failed to fetch'));
      }
    },
    start: () => Object.assign(answers, usual),
  };
}
