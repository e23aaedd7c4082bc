import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErrorBody, parseCutoutOptions } from '@backgroundfx/contract';
import { EngineError, invalidModel } from '@backgroundfx/core';
import type { OwnModel } from '../../src/models/own/own-model.repository.ts';
import {
  beingTried,
  fileChanged,
  noRoomForModels,
  noSuchModel,
  notReady,
  tooManyModels,
  tooManyTrials,
} from '../../src/models/own/refusals.ts';
import { openScratch } from '../../src/platform/blobs/scratch.ts';
import { CutoutMaker, type CutoutMakerDeps } from '../../src/processing/cutout-maker.ts';
import type { ApiServer } from './api-server.ts';
import { type Person, person } from './caller.ts';
import { type Answer, ask } from './http-client.ts';
import { graphOf, manifestOf, RED } from './model-client.ts';
import { FORM_TYPE, formOf, type Part } from './multipart.ts';
import type { CommonWays, Told, Way, Ways } from './people-errors.ts';
import { colours, field, filePart } from './tiny-api.ts';

const PATH = '/models';
const ID = 'c7f0a2de-51b8-4f43-9a3e-2b6d0c9e8f17';
const ROOM = { models: 20, bytes: 2_000_000_000 };

export interface ModelWays
  extends Pick<CommonWays, 'defect' | 'busyDatabase' | 'fullDisk' | 'thrown' | 'later'> {
  readonly stalledUpload: Way;
  readonly turnedAway: (limit: number, ...users: readonly string[]) => Promise<Told>;
}

/** Ways to every error of models, by operation: those of models themselves, and those of whatever works with them. */
export function modelErrors(api: () => ApiServer, common: ModelWays): Readonly<Record<string, Ways>> {
  const { defect, busyDatabase, fullDisk, stalledUpload, turnedAway, thrown, later } = common;
  let ada: Promise<Person> | undefined;
  /** One for all: accounts are few from one address. */
  const somebody = () => {
    ada ??= person(api().url, 'models');
    return ada;
  };
  const told = ({ status, json }: Answer): Told => ({ status, body: json() as unknown as ErrorBody });
  const call = async (method: string, path: string) => told(await (await somebody()).call(method, path));
  const post = async (path: string, parts: readonly Part[], type = FORM_TYPE) => {
    const { token } = await somebody();
    const headers = { 'Content-Type': type, Authorization: `Bearer ${token}` };
    return told(await ask(`${api().url}/v1${path}`, { method: 'POST', headers, body: formOf(...parts) }));
  };
  const send = (bytes: Uint8Array, manifest?: object, type?: string) => {
    const more = manifest ? [field('manifest', JSON.stringify(manifest))] : [];
    return post(PATH, [filePart(bytes, 'mine.onnx'), ...more], type);
  };
  const usual = (method: string, path: string): Ways => ({
    '401 unauthorized': async () => {
      const bob = await somebody();
      return later(16, async () => told(await bob.call(method, path)));
    },
    '500 internal': defect,
    '503 busy': busyDatabase,
  });
  const rejection = { reason: 'not_onnx', message: 'The file is not an ONNX model' };
  const waiting = { id: ID, state: 'pending' } as OwnModel;
  const named: Ways = {
    '409 model_not_ready': () => thrown(notReady(waiting)),
    '409 model_not_ready_2': () => thrown(notReady({ ...waiting, state: 'rejected', rejection })),
  };
  const used: Ways = {
    ...named,
    '422 model_failed': async () => thrown(await failedModel()),
    '503 model_unavailable_6': () => thrown(fileChanged(ID)),
    '503 model_unavailable_7': () => thrown(beingTried(ID)),
  };
  const own = (name: string, value: string) => [field('model', 'custom'), field(name, value)];
  return {
    removeBackground: {
      ...used,
      '404 not_found_3': async () =>
        post('/process/remove-background', [filePart(await colours()), ...own('model_id', 'nobody')]),
    },
    replaceBackground: { ...used, '404 not_found_3': () => thrown(noSuchModel()) },
    createBatch: {
      ...named,
      '404 not_found': async () =>
        post('/process/batch', [
          filePart(await colours(), 'a.png', 'files'),
          field('options', JSON.stringify({ model: 'custom', model_id: 'nobody' })),
        ]),
    },
    listModels: {
      ...usual('GET', PATH),
      '400 invalid_request': () => call('GET', `${PATH}?limit=101`),
    },
    readModel: { ...usual('GET', `${PATH}/x`), '404 not_found': () => call('GET', `${PATH}/x`) },
    deleteModel: {
      ...usual('DELETE', `${PATH}/x`),
      '403 forbidden': () => call('DELETE', `${PATH}/isnet`),
      '404 not_found': () => call('DELETE', `${PATH}/x`),
    },
    createModel: {
      ...usual('POST', PATH),
      '400 invalid_request': () => send(graphOf(RED), manifestOf({ input: { mean: '0.5' } })),
      '400 invalid_request_2': () => send(graphOf(RED)),
      '400 invalid_model': () => send(Buffer.from('This is not a model at all.'), manifestOf()),
      '403 quota_exceeded': () => thrown(tooManyModels(ROOM)),
      '403 quota_exceeded_2': () => thrown(noRoomForModels(ROOM)),
      '408 request_timeout': stalledUpload,
      '413 payload_too_large': () => send(Buffer.alloc(400_000_001), manifestOf()),
      '415 unsupported_media_type': () => send(graphOf(RED), manifestOf(), 'application/json'),
      '503 busy': () => turnedAway(1, 'ada', 'bob'),
      '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
      '503 busy_3': () => thrown(tooManyTrials()),
      '503 busy_4': busyDatabase,
      '503 busy_5': () => thrown(new EngineError('cancelled', 'inside words')),
      '503 worker_died': () => thrown(new EngineError('worker_died', 'inside words')),
      '503 storage_full': fullDisk,
    },
  };
}

/** What a picture ends with whose model is too slow. */
async function failedModel(): Promise<Error> {
  const dir = mkdtempSync(join(tmpdir(), 'bgfx-slow-model-'));
  const path = join(dir, 'picture.png');
  writeFileSync(path, await colours());
  const slow = invalidModel('timeout', 'The model took longer than 60000 ms', { milliseconds: 60_000 });
  const models = { networksFor: () => Promise.reject(slow) };
  const maker = new CutoutMaker({ models, maxPixels: 1e6 } as unknown as CutoutMakerDeps);
  const parsed = parseCutoutOptions({ model: 'custom', model_id: ID });
  if (!parsed.ok) throw new Error('The options are wrong');
  const order = { userId: 'ada', path, options: parsed.fields, format: 'png' } as const;
  const scratch = await openScratch(join(dir, 'scratch'));
  const { signal } = new AbortController();
  const error = await maker.make(order, await scratch.newFolder(), signal).catch((reason: Error) => reason);
  await scratch.close();
  rmSync(dir, { recursive: true });
  return error as Error;
}
