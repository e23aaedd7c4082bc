import type { ErrorBody } from '@backgroundfx/contract';
import { EngineError } from '@backgroundfx/core';
import sharp from 'sharp';
import type { ApiServer } from './api-server.ts';
import type { BackgroundWays } from './background-errors.ts';
import { type Headers, type Person, person } from './caller.ts';
import { expiredAnswer } from './expired-answer.ts';
import { type Answer, ask } from './http-client.ts';
import { FORM_TYPE, formOf, type Part } from './multipart.ts';
import type { Told, Ways } from './people-errors.ts';
import { field, filePart } from './tiny-api.ts';

const PATH = '/process/replace-background';

/** Ways to errors of other routes, too. */
export interface ReplaceWays extends Omit<BackgroundWays, 'stalledUpload'> {
  /** A picture with a subject. */
  readonly photo: () => Buffer;
  /** What a client is told that wants a model whose source is down. */
  readonly withoutModel: (options: { autoDownload?: boolean; waitMs?: number }) => Promise<Told>;
}

/** Ways to every error of `POST /process/replace-background`. */
export function replaceErrors(api: () => ApiServer, common: ReplaceWays): Readonly<Record<string, Ways>> {
  const { defect, busyDatabase, fullDisk, turnedAway, thrown, later, withoutModel, photo } = common;
  let ada: Promise<Person> | undefined;
  /** One for all: accounts are few from one address. */
  const somebody = () => {
    ada ??= person(api().url, 'replacing');
    return ada;
  };
  const told = ({ status, json }: Answer): Told => ({ status, body: json() as unknown as ErrorBody });
  const send = async ({ token }: Person, path: string, ...parts: readonly Part[]): Promise<string> => {
    const headers = { 'Content-Type': FORM_TYPE, Authorization: `Bearer ${token}` };
    const answer = ask(`${api().url}/v1${path}`, { method: 'POST', headers, body: formOf(...parts) });
    return String((await answer).json().id);
  };
  /** Asks for a picture of one's own with these changes. */
  const replace = async (bytes: Promise<Buffer>, changes: object, headers: Headers = {}): Promise<Told> => {
    const bob = await somebody();
    const image_id = await send(bob, '/images', filePart(await bytes));
    const body = { image_id, background_id: 'solid-white', ...changes };
    return told(await bob.call('POST', PATH, body, headers));
  };
  const fails = (code: 'cancelled' | 'model_unavailable' | 'worker_died' | 'out_of_memory') => () =>
    thrown(new EngineError(code, 'inside words'));
  const recipe = (described: object) => ({ background_id: undefined, recipe: described });

  return {
    replaceBackground: {
      '400 invalid_request': () => replace(clear(9, 9), { scale: 0 }),
      '400 invalid_image': async () => {
        const bob = await somebody();
        const parts = [filePart(photo()), field('format', 'zip'), field('quality', 'low')];
        const image_id = await send(bob, '/process/remove-background', ...parts);
        return told(await bob.call('POST', PATH, { image_id, background_id: 'solid-white' }));
      },
      '401 unauthorized': async () => {
        const bob = await somebody();
        return later(16, async () => told(await bob.call('POST', PATH, {})));
      },
      '404 not_found': () => replace(clear(9, 9), { image_id: 'nobody' }),
      '404 not_found_2': () => replace(clear(9, 9), { background_id: 'nobody' }),
      '406 not_acceptable': () => replace(clear(9, 9), {}, { Accept: 'application/zip' }),
      '410 expired': async () => {
        const bob = await somebody();
        const image_id = await send(bob, '/images', filePart(await clear(9, 9)));
        const ask = (headers: Headers) =>
          bob.call('POST', PATH, { image_id, background_id: 'solid-white' }, headers);
        return expiredAnswer(api().dataDir, ask, async headers => told(await ask(headers)));
      },
      '413 payload_too_large': () => replace(clear(9, 9), { image_id: 'x'.repeat(20_000) }),
      '413 payload_too_large_2': () => replace(clear(30, 60), recipe({ canvas: { width: 10_000 } })),
      '413 payload_too_large_3': () => replace(clear(20_000, 10), {}, { Accept: 'image/webp' }),
      '415 unsupported_media_type': () => replace(clear(9, 9), {}, { 'Content-Type': 'text/plain' }),
      '422 no_foreground': () => replace(grey(200, 10), {}),
      '422 prompt_rejected': () =>
        replace(clear(9, 9), recipe({ background: { type: 'prompt', prompt: '...' } })),
      '500 internal': defect,
      '503 busy': () => turnedAway(1, 'ada', 'bob'),
      '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
      '503 busy_3': busyDatabase,
      '503 busy_4': fails('cancelled'),
      '503 model_unavailable': fails('model_unavailable'),
      '503 model_unavailable_2': () => replace(grey(9, 9), recipe({ model: 'deeplab' })),
      '503 model_unavailable_3': () => withoutModel({ autoDownload: false }),
      '503 model_unavailable_4': () => withoutModel({ waitMs: 0 }),
      '503 model_unavailable_5': () => withoutModel({}),
      '503 worker_died': fails('worker_died'),
      '503 out_of_memory': fails('out_of_memory'),
      '503 storage_full': fullDisk,
    },
  };
}

/** A PNG that is see-through all over: nothing of it has to be cut out. */
function clear(width: number, height: number): Promise<Buffer> {
  const background = { r: 9, g: 9, b: 9, alpha: 0.5 };
  return sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();
}

/** A PNG with nothing to be found on it. */
function grey(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
}
