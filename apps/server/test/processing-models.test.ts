import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessingResult } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, PROCESS, startApi } from './support/api-server.ts';
import { WATCHED_THREAD } from './support/engine-pool.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask, openConnection } from './support/http-client.ts';
import { keptResults } from './support/kept-results.ts';
import { type ModelServer, startModelServer } from './support/model-server.ts';
import { type ModelsFolder, modelsFolder, type PublishedModel, published } from './support/models-folder.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';
import { patches } from './support/picture-files.ts';
import { tinyGraph, u2netGraph } from './support/tiny-graphs.ts';

/** Tiny networks of the real ones' signatures, of which each calls one colour the subject. */
const RED = [1, -1, -1] as const;
const GREEN = [-1, 1, -1] as const;
const BLUE = [-1, -1, 1] as const;
const NOTHING = [0, 0, 0] as const;
const RED_ALONE = [255, 0, 0];
const GREEN_ALONE = [0, 255, 0];
const CLASSES = ['background', 'bird', 'cat'];

let server: ModelServer;
let own: PublishedModel;
/** The same network in float, of another colour so that it can be told. */
let float: PublishedModel;
let small: PublishedModel;
let full: PublishedModel;
let classes: PublishedModel;
let folder: ModelsFolder;
let api: ApiServer;
let stopped = false;
let picture: Part;

beforeAll(async () => {
  server = await startModelServer();
  float = published('isnet-float', u2netGraph(GREEN), server.url);
  const [inFloat] = float.entry.variants;
  own = published('isnet', u2netGraph(BLUE), server.url, { aliases: ['rembg'], variant: 'int8' });
  const variants = [...own.entry.variants.map(v => ({ ...v, device: 'cpu' as const })), inFloat!];
  own = { ...own, entry: { ...own.entry, variants } };
  small = published('u2netp', u2netGraph(RED), server.url);
  full = published('u2net', u2netGraph(GREEN), server.url, { displayName: 'U²-Net', lighter: 'u2netp' });
  // A bird is red, a cat is blue, and what is neither is background.
  const weights = [NOTHING, [20, -20, -20], [-20, -20, 20]] as const;
  const graph = tinyGraph({ input: { name: 'input', size: 513 }, output: 'logits', weights });
  classes = published('deeplabv3', graph, server.url, {
    aliases: ['deeplab'],
    kind: 'classes',
    input: { ...small.entry.input, name: 'input', multipleOf: 513, bestSize: 513 },
    output: { name: 'logits', values: 'softmax', classes: CLASSES },
  });
  for (const { file, bytes } of [small, full, classes]) server.files.set(file, bytes);
  const colours = [
    [230, 20, 20],
    [20, 230, 20],
    [20, 20, 230],
  ];
  const value = await patches([colours], 160, 320).png().toBuffer();
  picture = { name: 'file', filename: 'colours.png', value };
}, 60_000);
afterEach(async () => {
  if (!stopped) {
    await eventually(
      () => api.leftOver().length === 0,
      () => `left over: ${api.leftOver()}`,
    );
    await api.stop();
  }
  stopped = false;
  folder.remove();
  server.asked.length = 0;
});
afterAll(() => server.stop());

/** A server whose folder has the first of the networks, and of the others only their catalogue entries. */
async function start(env: Record<string, string> = {}, more: Partial<Parameters<typeof startApi>[0]> = {}) {
  folder = modelsFolder([small, full, classes], { own });
  api = await startApi({ models: folder, env: { MODEL_AUTO_DOWNLOAD: 'on', ...env }, ...more });
}

const post = (model: string, quality = 'low', headers: Record<string, string> = { Accept: 'image/png' }) => {
  const fields = { model, quality };
  const parts = Object.entries(fields).map(([name, value]) => ({ name, value }));
  return api.post([...parts, picture], { headers });
};
const isHere = ({ file }: PublishedModel) => existsSync(join(folder.dir, 'dist', file));

/** Alpha in the middle of the red third, the green and the blue one. */
async function alphas(answer: Answer): Promise<number[]> {
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
  const { data, info } = await sharp(answer.body).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([480, 320, 4]);
  return [80, 240, 400].map(x => data[(160 * 480 + x) * 4 + 3] ?? -1);
}

describe('a model that is asked for by name', { timeout: 60_000 }, () => {
  it('is fetched on first use, works, and is named in the answer', async () => {
    await start();
    expect(await (await ask(`${api.url}/v1/ready`)).json().status).toBe('ready');
    expect(isHere(small)).toBe(false);
    const answers = await Promise.all([post('u2net'), post('u2net'), post('u2net', 'medium')]);
    for (const answer of answers) {
      expect(await alphas(answer)).toEqual(RED_ALONE);
      expect(answer.headers['x-model']).toBe('u2netp');
      expect(Number(answer.headers['x-confidence'])).toBeGreaterThan(0.5);
    }
    expect(server.asked).toEqual(['u2netp.onnx']);
    const note = 'At quality "low" Model u2netp works in the place of U²-Net';
    expect(answers[0]?.headers['x-note']).toBe(note.replace('²', '%C2%B2'));
    const { metadata } = (await post('u2net', 'low', {})).json();
    expect(metadata).toMatchObject({
      model: 'u2netp',
      note,
      confidence: expect.any(Number),
    });
  });

  it('has a lighter one in its place where it is not installed, which the answer says', async () => {
    await start();
    const stand = await post('u2net', 'high');
    expect([await alphas(stand), stand.headers['x-model']]).toEqual([RED_ALONE, 'u2netp']);
    folder.install(full);
    const full_ = await post('u2net', 'high');
    expect([await alphas(full_), full_.headers['x-model']]).toEqual([GREEN_ALONE, 'u2net']);
    expect(server.asked).toEqual(['u2netp.onnx']);
  });

  it('works in float at ultra, and says so where it could not', async () => {
    await start();
    const inFloat = 'The network worked in 8 bits and not in float: its files for that are not here';
    const without = await post('rembg', 'ultra');
    expect([await alphas(without), without.headers['x-note']]).toEqual([[0, 0, 255], inFloat]);
    const { metadata } = (await post('rembg', 'ultra', {})).json();
    expect(metadata).toMatchObject({ model: 'isnet', note: inFloat });
    expect((await post('rembg', 'high')).headers).not.toHaveProperty('x-note');
    folder.install(float);
    const answer = await post('rembg', 'ultra');
    expect([await alphas(answer), answer.headers['x-note']]).toEqual([GREEN_ALONE, undefined]);
    folder.uninstall(float);
    for (let i = 0; i < 2; i++) expect((await post('rembg', 'ultra')).headers['x-note']).toBe(inFloat);
    folder.install(float);
    expect((await post('rembg', 'ultra')).headers).not.toHaveProperty('x-note');
  });

  it('may know classes, and says which it found', async () => {
    await start();
    const answer = await post('deeplab');
    expect([await alphas(answer), answer.headers['x-model']]).toEqual([[255, 0, 255], 'deeplabv3']);
    expect(String(answer.headers['x-classes']).split(', ').toSorted()).toEqual(['bird', 'cat']);
    const { metadata } = (await post('deeplab', 'ultra', {})).json() as unknown as ProcessingResult;
    expect(metadata.classes?.toSorted()).toEqual(['bird', 'cat']);
    const others = await post('rembg');
    expect([others.status, others.headers]).toEqual([
      200,
      expect.not.objectContaining({ 'x-classes': expect.anything() }),
    ]);
  });

  it('works beside others in one thread, and again after the thread has died', async () => {
    await start({}, { threadFile: WATCHED_THREAD });
    const names = ['u2net', 'deeplab', 'u2net', 'deeplab'];
    const models = async () =>
      (await Promise.all(names.map(name => post(name)))).map(a => a.headers['x-model']);
    const expected = ['u2netp', 'deeplabv3', 'u2netp', 'deeplabv3'];
    expect(await models()).toEqual(expected);
    const deadly = Buffer.concat([Buffer.from(picture.value as Uint8Array), Buffer.from('die')]);
    const died = await api.post([
      { name: 'model', value: 'u2net' },
      { ...picture, value: deadly },
    ]);
    expect([died.status, died.json().error]).toEqual([503, 'worker_died']);
    expect(await models()).toEqual(expected);
    expect(server.asked.toSorted()).toEqual(['deeplabv3.onnx', 'u2netp.onnx']);
  });

  it('is fetched anew when its file went away and a new thread needs it, and the own network goes on', async () => {
    await start({}, { threadFile: WATCHED_THREAD });
    expect((await post('u2net')).status).toBe(200);
    folder.uninstall(small);
    expect((await post('u2net')).status).toBe(200);
    const deadly = Buffer.concat([Buffer.from(picture.value as Uint8Array), Buffer.from('die')]);
    expect((await api.post([{ ...picture, value: deadly }])).status).toBe(503);
    const missing = await post('u2net');
    expect([missing.status, missing.json().error]).toEqual([503, 'model_unavailable']);
    expect((await ask(`${api.url}/v1/ready`)).status).toBe(200);
    expect((await post('u2net')).status).toBe(200);
    expect(server.asked).toEqual(['u2netp.onnx', 'u2netp.onnx']);
  });
});

describe('a model that cannot be had', { timeout: 60_000 }, () => {
  const reason = (answer: Answer) => {
    const { error, details } = answer.json() as { error: string; details: { model: string; reason: string } };
    return [answer.status, error, details];
  };
  const said = (why: string) => [503, 'model_unavailable', { model: 'u2netp', reason: why }];

  it('because another file arrives is refused, and nothing of it or of the picture is kept', async () => {
    server.files.set(small.file, u2netGraph(GREEN));
    await start();
    const answers = [await post('u2net'), await post('u2net', 'high', {})];
    server.files.set(small.file, small.bytes);
    for (const answer of answers) {
      expect(reason(answer)).toEqual(said('not_fetched'));
      expect(answer.headers['retry-after']).toBe('30');
    }
    expect(isHere(small)).toBe(false);
    expect(keptResults(api.dataDir)).toEqual({ rows: [], folders: [] });
  });

  it('because nothing may be fetched is said to be missing, and the others work', async () => {
    await start({ MODEL_AUTO_DOWNLOAD: 'off' });
    expect(reason(await post('u2net'))).toEqual(said('not_installed'));
    expect(server.asked).toEqual([]);
    expect((await post('rembg')).status).toBe(200);
  });

  it('in time makes its clients wait, for a while', async () => {
    const go = server.hold();
    await start({}, { modelWaits: { waitMs: 50 } });
    const answer = await post('u2net');
    expect(reason(answer)).toEqual(said('being_fetched'));
    expect(answer.headers['retry-after']).toBe('10');
    go();
    await eventually(() => isHere(small));
    expect((await post('u2net')).status).toBe(200);
    expect(server.asked).toHaveLength(1);
  });

  it('does not hold the place of a client that leaves, nor the engine', async () => {
    const go = server.hold();
    await start({ QUEUE_LIMIT: '4' });
    const form = formOf({ name: 'model', value: 'u2net' }, picture);
    const socket = await openConnection(api.url);
    socket.write(
      `POST ${PROCESS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.authorization}\r\n` +
        `Content-Type: ${FORM_TYPE}\r\nContent-Length: ${form.length}\r\n\r\n`,
    );
    socket.write(form);
    await eventually(() => server.asked.length === 1);
    // One place of four is this user's.
    expect((await post('rembg')).json().error).toBe('busy');
    const other = await api.logIn('other@example.org');
    const meanwhile = await api.post([{ name: 'quality', value: 'low' }, picture], { authorization: other });
    expect(meanwhile.status).toBe(200);
    socket.destroy();
    await eventually(async () => (await post('rembg')).status === 200);
    go();
    await eventually(() => isHere(small));
  });

  it('before the server stops is waited for no longer', async () => {
    const go = server.hold();
    await start();
    const asking = post('u2net');
    await eventually(() => server.asked.length === 1);
    const stopping = api.stop();
    const answer = await asking;
    expect([answer.status, answer.json()]).toEqual([
      503,
      { error: 'busy', message: 'The server is stopping' },
    ]);
    await stopping;
    stopped = true;
    go();
  });
});
