import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { ask } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import {
  alphas,
  GREEN,
  graphOf,
  MODELS,
  manifestOf,
  modelClient,
  RED,
  withoutLimits,
} from './support/model-client.ts';
import { type ModelsFolder, modelsFolder, published } from './support/models-folder.ts';
import { colours, field, filePart, tinyModels } from './support/tiny-api.ts';
import { u2netGraph } from './support/tiny-graphs.ts';

const SLOW = { timeout: 120_000 };
let models: ModelsFolder;
let api: ApiServer;
let client: ReturnType<typeof modelClient>;
let picture: Buffer;
beforeAll(async () => {
  models = tinyModels();
  picture = await colours();
  api = await startApi({ models });
  client = modelClient(api);
  withoutLimits(api);
}, 60_000);
afterAll(async () => {
  await api.stop();
  models.remove();
});

const cut = (fields: Record<string, string>, bytes: Uint8Array = picture, accept = 'image/png') =>
  api.post([filePart(bytes), ...Object.entries(fields).map(([name, value]) => field(name, value))], {
    headers: { Accept: accept },
  });

describe('classes', SLOW, () => {
  const output = { values: 'softmax', classes: ['nothing', 'red', 'green'] };
  const loud = (colour: readonly [number, number, number]) =>
    colour.map(weight => 99 * weight) as [number, number, number];
  let id = '';
  beforeAll(async () => {
    ({ id } = await client.add(graphOf([0, 0, 0], loud(RED), loud(GREEN)), manifestOf({ output })));
  });

  it('are told, and chosen by name in forms, batches and recipes', async () => {
    expect((await client.read(id)).classes).toEqual(['red', 'green']);
    const own = { model: 'custom', model_id: id };
    const all = await cut(own);
    expect([all.headers['x-classes'], await alphas(all.body)]).toEqual(['red, green', [255, 255, 0]]);
    const one = await cut({ ...own, classes: 'green' });
    expect(await alphas(one.body)).toEqual([0, 255, 0]);
    expect(await alphas((await cut({ ...own, classes: '["red","red"]' })).body)).toEqual([255, 0, 0]);
    const recipe = JSON.stringify({ ...own, classes: ['green'] });
    expect(await alphas((await cut({ recipe })).body)).toEqual([0, 255, 0]);
    const { metadata } = (await cut({ ...own, classes: 'red' }, picture, 'application/json')).json();
    expect(metadata).toMatchObject({ model: id, classes: ['red', 'green'] });
    const jobs = jobClient(api);
    const options = { ...own, classes: ['red'], files: { 'b.png': { classes: ['green'] } } };
    const files = ['a.png', 'b.png'].map(name => filePart(picture, name, 'files'));
    const job = await jobs.finished(String((await jobs.send(files, options)).json().id));
    const found = await Promise.all(
      (job.results ?? []).map(async ({ image }) => alphas((await ask(image)).body)),
    );
    expect(found).toEqual([
      [255, 0, 0],
      [0, 255, 0],
    ]);
  });

  it('that a model does not know are refused with those that it knows, and so are all where it knows none', async () => {
    const refused = async (fields: Record<string, string>) => {
      const answer = await cut(fields);
      const { fields: problems } = answer.json().details as { fields: unknown };
      return [answer.status, problems];
    };
    expect(await refused({ model: 'custom', model_id: id, classes: 'red,cat' })).toEqual([
      400,
      [{ path: 'classes', message: 'The model knows no "cat", only red, green' }],
    ]);
    const none = [400, [{ path: 'classes', message: 'The model tells no classes apart' }]];
    expect(await refused({ classes: 'cat' })).toEqual(none);
    expect(await refused({ model: 'custom', model_id: id, classes: 'nothing' })).toMatchObject([400, [{}]]);
    const send = async (options: object) => {
      const answer = await jobClient(api).send([filePart(picture, 'a.png', 'files')], options);
      return [answer.status, answer.json().details];
    };
    const message = 'The model tells no classes apart';
    const all = [{ path: 'options.classes', message }];
    expect(await send({ classes: ['cat'] })).toEqual([400, { fields: all }]);
    const files = { 'a.png': { model: 'custom', model_id: id, classes: ['cat'] } };
    const one = [
      { path: 'options.files.a.png.classes', message: 'The model knows no "cat", only red, green' },
    ];
    expect(await send({ files })).toEqual([400, { fields: one }]);
  });
});

describe('the models of a server', SLOW, () => {
  it('say whether they are here, fetched when they are asked for, or not to be had', async () => {
    const deeplab = published('deeplabv3', u2netGraph(RED), 'http://127.0.0.1:9', {
      aliases: ['deeplab'],
      kind: 'classes',
      output: { name: '1959', values: 'softmax', classes: ['background', 'cat', 'dog'] },
    });
    const full = published('u2net', u2netGraph(RED), 'http://127.0.0.1:9', { lighter: 'u2netp' });
    const small = published('u2netp', u2netGraph(RED), 'http://127.0.0.1:9');
    const own = published('isnet', u2netGraph(RED), 'http://127.0.0.1:9', {
      aliases: ['rembg'],
      variant: 'int8',
    });
    const folder = modelsFolder([small, full, deeplab], { own });
    folder.install(small);
    const states = async (env: Record<string, string>) => {
      const other = await startApi({ models: folder, env });
      const answer = await ask(`${other.url}${MODELS}`, { headers: { Authorization: other.authorization } });
      await other.stop();
      const items = answer.json().items as {
        id: string;
        state: string;
        selected_by: string[];
        classes?: string[];
      }[];
      return items.map(({ id: model, state, selected_by, classes }) => [model, state, selected_by, classes]);
    };
    const told = (missing: string) => [
      ['isnet', 'ready', ['rembg'], undefined],
      ['u2netp', 'ready', ['u2net'], undefined],
      ['u2net', missing, ['u2net'], undefined],
      ['deeplabv3', missing, ['deeplab'], ['cat', 'dog']],
    ];
    expect(await states({})).toEqual(told('on_demand'));
    expect(await states({ MODEL_AUTO_DOWNLOAD: 'off' })).toEqual(told('not_available'));
    folder.remove();
  });
});
