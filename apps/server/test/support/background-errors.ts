import type { ErrorBody } from '@backgroundfx/contract';
import { EngineError } from '@backgroundfx/core';
import { noRoomForBackgrounds } from '../../src/backgrounds/backgrounds.service.ts';
import type { ApiServer } from './api-server.ts';
import { damaged, pngThatClaims } from './bad-pictures.ts';
import { type Person, person } from './caller.ts';
import { type Answer, ask } from './http-client.ts';
import { FORM_TYPE, formOf, type Part } from './multipart.ts';
import type { CommonWays, Told, Way, Ways } from './people-errors.ts';
import { colours, filePart } from './tiny-api.ts';

const PATH = '/backgrounds';
const GENERATE = `${PATH}/generate`;

/** Ways to errors that many routes share. */
export interface BackgroundWays
  extends Pick<CommonWays, 'defect' | 'busyDatabase' | 'fullDisk' | 'thrown' | 'later'> {
  readonly stalledUpload: Way;
  readonly turnedAway: (limit: number, ...users: readonly string[]) => Promise<Told>;
}

/** Ways to every error of backgrounds, by operation. */
export function backgroundErrors(
  api: () => ApiServer,
  common: BackgroundWays,
): Readonly<Record<string, Ways>> {
  const { defect, busyDatabase, fullDisk, stalledUpload, turnedAway, thrown, later } = common;
  let ada: Promise<Person> | undefined;
  /** One for all: accounts are few from one address. */
  const somebody = () => {
    ada ??= person(api().url, 'walls');
    return ada;
  };
  const told = ({ status, json }: Answer): Told => ({ status, body: json() as unknown as ErrorBody });
  const as = async (work: (bob: Person) => Promise<Answer>) => told(await work(await somebody()));
  const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    as(bob => bob.call(method, path, body, headers));
  const send = (parts: readonly Part[], type = FORM_TYPE) =>
    as(({ token }) =>
      ask(`${api().url}/v1${PATH}`, {
        method: 'POST',
        headers: { 'Content-Type': type, Authorization: `Bearer ${token}` },
        body: formOf(...parts),
      }),
    );
  const usual = (method: string, path: string): Ways => ({
    '401 unauthorized': async () => {
      const bob = await somebody();
      return later(16, async () => told(await bob.call(method, path)));
    },
    '500 internal': defect,
    '503 busy': busyDatabase,
  });
  const full = {
    '503 busy': () => turnedAway(1, 'ada', 'bob'),
    '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
    '503 busy_3': busyDatabase,
  };
  const noRoom = { '403 quota_exceeded': () => thrown(noRoomForBackgrounds(5_000_000_000)) };
  const missing = (method: string): Ways => ({
    '404 not_found': () => call(method, `${PATH}/nobody`),
  });

  return {
    listBackgrounds: {
      ...usual('GET', PATH),
      '400 invalid_request': () => call('GET', `${PATH}?limit=101`),
    },
    readBackground: { ...usual('GET', `${PATH}/x`), ...missing('GET') },
    deleteBackground: {
      ...usual('DELETE', `${PATH}/x`),
      ...missing('DELETE'),
      '403 forbidden': () => call('DELETE', `${PATH}/solid-sage`),
    },
    createBackground: {
      ...usual('POST', PATH),
      ...full,
      ...noRoom,
      '400 invalid_request': () => send([]),
      '400 invalid_image': async () => send([filePart(damaged(await colours(300, 300)))]),
      '400 invalid_image_2': () => send([filePart(Buffer.from('This is not a picture at all.'))]),
      '400 invalid_image_3': () => send([filePart(Buffer.alloc(0))]),
      '408 request_timeout': stalledUpload,
      '413 payload_too_large': () => send([filePart(Buffer.alloc(50_000_001))]),
      '413 payload_too_large_2': () => send([filePart(pngThatClaims(60_000, 60_000))]),
      '413 payload_too_large_3': () => send([filePart(pngThatClaims(70_000, 10))]),
      '415 unsupported_media_type': () => send([], 'application/json'),
      '503 storage_full': fullDisk,
    },
    generateBackground: {
      ...usual('POST', GENERATE),
      ...full,
      ...noRoom,
      ...drawingErrors(thrown, 4),
      '400 invalid_request': () => call('POST', GENERATE, { prompt: 'sea', width: 1 }),
      '413 payload_too_large': () => call('POST', GENERATE, { prompt: 'x'.repeat(20_000) }),
      '415 unsupported_media_type': () => call('POST', GENERATE, 'x', { 'Content-Type': 'text/plain' }),
      '422 prompt_rejected': () => call('POST', GENERATE, { prompt: '...' }),
      '422 prompt_rejected_2': () => call('POST', GENERATE, { prompt: '    ' }),
      '503 storage_full': fullDisk,
    },
    // Beside errors of its own: what is drawn when it is first asked for.
    readFile: { ...drawingErrors(thrown, 2), '503 storage_full': fullDisk },
  };
}

/** What a client is told whose picture cannot be drawn; `busy` is the number of that word among those of the route. */
function drawingErrors(thrown: CommonWays['thrown'], busy: number): Ways {
  const fails = (code: 'cancelled' | 'worker_died' | 'out_of_memory') => () =>
    thrown(new EngineError(code, 'inside words'));
  return {
    [`503 busy_${busy}`]: fails('cancelled'),
    '503 worker_died': fails('worker_died'),
    '503 out_of_memory': fails('out_of_memory'),
  };
}
