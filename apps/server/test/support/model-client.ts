import { join } from 'node:path';
import type { Model } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import type { ApiServer } from './api-server.ts';
import { eventually } from './eventually.ts';
import { type Answer, ask } from './http-client.ts';
import type { Part } from './multipart.ts';
import { field, filePart } from './tiny-api.ts';
import { type TinyGraph, tinyGraph } from './tiny-graphs.ts';

export const MODELS = '/v1/models';
const SIDE = 192;

export const RED = [1, -1, -1] as const;
export const GREEN = [-1, 1, -1] as const;
export const BLUE = [-1, -1, 1] as const;

/** What every graph here looks like. */
export const SHAPE: Omit<TinyGraph, 'weights'> = { input: { name: 'image', size: SIDE }, output: 'matte' };

/** A graph that calls a colour the subject. */
export const graphOf = (...weights: (readonly [number, number, number])[]) =>
  tinyGraph({ ...SHAPE, weights });

/** The manifest of such a graph, but for what is said otherwise. */
export function manifestOf({
  name = 'Mine',
  input = {},
  output = {},
}: {
  readonly name?: unknown;
  readonly input?: object;
  readonly output?: object;
} = {}) {
  return {
    version: 1,
    name,
    input: { layout: 'nchw', size: SIDE, mean: 0, std: 1, ...input },
    output: { name: SHAPE.output, values: 'min-max', ...output },
  };
}

/** What a client does with models. */
export function modelClient(api: Pick<ApiServer, 'url' | 'authorization' | 'post'>) {
  const call = (method: string, path: string, authorization = api.authorization): Promise<Answer> =>
    ask(`${api.url}${MODELS}${path}`, { method, headers: { Authorization: authorization } });
  const read = async (id: string): Promise<Model> => {
    const answer = await call('GET', `/${id}`);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
    return answer.json() as unknown as Model;
  };
  const send = (
    bytes: Uint8Array,
    manifest: unknown = manifestOf(),
    options: { readonly authorization?: string; readonly headers?: Record<string, string> } = {},
    more: readonly Part[] = [],
  ): Promise<Answer> => {
    const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    const parts = manifest === null ? [] : [field('manifest', text)];
    return api.post([filePart(bytes, 'mine.onnx'), ...parts, ...more], { ...options, path: MODELS });
  };
  /** A model once it is no longer tried. */
  const settled = async (id: string): Promise<Model> => {
    let model = await read(id);
    await eventually(
      async () => {
        model = await read(id);
        return model.state !== 'pending';
      },
      () => JSON.stringify(model),
      60_000,
    );
    return model;
  };
  return {
    call,
    read,
    send,
    settled,
    /** Uploads a model, and waits until it was tried. */
    async add(bytes: Uint8Array, manifest: unknown = manifestOf()): Promise<Model> {
      const answer = await send(bytes, manifest);
      if (answer.status !== 202) throw new Error(`${answer.status} ${answer.body}`);
      return settled(String(answer.json().id));
    },
  };
}

/** Alpha in the middle of the left third of a picture, the middle one and the right one; what is all but clear is. */
export async function alphas(png: Buffer): Promise<(number | undefined)[]> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const row = (info.height >> 1) * info.width;
  const found = [1, 3, 5].map(i => data[(row + Math.round((info.width * i) / 6)) * 4 + 3] ?? -1);
  return found.map(alpha => (alpha < 10 ? 0 : alpha > 245 ? 255 : alpha));
}

/** Lets everybody who has an account do as much as they like in an hour. */
export function withoutLimits({ dataDir }: Pick<ApiServer, 'dataDir'>): void {
  const database = new Sqlite(join(dataDir, 'backgroundfx.db'));
  database.exec("update users set plan = 'enterprise'");
  database.close();
}
