import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelPage } from '@backgroundfx/contract';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { ask } from './support/http-client.ts';
import { BATCH, jobClient } from './support/job-client.ts';
import {
  alphas,
  BLUE,
  GREEN,
  graphOf,
  MODELS,
  manifestOf,
  modelClient,
  RED,
  SHAPE,
  withoutLimits,
} from './support/model-client.ts';
import type { ModelsFolder } from './support/models-folder.ts';
import type { Part } from './support/multipart.ts';
import { patches } from './support/picture-files.ts';
import { colours, field, filePart, tinyModels } from './support/tiny-api.ts';
import { tinyGraph, trapGraph } from './support/tiny-graphs.ts';

const SLOW = { timeout: 120_000 };
let models: ModelsFolder;
let api: ApiServer;
let client: ReturnType<typeof modelClient>;
let picture: Buffer;
beforeAll(async () => {
  models = tinyModels();
  picture = await colours();
  const env = { MAX_MODEL_MB: '1', MODELS_MB_PER_USER: '2', MODEL_MEMORY_MB: '1000' };
  api = await startApi({ models, env, modelTimes: { trialMs: 10_000, pictureMs: 3000 } });
  client = modelClient(api);
  withoutLimits(api);
}, 60_000);
afterAll(async () => {
  await api.stop();
  models.remove();
});

const kept = () => {
  const folder = join(api.dataDir, 'blobs/models');
  return existsSync(folder) ? readdirSync(folder) : [];
};
/** Nothing of a refused upload stays. */
async function keepsNothing(send: () => Promise<void>): Promise<void> {
  const before = kept();
  await send();
  expect([kept(), api.leftOver().filter(name => !name.includes('.onnx'))]).toEqual([
    before,
    expect.any(Array),
  ]);
}
const cut = (fields: Record<string, string>, bytes: Uint8Array = picture, accept = 'image/png') =>
  api.post([filePart(bytes), ...Object.entries(fields).map(([name, value]) => field(name, value))], {
    headers: { Accept: accept },
  });

describe('a file that is refused at once', SLOW, () => {
  const good = graphOf(RED);
  const many = (bytes: Uint8Array, from: Uint8Array, to: Uint8Array) => {
    const at = Buffer.from(bytes).indexOf(from);
    return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
  };
  it.each<[string, string, () => Uint8Array]>([
    ['not ONNX', 'not_onnx', () => Buffer.from('<!doctype html><title>404</title>')],
    ['a picture', 'not_onnx', () => picture],
    ['empty', 'not_onnx', () => Buffer.alloc(0)],
    ['cut off', 'cut_off', () => good.subarray(0, good.length >> 1)],
    ['of four channels', 'channels', () => tinyGraph({ ...SHAPE, weights: [RED, GREEN, BLUE] })],
    [
      'of another size',
      'size',
      () => tinyGraph({ ...SHAPE, input: { name: 'image', size: 64 }, weights: [RED] }),
    ],
    ['of another output', 'output_missing', () => tinyGraph({ ...SHAPE, output: 'alpha', weights: [RED] })],
    ['of weights that are no numbers', 'nan_weights', () => graphOf([Number.NaN, 1, 1])],
    [
      'of an operation with a graph inside',
      'control_flow',
      () => many(good, Buffer.from('Conv'), Buffer.from('Loop')),
    ],
    ['of an operation that is none', 'operator', () => many(good, Buffer.from('Conv'), Buffer.from('Covn'))],
  ])('is %s', async (_, reason, bytes) => {
    await keepsNothing(async () => {
      const answer = await client.send(bytes());
      expect([answer.status, answer.json()]).toMatchObject([
        400,
        { error: 'invalid_model', details: { reason } },
      ]);
    });
  });

  it('is larger than a model may be', async () => {
    const answer = await client.send(Buffer.alloc(1_000_001));
    expect([answer.status, answer.json()]).toMatchObject([
      413,
      { error: 'payload_too_large', details: { limit_bytes: 1_000_000 } },
    ]);
  });
});

describe('a manifest', SLOW, () => {
  const WRONG = [null, 0, -1, 1.5, true, '', 'x', [], [1], {}, { a: 1 }, 'x'.repeat(200), 1e300];
  const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
    version: [1],
    name: ['x'],
    'input.layout': [],
    'input.channels': [],
    'input.size': [],
    'input.range': [],
    'input.mean': [0, -1, 1.5],
    'input.std': [1.5],
    'input.fit': [],
    'output.name': ['x', 'x'.repeat(200)],
    'output.layout': [],
    'output.values': [],
    'output.classes': [],
  };
  it.each(Object.keys(RIGHT))('has nothing of another type for %s', async path => {
    const [first = '', second] = path.split('.');
    for (const value of WRONG.filter(value => !RIGHT[path]?.includes(value))) {
      const manifest: Record<string, unknown> = { ...manifestOf() };
      if (second) manifest[first] = { ...(manifest[first] as object), [second]: value };
      else manifest[first] = value;
      const answer = await client.send(graphOf(RED), manifest);
      const { error, details } = answer.json() as { error: string; details: { fields: { path: string }[] } };
      expect([value, answer.status, error]).toEqual([value, 400, 'invalid_request']);
      expect(details.fields[0]?.path).toMatch(new RegExp(`^manifest\\.${path.replace('.', '\\.')}`));
    }
  });

  it.each<[unknown, string]>([
    ['', 'manifest'],
    ['{', 'manifest'],
    ['null', 'manifest'],
    ['[]', 'manifest'],
    ['['.repeat(16_000), 'manifest'],
    [`${'['.repeat(8000)}${']'.repeat(8000)}`, 'manifest'],
    [{ ...manifestOf(), input: undefined }, 'manifest.input'],
    [{ ...manifestOf(), license: 'MIT' }, 'manifest.license'],
    [{ ...manifestOf(), ['x'.repeat(9000)]: 1 }, `manifest.${'x'.repeat(91)}`],
    ['{"version":1,"__proto__":{}}', 'manifest.__proto__'],
    ['x'.repeat(20_000), 'manifest'],
  ])('is not such as %.40j', async (manifest, path) => {
    const answer = await client.send(graphOf(RED), manifest);
    expect([answer.status, answer.json().error]).toEqual([400, 'invalid_request']);
    const { fields } = answer.json().details as { fields: { path: string }[] };
    expect(fields.map(field => field.path)).toEqual([path]);
  });

  it('may have a name of any letters, which is told as it was sent', async () => {
    for (const name of ['🐈‍⬛ katze', 'نموذج ‏RTL', "'; drop table models; --", '../../x', '<b>x</b>']) {
      const answer = await client.send(graphOf(RED), manifestOf({ name }));
      expect([answer.status, answer.json().name]).toEqual([202, name]);
      await client.settled(String(answer.json().id));
      expect((await client.call('DELETE', `/${answer.json().id}`)).status).toBe(204);
    }
  });

  it('that is missing is suggested, and what of it is a guess is said', async () => {
    const answer = await client.send(graphOf(RED), null);
    expect([answer.status, answer.json()]).toMatchObject([
      400,
      {
        error: 'invalid_request',
        details: {
          fields: [{ path: 'manifest', message: 'manifest is missing' }],
          suggested_manifest: {
            version: 1,
            name: 'mine',
            input: { layout: 'nchw', size: 192 },
            output: { name: 'matte', values: 'sigmoid' },
          },
          guessed: ['meanStd', 'values'],
        },
      },
    ]);
    const { suggested_manifest } = answer.json().details as { suggested_manifest: unknown };
    const accepted = await client.send(graphOf(RED), suggested_manifest);
    expect(accepted.status).toBe(202);
    await client.settled(String(accepted.json().id));
    expect((await client.call('DELETE', `/${accepted.json().id}`)).status).toBe(204);
    const hostile = await client.send(Buffer.from('x'), null);
    expect(hostile.json()).toMatchObject({ error: 'invalid_model', details: { reason: 'not_onnx' } });
  });

  it('comes alone, with one file and nothing else', async () => {
    const file = filePart(graphOf(RED), 'mine.onnx');
    const manifest = field('manifest', JSON.stringify(manifestOf()));
    const paths = async (...parts: Part[]) => {
      const answer = await api.post(parts, { path: MODELS });
      const { fields } = (answer.json().details ?? {}) as { fields?: { path: string }[] };
      return [answer.status, fields?.map(({ path }) => path)];
    };
    expect(await paths(manifest)).toEqual([400, ['file']]);
    expect(await paths(file, file, manifest)).toEqual([400, ['file']]);
    expect(await paths(file, manifest, manifest)).toEqual([400, ['manifest']]);
    expect(await paths(file, manifest, field('name', 'x'))).toEqual([400, ['name']]);
    const json = await api.post([], { path: MODELS, headers: { 'Content-Type': 'application/json' } });
    expect(json.status).toBe(415);
    const nobody = await api.post([file, manifest], { path: MODELS, authorization: '' });
    expect(nobody.status).toBe(401);
  });
});

describe('a model that fails its trial', SLOW, () => {
  it('is rejected, says why, cannot be used, and takes no room', async () => {
    const { id, state, rejection } = await client.add(
      graphOf(RED),
      manifestOf({ output: { values: 'unit' } }),
    );
    expect([state, rejection?.reason]).toEqual(['rejected', 'answer_range']);
    await eventually(() => !kept().includes(id));
    const answer = await cut({ model: 'custom', model_id: id });
    expect([answer.status, answer.json()]).toMatchObject([
      409,
      { error: 'model_not_ready', details: { model_id: id, state: 'rejected', reason: 'answer_range' } },
    ]);
    const batch = await jobClient(api).send([filePart(picture, 'a.png', 'files')], {
      model: 'custom',
      model_id: id,
    });
    expect([batch.status, batch.json().error]).toEqual([409, 'model_not_ready']);
    expect((await client.call('DELETE', `/${id}`)).status).toBe(204);
  });
});

describe('a model that takes without end what it can get', SLOW, () => {
  it.each([
    ['time', 'timeout'],
    ['memory', 'memory'],
  ] as const)('fails its trial: %s', async (kind, reason) => {
    const sent = await client.send(trapGraph(kind, { ...SHAPE, weights: [RED] }, 0.5));
    expect(sent.status).toBe(202);
    // The server is at everybody's service meanwhile.
    expect((await cut({})).status).toBe(200);
    const { state, rejection } = await client.settled(String(sent.json().id));
    expect([state, rejection?.reason]).toEqual(['rejected', reason]);
    expect((await client.call('DELETE', `/${sent.json().id}`)).status).toBe(204);
  });
});

describe('a model that keeps its worst for after the trial', SLOW, () => {
  const white = () =>
    patches(
      [
        [
          [230, 20, 20],
          [255, 255, 255],
          [20, 20, 230],
        ],
      ],
      32,
      64,
    )
      .png()
      .toBuffer();

  it.each([
    ['time', 'timeout'],
    ['memory', 'memory'],
  ] as const)(
    'and then takes %s without end, costs its owner the picture, and nobody else',
    async (kind, reason) => {
      const { id } = await client.add(trapGraph(kind, { ...SHAPE, weights: [RED] }));
      const fine = await cut({ model: 'custom', model_id: id });
      expect([fine.status, await alphas(fine.body)]).toEqual([200, [255, 0, 0]]);
      const before = await usage();
      const started = performance.now();
      const caught = await cut({ model: 'custom', model_id: id }, await white());
      expect(performance.now() - started).toBeLessThan(15_000);
      expect([caught.status, caught.json()]).toMatchObject([
        422,
        { error: 'model_failed', details: { model_id: id, reason } },
      ]);
      expect(await usage()).toBe(before + 1);
      expect((await ask(`${api.url}/v1/ready`)).status).toBe(200);
      expect((await cut({})).status).toBe(200);
      expect((await cut({ model: 'custom', model_id: id })).status).toBe(200);
      const jobs = jobClient(api);
      const sent = await jobs.send([filePart(await white(), 'a.png', 'files')], {
        model: 'custom',
        model_id: id,
      });
      const job = await jobs.finished(String(sent.json().id));
      expect([job.status, job.items?.[0]?.error?.error]).toEqual(['failed', 'model_failed']);
      expect((await client.call('DELETE', `/${id}`)).status).toBe(204);
    },
  );

  it('keeps no batch of anybody else from its turn', async () => {
    const { id } = await client.add(trapGraph('time', { ...SHAPE, weights: [RED] }));
    const jobs = jobClient(api);
    const trap = await white();
    const slow = await jobs.send(
      Array.from({ length: 8 }, (_, i) => filePart(trap, `${i}.png`, 'files')),
      { model: 'custom', model_id: id },
    );
    const atWork = () => {
      const database = new Sqlite(join(api.dataDir, 'backgroundfx.db'), { readonly: true });
      const rows = database.prepare(
        "select id from jobs where kind = 'process-own-file' and lease_owner is not null",
      );
      const count = rows.all().length;
      database.close();
      return count;
    };
    await eventually(() => atWork() === 1);
    const authorization = await api.logIn('quick@example.org');
    const files = ['a', 'b', 'c'].map(name => filePart(picture, `${name}.png`, 'files'));
    const sent = await api.post(files, { path: BATCH, authorization });
    expect(sent.status).toBe(202);
    let seen = 0;
    await eventually(
      async () => {
        seen = Math.max(seen, atWork());
        return (await jobs.read(String(sent.json().id), authorization)).status === 'completed';
      },
      () => 'the other batch waits',
      60_000,
    );
    expect(seen).toBe(1);
    const { status } = await jobs.read(String(slow.json().id));
    expect(status).toBe('processing');
    expect((await jobs.call('DELETE', `/${slow.json().id}`)).status).toBe(202);
    expect((await client.call('DELETE', `/${id}`)).status).toBe(204);
  });

  async function usage(): Promise<number> {
    const headers = { Authorization: api.authorization };
    return Number((await ask(`${api.url}/v1/users/me/usage`, { headers })).json().total);
  }
});

describe('the room for models', SLOW, () => {
  const nonePending = (authorization: string) =>
    eventually(
      async () => {
        const { items } = (await client.call('GET', '', authorization)).json() as unknown as ModelPage;
        return items.every(({ state }) => state !== 'pending');
      },
      () => 'a model is still being tried',
      30_000,
    );

  it('for trials is shared', async () => {
    const own = { authorization: await api.logIn('hasty@example.org') };
    withoutLimits(api);
    // Trials take their time: four uploads are faster than one of them.
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await client.send(graphOf(RED), manifestOf(), own));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 503]);
    expect(answers[3]?.json()).toMatchObject({ error: 'busy' });
    expect(answers[3]?.headers['retry-after']).toBe('5');
    await nonePending(own.authorization);
    expect((await client.send(graphOf(RED), manifestOf(), own)).status).toBe(202);
  });

  it('is bounded in number', async () => {
    const bob = await api.logIn('bob@example.org');
    withoutLimits(api);
    const own = { authorization: bob };
    const first = await client.send(graphOf(RED), manifestOf(), own);
    for (let i = 1; i < 20; i++) {
      expect((await client.send(graphOf(RED), manifestOf(), own)).status).toBe(202);
      await nonePending(bob);
    }
    const beyond = await client.send(graphOf(RED), manifestOf(), own);
    expect([beyond.status, beyond.json()]).toEqual([
      403,
      {
        error: 'quota_exceeded',
        message: 'You may have 20 models; delete some first',
        details: { limit_models: 20 },
      },
    ]);
    expect((await client.call('DELETE', `/${first.json().id}`, bob)).status).toBe(204);
    expect((await client.send(graphOf(RED), manifestOf(), own)).status).toBe(202);
  });

  it('is bounded in bytes, where rejected ones take none', async () => {
    const eve = await api.logIn('eve@example.org');
    withoutLimits(api);
    const own = { authorization: eve };
    // Its description has 900,000 letters, which nothing minds.
    const large = (colour: readonly [number, number, number]) =>
      Buffer.concat([graphOf(colour), Buffer.of(0x32, 0xa0, 0xf7, 0x36), Buffer.alloc(900_000, 'x')]);
    const unit = manifestOf({ output: { values: 'unit' } });
    const failing = await client.send(large(RED), unit, own);
    await nonePending(eve);
    expect((await client.call('GET', `/${failing.json().id}`, eve)).json().state).toBe('rejected');
    const answers = [];
    for (const colour of [RED, GREEN, BLUE])
      answers.push(await client.send(large(colour), manifestOf(), own));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 403]);
    expect(answers[2]?.json()).toEqual({
      error: 'quota_exceeded',
      message: 'Your models may take 2 MB in all; delete some first',
      details: { limit_bytes: 2_000_000 },
    });
    expect((await client.call('DELETE', `/${answers[0]?.json().id}`, eve)).status).toBe(204);
    expect((await client.send(large(BLUE), manifestOf(), own)).status).toBe(202);
  });
});
