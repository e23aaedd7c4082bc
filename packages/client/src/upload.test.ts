import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import { createApiClient } from './client.ts';
import { toForm } from './form.ts';
import { type UploadProgress, uploadFetch } from './upload.ts';
import { waitForJob } from './wait-for-job.ts';

/** A browser holds what it sends, whoever else has forgotten it. */
const inFlight: unknown[] = [];

/** As much of a browser's XMLHttpRequest as the SDK uses; it answers with the next of these statuses. */
function browserThatAnswers(...statuses: number[]) {
  const sent: { headers: Record<string, string>; text: string }[] = [];
  inFlight.length = 0;
  class ScriptedRequest {
    readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    readonly headers: Record<string, string> = {};
    readonly response = new Blob(['{"id":"job-1"}']);
    responseType = '';
    status = 0;
    statusText = '';
    onload = () => undefined;
    onabort = () => undefined;
    open() {}
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value;
    }
    getAllResponseHeaders() {
      return 'content-type: application/json\r\nretry-after: 0\r\n';
    }
    async send(body: Blob) {
      inFlight.push(this);
      const text = await body.text();
      sent.push({ headers: this.headers, text });
      this.upload.onprogress?.({ loaded: body.size / 2, total: body.size });
      this.upload.onprogress?.({ loaded: body.size, total: body.size });
      this.status = statuses.shift() ?? 0;
      if (this.status > 0) this.onload();
    }
    abort() {
      this.onabort();
    }
  }
  vi.stubGlobal('XMLHttpRequest', ScriptedRequest);
  return sent;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

afterEach(() => void vi.unstubAllGlobals());

const NEW = { token: 'new', refresh_token: 'new-refresh' };

function clientOf(send: (request: Request) => Promise<Response> = async () => Response.json(NEW)) {
  return createApiClient({
    baseUrl: 'http://api.test/v1',
    tokens: { token: 'old', refresh_token: 'old-refresh' },
    fetch: send,
  });
}

function upload(client: ReturnType<typeof clientOf>, told: UploadProgress[], signal?: AbortSignal) {
  return client.POST('/process/remove-background', {
    body: { file: new File(['mug'], 'mug.jpg') },
    bodySerializer: toForm,
    headers: { 'Idempotency-Key': 'one' },
    fetch: uploadFetch(client, progress => told.push(progress)),
    ...(signal && { signal }),
  });
}

it('tells how much has left, says who calls, and goes on with the next token', async () => {
  const sent = browserThatAnswers(401, 202);
  const told: UploadProgress[] = [];
  const { data } = await upload(clientOf(), told);
  expect(data).toEqual({ id: 'job-1' });
  expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  expect(sent[1]!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(sent[1]!.text).toBe(sent[0]!.text);
  expect(sent[1]!.text).toContain('filename="mug.jpg"');
  const { totalBytes } = told[0]!;
  expect(told.map(({ sentBytes }) => sentBytes / totalBytes)).toEqual([0.5, 1, 0.5, 1]);
});

it('is tried again when the server is busy, as other requests are', async () => {
  const sent = browserThatAnswers(503, 202);
  expect((await upload(clientOf(), [])).data).toEqual({ id: 'job-1' });
  expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['one', 'one']);
});

it('stops sending when its signal fires', async () => {
  browserThatAnswers();
  const stop = new AbortController();
  const told: UploadProgress[] = [];
  const sending = upload(clientOf(), told, stop.signal);
  await vi.waitFor(() => expect(told).toHaveLength(2));
  // Node forgets after a collection that the signal of a request's clone follows another.
  collectGarbage();
  stop.abort(new Error('enough'));
  await expect(sending).rejects.toThrow('enough');
});

it('does not wait for a job any longer when the signal fires between two questions', async () => {
  const client = clientOf(async () => Response.json({ id: 'job-1', status: 'pending' }));
  const stop = new AbortController();
  const waiting = waitForJob(client, 'job-1', {
    signal: stop.signal,
    onProgress: () => void setTimeout(() => stop.abort(new Error('enough'))),
    waitsMs: { first: 60_000, longest: 60_000 },
  });
  await expect(waiting).rejects.toThrow('enough');
});
