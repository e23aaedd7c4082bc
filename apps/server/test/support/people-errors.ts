import { join } from 'node:path';
import type { ErrorBody } from '@backgroundfx/contract';
import { AttemptsRepository } from '../../src/auth/attempts.repository.ts';
import { Throttle } from '../../src/auth/throttle.ts';
import { createIdempotency } from '../../src/idempotency/create-idempotency.ts';
import { openDatabase } from '../../src/platform/database/open-database.ts';
import type { Database } from '../../src/platform/database/schema.ts';
import { randomIds } from '../../src/platform/ids.ts';
import { createUsage } from '../../src/usage/create-usage.ts';
import { REQUESTS_AT_ONCE } from '../../src/usage/plan-limits.ts';
import { RequestsAtOnce } from '../../src/usage/requests-at-once.ts';
import type { ApiServer } from './api-server.ts';
import { caller, type Headers, PASSWORD, type Person, person } from './caller.ts';
import type { Answer } from './http-client.ts';

/** What a client is told. */
export interface Told {
  readonly status: number;
  readonly body: ErrorBody;
}
export type Way = () => Promise<Told>;
export type Ways = Readonly<Record<string, Way>>;

/** Ways that every route has: what is told when a handler throws. */
export interface CommonWays {
  readonly defect: Way;
  readonly busyDatabase: Way;
  readonly fullDisk: Way;
  readonly tooManyLogins: Way;
  thrown(error: Error): Promise<Told>;
  later(minutes: number, ask: Way): Promise<Told>;
}

const KEYS = '/users/me/api-keys';
const THIRTY_DAYS = 30 * 24 * 60;

/** Ways to every error of accounts, keys, limits and repeated requests, by operation; `shared` are the components. */
export function peopleErrors(api: () => ApiServer, common: CommonWays): Readonly<Record<string, Ways>> {
  const { defect, busyDatabase, fullDisk, thrown, later } = common;
  let count = 0;
  const somebody = () => person(api().url, `somebody${++count}`);
  const told = async (answer: Promise<Answer>): Promise<Told> => {
    const { status, json } = await answer;
    return { status, body: json() as unknown as ErrorBody };
  };
  const nobody = (method: string, path: string, body?: unknown, headers?: Headers) =>
    told(caller(api().url).call(method, path, body, headers));
  const refusedBy = async (work: (database: Database) => Promise<unknown>): Promise<Told> => {
    const database = await openDatabase(join(api().dataDir, 'backgroundfx.db'));
    const error = await work(database).catch((reason: Error) => reason);
    await database.destroy();
    return thrown(error as Error);
  };
  const charge = (...units: readonly number[]) =>
    refusedBy(async database => {
      const { id } = await somebody();
      const { service } = createUsage({ database, clock: api().clock });
      for (const number of units) await service.charge({ id, plan: 'free' }, number);
    });
  const twice = () =>
    refusedBy(async database => {
      const { id: userId } = await somebody();
      const { clock } = api();
      const ports = {
        database,
        clock,
        ids: randomIds,
        secrets: [new Uint8Array(32)] as const,
        files: { open: async () => undefined },
      };
      const { service } = await createIdempotency(ports);
      const request = { userId, path: '/', key: 'x' };
      await service.begin(request);
      await service.begin(request);
    });
  const reused: Way = async () => {
    const ada = await somebody();
    const post = (name: string) => told(ada.call('POST', KEYS, { name }, { 'Idempotency-Key': 'x' }));
    await post('x');
    return post('y');
  };
  const tooOften = (work: (throttle: Throttle) => Promise<unknown>) =>
    refusedBy(async database => {
      const throttle = new Throttle({ attempts: new AttemptsRepository(database), clock: api().clock });
      for (let i = 0; i < 101; i++) await work(throttle);
    });
  const loggedInTooOften: Way = () => tooOften(throttle => throttle.login('nobody@example.org', undefined));
  const tooManyAtOnce: Way = async () => {
    const requests = new RequestsAtOnce(REQUESTS_AT_ONCE);
    try {
      for (;;) requests.enter('ada');
    } catch (error) {
      return thrown(error as Error);
    }
  };
  const withKey = async (method: string, path: string, body?: unknown): Promise<Told> => {
    const { key } = (await (await somebody()).call('POST', KEYS, { name: 'x' })).json();
    return told(caller(api().url, { 'X-API-Key': String(key) }).call(method, path, body));
  };
  const as = async (work: (ada: Person) => Promise<Answer>) => told(work(await somebody()));
  const expired =
    (method: string, path: string, body?: unknown): Way =>
    async () => {
      const ada = await somebody();
      return later(16, () => told(ada.call(method, path, body)));
    };
  const bad = (
    method: string,
    path: string,
    send: (body: unknown, headers?: Headers) => Promise<Told>,
  ): Ways => ({
    '413 payload_too_large': () => send({ name: 'x'.repeat(20_000) }),
    '415 unsupported_media_type': () => send('x', { 'Content-Type': 'text/plain' }),
    ...(method === 'POST' && path.startsWith('/auth')
      ? {}
      : { '401 unauthorized': expired(method, path, {}) }),
  });
  const rest: Ways = { '500 internal': defect, '503 busy': busyDatabase };
  const refresh = (refresh_token: unknown) => nobody('POST', '/auth/refresh', { refresh_token });
  const patch = (body: unknown, headers?: Headers) =>
    as(ada => ada.call('PATCH', '/users/me', body, headers));
  const create = (body: unknown, headers?: Headers) => as(ada => ada.call('POST', KEYS, body, headers));
  const keepIt = { '503 storage_full': fullDisk };

  return {
    register: { '429 rate_limited': () => tooOften(throttle => throttle.register('192.0.2.1')) },
    login: { '429 rate_limited': loggedInTooOften },
    refresh: {
      ...bad('POST', '/auth/refresh', (body, headers) => nobody('POST', '/auth/refresh', body, headers)),
      ...rest,
      ...keepIt,
      '400 invalid_request': () => refresh(undefined),
      '401 unauthorized': () => refresh('x'),
      '401 unauthorized_2': async () => {
        const { refreshToken } = await somebody();
        return later(THIRTY_DAYS, () => refresh(refreshToken));
      },
      '401 unauthorized_3': async () => {
        const { refreshToken } = await somebody();
        await refresh(refreshToken);
        return refresh(refreshToken);
      },
    },
    logout: {
      ...bad('POST', '/auth/logout', (body, headers) => nobody('POST', '/auth/logout', body, headers)),
      ...rest,
      '400 invalid_request': () => nobody('POST', '/auth/logout', {}),
    },
    readUser: { ...rest, '401 unauthorized': expired('GET', '/users/me') },
    updateUser: {
      ...bad('PATCH', '/users/me', patch),
      '400 invalid_request': () => patch({ email: 'x@example.org' }),
      '403 wrong_password': () => patch({ email: 'x@example.org', current_password: 'x' }),
      '403 forbidden': () => withKey('PATCH', '/users/me', { name: 'Mallory' }),
      '409 email_taken': async () => {
        const { email } = await somebody();
        return patch({ email, current_password: PASSWORD });
      },
      '429 rate_limited': loggedInTooOften,
      '429 rate_limited_2': () => charge(100, 1),
      '429 rate_limited_3': () => charge(88, 40),
      '429 rate_limited_4': tooManyAtOnce,
      '500 internal': defect,
      '503 busy': common.tooManyLogins,
      '503 busy_2': busyDatabase,
      ...keepIt,
    },
    deleteUser: {
      ...rest,
      '401 unauthorized': expired('DELETE', '/users/me'),
      '403 forbidden': () => withKey('DELETE', '/users/me'),
    },
    readUsage: { ...rest, '401 unauthorized': expired('GET', '/users/me/usage') },
    createApiKey: {
      ...bad('POST', KEYS, create),
      ...rest,
      ...keepIt,
      '400 invalid_request': () => create({}),
      '403 forbidden': () => withKey('POST', KEYS, { name: 'x' }),
      '409 limit_reached': () =>
        as(async ada => {
          for (let i = 0; i < 20; i++) await ada.call('POST', KEYS, { name: 'x' });
          return ada.call('POST', KEYS, { name: 'x' });
        }),
      '409 still_running': twice,
    },
    listApiKeys: { ...rest, '401 unauthorized': expired('GET', KEYS) },
    deleteApiKey: {
      ...rest,
      '401 unauthorized': expired('DELETE', `${KEYS}/x`),
      '403 forbidden': () => withKey('DELETE', `${KEYS}/x`),
      '404 not_found': () => as(ada => ada.call('DELETE', `${KEYS}/x`)),
    },
    shared: {
      '400 invalid_request': () => create({ name: 'x' }, { 'Idempotency-Key': ' x y' }),
      '413 payload_too_large': () =>
        as(ada =>
          ada.call('POST', '/process/remove-background', 'x'.repeat(1_100_000), { 'Idempotency-Key': 'x' }),
        ),
      '429 rate_limited': () => charge(100, 1),
      '429 rate_limited_2': () => charge(88, 40),
      '429 rate_limited_3': tooManyAtOnce,
      '409 still_running': twice,
      '422 idempotency_key_reused': reused,
    },
    // Beside errors of their own.
    removeBackground: { '409 still_running': twice, '422 idempotency_key_reused': reused },
    replaceBackground: { '409 still_running': twice, '422 idempotency_key_reused': reused },
    createBatch: { '409 still_running': twice },
    generateBackground: { '422 idempotency_key_reused': reused },
    createWebhook: { '409 still_running': twice },
    createProject: { '409 still_running': twice },
    addProjectFile: { '409 still_running': twice },
  };
}
