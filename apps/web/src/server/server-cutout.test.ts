import { EngineError } from '@backgroundfx/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CutoutMaker, CutoutOptions, CutoutProgress } from '../engine/cutout.api.ts';
import { ServerProblem } from '../state/problem.ts';
import { OWN } from '../state/testing/workspace-setup.ts';
import { DONE, failedJob, JOB, refusal, scriptedServer } from './testing/scripted-server.ts';

const SEND = 'POST /v1/process/remove-background';
const ASK = 'GET /v1/process/jobs/job-1';
const END = 'DELETE /v1/process/jobs/job-1';
const FILE = 'GET /v1/files/result-1/image.png';

const EDGES = { edgeRefinement: 60, shiftEdge: 2, feather: 0, contrast: 0, decontamination: 100 };
const OPTIONS: CutoutOptions = { model: { kind: 'catalog', id: 'isnet' }, quality: 'ultra', edges: EDGES };
const mug = new Blob(['mug'], { type: 'image/jpeg' });

let server: ReturnType<typeof scriptedServer>;
let maker: CutoutMaker;

beforeEach(async () => {
  server = scriptedServer();
  await server.store.getState().signIn({ email: 'ada@example.org', password: 'correct horse' });
  server.seen.length = 0;
  maker = server.store.getState().maker('mug.jpg');
});

const gone = () => Promise.reject(new TypeError('Failed to fetch'));
const problemOf = (work: Promise<unknown>): Promise<ServerProblem> =>
  work.then(
    () => Promise.reject(new Error('It worked')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ServerProblem);
      return error as ServerProblem;
    },
  );

/** Waits until the server has been asked. */
const until = (line: string, times = 1) =>
  vi.waitFor(() => expect(server.lines().filter(other => other === line)).toHaveLength(times), 5000);

describe('a photo at a server', () => {
  it('is sent once, with its name and what is wished for, and comes back cut out', async () => {
    const told: CutoutProgress[] = [];
    server.onceOn(ASK, () =>
      Response.json({ ...JOB, status: 'processing', items: [{ position: 0, status: 'processing' }] }),
    );
    const result = await maker.cutout(mug, { ...OPTIONS, onProgress: progress => told.push(progress) });
    expect(server.lines()).toEqual([SEND, ASK, ASK, FILE]);
    const [sent] = server.seen;
    expect(sent!.headers.get('Prefer')).toBe('respond-async');
    expect(sent!.headers.get('Authorization')).toBe('Bearer access-1');
    expect(sent!.body).toContain('filename="mug.jpg"');
    const recipe = /name="recipe"\r\n\r\n(.*)\r\n/.exec(sent!.body)?.[1];
    expect(JSON.parse(recipe ?? '')).toEqual({
      version: 1,
      model: 'rembg',
      quality: 'ultra',
      edge_refinement: 60,
      finish: { shift_edge: 2, feather: 0, contrast: 0, decontamination: 100 },
    });
    expect(server.seen.at(-1)!.path).toBe('/v1/files/result-1/image.png?expires=9&signature=s');
    expect(await result.png.text()).toBe('png');
    expect(result).toMatchObject({
      width: 320,
      height: 240,
      hasForeground: true,
      confidence: 0.93,
      found: ['cup'],
      report: {
        provider: 'server',
        models: [{ id: 'isnet' }],
        deletedAt: new Date('2026-02-01T12:00:00.000Z'),
      },
    });
    expect(result).not.toHaveProperty('coarse');

    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['send', 'queue', 'remote', 'fetch']);
    expect(told[0]).toEqual({ stage: 'send', fraction: 0, loadedBytes: 0, totalBytes: 3 });
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it("goes to ISNet where the network is the user's own, which stays here", async () => {
    await maker.cutout(mug, { ...OPTIONS, model: OWN });
    expect(server.seen[0]!.body).toContain('"model":"rembg"');
    expect(server.seen[0]!.body).not.toContain('onnx');
  });

  it.each([
    ['no_foreground', undefined, 'server_no_subject', {}],
    ['invalid_image', { reason: 'unreadable_image' }, 'server_refused', { code: 'invalid_image' }],
    ['payload_too_large', { limit_bytes: 50 }, 'server_refused', { limit_bytes: 50 }],
    ['worker_died', undefined, 'server_busy', {}],
    ['internal', undefined, 'server_failed', {}],
  ])('that fails there with %s is told as it is', async (error, details, code, facts) => {
    server.on(ASK, () => Response.json(failedJob(error, details)));
    const problem = await problemOf(maker.cutout(mug, OPTIONS));
    expect(problem.code).toBe(code);
    expect(problem.details).toMatchObject(facts);
  });

  it.each([
    [429, 'rate_limited', { reset: 'then', remaining: 0 }, 'server_limit', { reset: 'then' }],
    [429, 'rate_limited', { at_once: 32 }, 'server_busy', {}],
    [413, 'payload_too_large', { limit_bytes: 50_000_000 }, 'server_refused', { limit_bytes: 50_000_000 }],
    [503, 'busy', {}, 'server_busy', {}],
    [500, 'internal', {}, 'server_failed', {}],
  ])('that is refused with %i %s is told why', async (status, error, details, code, facts) => {
    server.on(SEND, () => {
      const answer = refusal(status, error, details);
      // Longer than anybody waits: otherwise the SDK would try again first.
      answer.headers.set('Retry-After', '3600');
      return answer;
    });
    const problem = await problemOf(maker.cutout(mug, OPTIONS));
    expect(problem.code).toBe(code);
    expect(problem.details).toMatchObject(facts);
  });

  it('says that its owner is signed out when the session is over', async () => {
    server.on(SEND, () => refusal(401, 'unauthorized'));
    server.on('POST /v1/auth/refresh', () => refusal(401, 'unauthorized'));
    expect((await problemOf(maker.cutout(mug, OPTIONS))).code).toBe('server_signed_out');
    expect(server.store.getState()).toMatchObject({ account: null, problem: { code: 'ended' } });
  });
});

describe('another try', () => {
  it('goes on with the same job when the server was away meanwhile', { timeout: 20_000 }, async () => {
    server.on(ASK, gone);
    expect((await problemOf(maker.cutout(mug, OPTIONS))).code).toBe('server_unreachable');
    server.on(ASK, () => Response.json(DONE));
    server.seen.length = 0;
    await maker.cutout(mug, OPTIONS);
    expect(server.lines()).toEqual([ASK, FILE]);
  });

  it('sends under the same name what perhaps never arrived, so that it happens once', {
    timeout: 20_000,
  }, async () => {
    server.on(SEND, gone);
    await problemOf(maker.cutout(mug, OPTIONS));
    server.on(SEND, () => Response.json(JOB, { status: 202 }));
    await maker.cutout(mug, OPTIONS);
    const keys = server.seen
      .filter(({ path }) => path.endsWith('remove-background'))
      .map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('begins anew when the job failed, was forgotten, or something else is wished for', async () => {
    server.onceOn(ASK, () => Response.json(failedJob('internal')));
    await problemOf(maker.cutout(mug, OPTIONS));
    server.onceOn(ASK, () => refusal(404, 'not_found'));
    await problemOf(maker.cutout(mug, OPTIONS));
    await maker.cutout(mug, OPTIONS);
    await maker.cutout(mug, { ...OPTIONS, quality: 'low' });
    const keys = server.seen.flatMap(({ headers }) => headers.get('Idempotency-Key') ?? []);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('cancelling', () => {
  const CANCELLED = expect.objectContaining({ name: 'EngineError', code: 'cancelled' });

  it('stops the upload, and nothing is left to end', async () => {
    const stop = new AbortController();
    let go = (): void => undefined;
    server.holdUploads(
      new Promise(resolve => {
        go = resolve;
      }),
    );
    const told: CutoutProgress[] = [];
    const work = maker.cutout(mug, {
      ...OPTIONS,
      signal: stop.signal,
      onProgress: progress => told.push(progress),
    });
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1));
    stop.abort();
    go();
    await expect(work).rejects.toEqual(CANCELLED);
    expect(server.lines()).toEqual([]);
  });

  it('ends a job whose number comes only after that', async () => {
    const stop = new AbortController();
    let answer = (_: Response): void => undefined;
    server.on(
      SEND,
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    const work = maker.cutout(mug, { ...OPTIONS, signal: stop.signal });
    await until(SEND);
    stop.abort();
    answer(Response.json(JOB, { status: 202 }));
    await expect(work).rejects.toEqual(CANCELLED);
    await until(END);
  });

  it('ends a job that is waited for, at once, and a further try is a new one', async () => {
    const stop = new AbortController();
    server.on(ASK, () => Response.json(JOB));
    const work = maker.cutout(mug, { ...OPTIONS, signal: stop.signal });
    await until(ASK);
    stop.abort();
    await expect(work).rejects.toEqual(CANCELLED);
    await until(END);
    server.on(ASK, () => Response.json(DONE));
    await maker.cutout(mug, OPTIONS);
    expect(server.lines().filter(line => line === SEND)).toHaveLength(2);
  });

  it('does nothing where it came first', async () => {
    await expect(maker.cutout(mug, { ...OPTIONS, signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      EngineError,
    );
    expect(server.lines()).toEqual([]);
  });
});
