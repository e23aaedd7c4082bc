import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorBody, openApiDocument } from '@backgroundfx/contract';
import { EngineError } from '@backgroundfx/core';
import { Hono } from 'hono';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLimiter } from '../src/auth/limiter.ts';
import { noRoomForImages } from '../src/images/images.service.ts';
import { ModelsService, type ModelsServiceOptions } from '../src/models/models.service.ts';
import type { AppEnv } from '../src/platform/app-env.ts';
import { answerError } from '../src/platform/error-answers.ts';
import { createLog } from '../src/platform/log.ts';
import { Admission } from '../src/processing/admission.ts';
import { networkFile } from '../src/processing/engine/model-files.ts';
import { Pace } from '../src/processing/pace.ts';
import { type ApiServer, startApi } from './support/api-server.ts';
import { backgroundErrors } from './support/background-errors.ts';
import { damaged, pngThatClaims } from './support/bad-pictures.ts';
import { MODEL, sample } from './support/engine-pool.ts';
import { expiredAnswer } from './support/expired-answer.ts';
import { ask } from './support/http-client.ts';
import { jobErrors } from './support/job-errors.ts';
import { modelErrors } from './support/model-errors.ts';
import { startModelServer } from './support/model-server.ts';
import { modelsFolder, published } from './support/models-folder.ts';
import { FORM_TYPE, type Part, partHead } from './support/multipart.ts';
import { peopleErrors, type Told, type Way, type Ways } from './support/people-errors.ts';
import { projectErrors } from './support/project-errors.ts';
import { replaceErrors } from './support/replace-errors.ts';
import { RULES, startUploadServer } from './support/upload-server.ts';
import { webhookErrors } from './support/webhook-errors.ts';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly content?: {
          readonly 'application/json'?: {
            readonly examples?: Readonly<Record<string, { value: ErrorBody }>>;
          };
        };
      }
    >
  >;
}

/** Every error that the contract shows, under its operation, status and name. */
function documented(): Map<string, Told> {
  const { paths, components } = JSON.parse(JSON.stringify(openApiDocument()));
  const errors = new Map<string, Told>();
  const { InvalidIdempotencyKey, BodyTooLong, StillRunning, IdempotencyKeyReused, RateLimitExceeded } =
    components.responses;
  const shared = {
    400: InvalidIdempotencyKey,
    409: StillRunning,
    413: BodyTooLong,
    422: IdempotencyKeyReused,
    429: RateLimitExceeded,
  };
  const operations = Object.values<Record<string, Operation>>(paths).flatMap(path => Object.values(path));
  operations.push({ operationId: 'shared', responses: shared });
  for (const { operationId, responses } of operations) {
    for (const [status, { content }] of Object.entries(responses)) {
      for (const [name, { value }] of Object.entries(content?.['application/json']?.examples ?? {})) {
        errors.set(`${operationId} ${status} ${name}`, { status: Number(status), body: value });
      }
    }
  }
  return errors;
}

let api: ApiServer;
let small: Buffer;
/** Path and query of a result that is kept, and of one whose files are gone. */
let kept = '';
let lost = '';
const MINUTE_MS = 60_000;

beforeAll(async () => {
  small = await sharp(sample('02-mug')).resize(320).jpeg().toBuffer();
  api = await startApi();
  [kept, lost] = [await keep(), await keep()];
  rmSync(join(api.dataDir, 'blobs/results', lost.split('/')[3] ?? ''), { recursive: true });
}, 60_000);
afterAll(() => api.stop());

const picture = (value: Uint8Array | string): Part => ({ name: 'file', filename: 'photo.png', value });
const field = (name: string, value: string): Part => ({ name, value });

async function keep(): Promise<string> {
  const { image } = (await api.post([picture(small), field('quality', 'low')])).json();
  const { pathname, search } = new URL(String(image));
  return pathname + search;
}

/** What a client is told when a handler throws. */
async function thrown(error: Error): Promise<Told> {
  const app = new Hono<AppEnv>();
  app.use(async (context, next) => {
    context.set('log', () => createLog('silent'));
    await next();
  });
  app.get('/', () => {
    throw error;
  });
  app.onError(answerError);
  const answer = await app.request('/');
  return { status: answer.status, body: (await answer.json()) as ErrorBody };
}

const withCode = (code: string) => Object.assign(new Error('inside words'), { code });
const defect: Way = () => thrown(new TypeError('inside words'));
const busyDatabase: Way = () => thrown(withCode('SQLITE_BUSY'));
const fullDisk: Way = () => thrown(withCode('ENOSPC'));

async function told(answer: ReturnType<typeof ask>): Promise<Told> {
  const { status, json } = await answer;
  return { status, body: json() as unknown as ErrorBody };
}

const ADA = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' };

function auth(path: string, changes: object, type = 'application/json'): Promise<Told> {
  const body = JSON.stringify({ ...ADA, ...changes });
  return told(ask(`${api.url}/v1/auth/${path}`, { method: 'POST', headers: { 'Content-Type': type }, body }));
}

const read = (path: string, headers: Record<string, string> = {}): Promise<Told> =>
  told(ask(api.url + path, { headers }));

const post = (parts: readonly Part[], headers: Record<string, string> = {}): Promise<Told> =>
  told(api.post(parts, { headers }));

async function later(minutes: number, ask: Way): Promise<Told> {
  api.clock.time += minutes * MINUTE_MS;
  try {
    return await ask();
  } finally {
    api.clock.time -= minutes * MINUTE_MS;
  }
}

/** What the user who is turned away is told when each of these has asked for a picture. */
async function turnedAway(limit: number, ...users: readonly string[]): Promise<Told> {
  const admission = new Admission(limit, new Pace());
  try {
    for (const user of users) admission.enter(user);
  } catch (error) {
    return await thrown(error as Error);
  }
  throw new Error('Nobody was turned away');
}

/** What a client is told that wants a model whose source is down. */
async function withoutModel(options: Partial<ModelsServiceOptions>): Promise<Told> {
  const nowhere = await startModelServer();
  await nowhere.stop();
  const model = published('u2netp', Buffer.from('bytes'), nowhere.url, { displayName: 'U²-Net-P' });
  const { catalog, dir, remove } = modelsFolder([model]);
  const log = createLog('silent');
  const own = networkFile(MODEL, 'int8', dir);
  const common = { catalog, own, modelsDir: dir, mirror: undefined, autoDownload: true, log };
  const models = new ModelsService({ ...common, ...options });
  const { signal } = new AbortController();
  const error = await models.networksFor('u2netp', 'high', signal).catch((reason: Error) => reason);
  await models.end();
  remove();
  return await thrown(error as Error);
}

async function tooManyLogins(): Promise<Told> {
  const limited = createLimiter({ atOnce: 1, waiting: 0 });
  const first = limited(() => new Promise<void>(resolve => setImmediate(resolve)));
  const second = await limited(async () => {}).catch((error: Error) => error);
  await first;
  return await thrown(second as Error);
}

async function stalledUpload(): Promise<Told> {
  const server = await startUploadServer();
  server.rules = { ...RULES, leastPace: { bytes: 1000, ms: 20 } };
  const body = partHead({ name: 'file', filename: 'a.png' });
  const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': '1000', Connection: 'close' };
  const answer = await told(ask(`${server.url}/form`, { method: 'POST', headers, body }));
  await server.stop();
  return answer;
}

const registering: Record<string, Way> = {
  '409 email_taken': () => auth('register', {}),
};
const loggingIn: Record<string, Way> = {
  '401 unauthorized': () => auth('login', { password: 'another password' }),
};
const both = (path: string): Record<string, Way> => ({
  '400 invalid_request': () => auth(path, { password: 'seven77' }),
  '413 payload_too_large': () => auth(path, { more: 'x'.repeat(20_000) }),
  '415 unsupported_media_type': () => auth(path, {}, 'text/plain'),
  '500 internal': defect,
  '503 busy': tooManyLogins,
  '503 busy_2': busyDatabase,
  '503 storage_full': fullDisk,
});

const wide = (width: number) =>
  sharp({ create: { width, height: 10, channels: 3, background: '#888' } })
    .png()
    .toBuffer();

const removing: Record<string, Way> = {
  '400 invalid_request': () => post([picture(small), field('edge_refinement', '101')]),
  '400 invalid_image': async () => post([picture(damaged(await sharp(small).png().toBuffer()))]),
  '400 invalid_image_2': () => post([picture('This is not a picture at all.')]),
  '400 invalid_image_3': () => post([picture('')]),
  '401 unauthorized': () => later(16, () => post([picture(small)])),
  '404 not_found': () => post([field('image_id', 'nobody')]),
  '406 not_acceptable': () => post([picture(small)], { Accept: 'image/gif' }),
  '408 request_timeout': stalledUpload,
  '410 expired': () =>
    expiredAnswer(
      api.dataDir,
      headers => api.post([picture(small)], { headers }),
      headers => post([picture(small)], headers),
    ),
  '413 payload_too_large': () => post([picture(Buffer.alloc(50_000_001))]),
  '413 payload_too_large_2': () => post([picture(pngThatClaims(60_000, 60_000))]),
  '413 payload_too_large_3': () => post([picture(pngThatClaims(70_000, 10))]),
  '413 payload_too_large_4': async () => post([picture(await wide(20_000))], { Accept: 'image/webp' }),
  '415 unsupported_media_type': () => post([picture(small)], { 'Content-Type': 'application/json' }),
  '422 no_foreground': async () => post([picture(await wide(200))]),
  '500 internal': defect,
  '503 busy': () => turnedAway(1, 'ada', 'bob'),
  '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
  '503 busy_3': busyDatabase,
  '503 busy_4': () => thrown(new EngineError('cancelled', 'inside words')),
  '503 model_unavailable': () => thrown(new EngineError('model_unavailable', 'inside words')),
  '503 model_unavailable_2': () => post([picture(small), field('model', 'deeplab')]),
  '503 model_unavailable_3': () => withoutModel({ autoDownload: false }),
  '503 model_unavailable_4': () => withoutModel({ waitMs: 0 }),
  '503 model_unavailable_5': () => withoutModel({}),
  '503 worker_died': () => thrown(new EngineError('worker_died', 'inside words')),
  '503 out_of_memory': () => thrown(new EngineError('out_of_memory', 'inside words')),
  '503 storage_full': fullDisk,
};

const IMAGES = '/v1/images';
const send = (parts: readonly Part[], headers: Record<string, string> = {}): Promise<Told> =>
  told(api.post(parts, { path: IMAGES, headers }));
const call = (method: string, path: string): Promise<Told> =>
  told(ask(api.url + path, { method, headers: { Authorization: api.authorization } }));

/** What a user is told whose images take all the room there is. */
const withoutRoom: Way = () => thrown(noRoomForImages(5_000_000_000));

const uploading: Record<string, Way> = {
  '400 invalid_request': () => send([]),
  '400 invalid_image': async () => send([picture(damaged(await sharp(small).png().toBuffer()))]),
  '400 invalid_image_2': () => send([picture('This is not a picture at all.')]),
  '400 invalid_image_3': () => send([picture('')]),
  '401 unauthorized': () => later(16, () => send([picture(small)])),
  '403 quota_exceeded': withoutRoom,
  '408 request_timeout': stalledUpload,
  '413 payload_too_large': () => send([picture(Buffer.alloc(50_000_001))]),
  '413 payload_too_large_2': () => send([picture(pngThatClaims(60_000, 60_000))]),
  '413 payload_too_large_3': () => send([picture(pngThatClaims(70_000, 10))]),
  '415 unsupported_media_type': () => send([picture(small)], { 'Content-Type': 'application/json' }),
  '500 internal': defect,
  '503 busy': () => turnedAway(1, 'ada', 'bob'),
  '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
  '503 busy_3': busyDatabase,
  '503 storage_full': fullDisk,
};

/** Ways that every route has which asks the database about what a user owns. */
const owned = (method: string, path: string): Record<string, Way> => ({
  '401 unauthorized': () => later(16, () => call(method, path)),
  '500 internal': defect,
  '503 busy': busyDatabase,
});
const byId = (method: string, path: string): Record<string, Way> => ({
  ...owned(method, path),
  '404 not_found': () => call(method, path),
});

const reading: Record<string, Way> = {
  '403 forbidden': () => read(kept.replace(/signature=.*/, 'signature=x')),
  '404 not_found': () => read(lost),
  '410 expired': () => later(24 * 60 + 1, () => read(kept)),
  '416 range_not_satisfiable': () => read(kept, { Range: 'bytes=99999999-' }),
  '500 internal': defect,
  '503 busy': busyDatabase,
};

const people = peopleErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  tooManyLogins,
  thrown,
  later,
});

const jobs = jobErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  stalledUpload,
  thrown,
  later,
  turnedAway,
});

const hooks = webhookErrors(() => api, { defect, busyDatabase, later });

const replacing = replaceErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  thrown,
  later,
  turnedAway,
  withoutModel,
  photo: () => small,
});

const backgrounds = backgroundErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  stalledUpload,
  thrown,
  later,
  turnedAway,
});

const models = modelErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  stalledUpload,
  thrown,
  later,
  turnedAway,
});

const projects = projectErrors(() => api, {
  defect,
  busyDatabase,
  fullDisk,
  stalledUpload,
  thrown,
  later,
  turnedAway,
});

const of = (operation: string, ways: Record<string, Way>) =>
  Object.entries(ways).map(([name, way]) => [`${operation} ${name}`, way] as const);
const WAYS = new Map([
  ...[people, jobs, replacing, backgrounds, models, projects, hooks]
    .flatMap(Object.entries<Ways>)
    .flatMap(([operation, ways]) => of(operation, ways)),
  ...of('register', { ...both('register'), ...registering }),
  ...of('login', { ...both('login'), ...loggingIn }),
  ...of('removeBackground', removing),
  ...of('readFile', reading),
  ...of('createImage', uploading),
  ...of('listImages', {
    ...owned('GET', IMAGES),
    '400 invalid_request': () => call('GET', `${IMAGES}?limit=101`),
  }),
  ...of('readImage', byId('GET', `${IMAGES}/nobody`)),
  ...of('deleteImage', byId('DELETE', `${IMAGES}/nobody`)),
  ...['readHealth', 'readReadiness', 'readDocument'].flatMap(name => of(name, { '500 internal': defect })),
]);

it('there is a way to every error of the contract', () => {
  expect([...WAYS.keys()].sort()).toEqual([...documented().keys()].sort());
});

it.each([...WAYS])('%s is what the server says', async (name, way) => {
  const { status, body } = await way();
  const example = documented().get(name);
  const { details, ...words } = example?.body ?? {};
  expect({ status, error: body.error, message: body.message }).toEqual({ status: example?.status, ...words });
  expect(Object.keys(body.details ?? {}).sort()).toEqual(Object.keys(details ?? {}).sort());
});
