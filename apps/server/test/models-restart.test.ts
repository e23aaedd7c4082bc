import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Model } from '@backgroundfx/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import {
  alphas,
  BLUE,
  GREEN,
  graphOf,
  MODELS,
  manifestOf,
  modelClient,
  SHAPE,
} from './support/model-client.ts';
import { isAlive, modelProcesses, TELLS_PROCESSES } from './support/model-processes.ts';
import type { ModelsFolder } from './support/models-folder.ts';
import { FORM_TYPE, formOf } from './support/multipart.ts';
import { serverProcess } from './support/server-process.ts';
import { colours, field, filePart, tinyModels } from './support/tiny-api.ts';
import { trapGraph } from './support/tiny-graphs.ts';

const SLOW = { timeout: 120_000 };
const GREEN_ALONE = [0, 255, 0];
let picture: Buffer;
beforeAll(async () => {
  picture = await colours();
});

describe('a model that was tried by a server before', SLOW, () => {
  let models: ModelsFolder;
  let dataDir = '';
  let api: ApiServer;
  let id = '';
  let changed = '';
  let lost = '';
  let running = false;
  const stored = (model: string) => join(dataDir, 'blobs/models', model, 'model.onnx');
  const start = async (time = Date.now()) => {
    api = await startApi({ models, dataDir, env: { ENGINE_WORKERS: '2' }, time });
    running = true;
    return modelClient(api);
  };
  const cut = (model: string): Promise<Answer> =>
    api.post([filePart(picture), field('model', 'custom'), field('model_id', model)], {
      headers: { Accept: 'image/png' },
    });
  beforeAll(async () => {
    models = tinyModels();
    dataDir = mkdtempSync(join(tmpdir(), 'bgfx-models-restart-'));
    const client = await start();
    for (const colour of [GREEN, BLUE, GREEN]) {
      const model = await client.add(graphOf(colour));
      [id, changed, lost] = [changed, lost, model.id];
    }
    await api.stop();
    running = false;
    writeFileSync(stored(changed), graphOf(GREEN));
    rmSync(stored(lost));
  }, 60_000);
  afterAll(() => {
    models.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    if (running) await api.stop();
    running = false;
  });

  it('is tried once for all who ask for it, and works', async () => {
    await start();
    expect((await modelClient(api).read(id)).state).toBe('ready');
    const most: number[] = [];
    const watch = setInterval(() => most.push(modelProcesses().length), 20);
    const answers = await Promise.all([1, 2, 3, 4].map(() => cut(id)));
    clearInterval(watch);
    for (const answer of answers) {
      expect([answer.status, await alphas(answer.body)]).toEqual([200, GREEN_ALONE]);
    }
    // One picture at a time works with it, of two engine threads: never more than a process of either.
    expect(Math.max(...most)).toBeLessThanOrEqual(2);
    const started = performance.now();
    expect((await cut(id)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('stays when what nobody knows is swept away', async () => {
    const orphan = stored('6f1c0a9e-0c7e-4a5b-9d55-2b6d0c9e8f17');
    mkdirSync(dirname(orphan));
    writeFileSync(orphan, 'left by a server that died');
    await start(Date.now() + 2 * 60 * 60_000);
    await eventually(() => !existsSync(orphan));
    expect(existsSync(stored(id))).toBe(true);
    expect((await cut(id)).status).toBe(200);
  });

  it('is refused when its file is another one by now, or gone, and the others work', async () => {
    const client = await start();
    for (const model of [changed, lost]) {
      for (let i = 0; i < 2; i++) {
        const answer = await cut(model);
        expect([answer.status, answer.json()]).toEqual([
          503,
          {
            error: 'model_unavailable',
            message: 'The file of the model is not the one that was tried; upload it again',
            details: { model, reason: 'changed' },
          },
        ]);
      }
    }
    expect((await cut(id)).status).toBe(200);
    for (const model of [changed, lost]) expect((await client.call('DELETE', `/${model}`)).status).toBe(204);
  });

  it('is refused when its copy is exchanged while the server runs, until it was tried again', async () => {
    await start();
    expect((await cut(id)).status).toBe(200);
    const scratch = join(dataDir, 'scratch');
    const copy = readdirSync(scratch, { recursive: true, encoding: 'utf8' }).find(name =>
      name.endsWith(`${id}.onnx`),
    );
    writeFileSync(join(scratch, String(copy)), graphOf(BLUE));
    // A thread that has it open works with what it has opened; another one looks before it does.
    const answers = [await cut(id), await cut(id), await cut(id)];
    for (const answer of answers.filter(({ status }) => status === 200)) {
      expect(await alphas(answer.body)).toEqual(GREEN_ALONE);
    }
    expect((await cut(id)).status).toBe(200);
  });

  it.runIf(TELLS_PROCESSES)('leaves no process behind when the server stops', async () => {
    await start();
    expect((await cut(id)).status).toBe(200);
    expect(modelProcesses()).toHaveLength(1);
    await api.stop();
    running = false;
    await eventually(() => modelProcesses().length === 0);
  });
});

describe('a trial that a kill interrupts', SLOW, () => {
  const server = serverProcess();
  afterAll(() => server.remove());

  it('is neither lost nor done twice over, and costs once', async () => {
    let url = await server.start();
    const authorization = await server.logIn();
    // Opening it takes the trial a while.
    const manifest = field('manifest', JSON.stringify(manifestOf()));
    const body = formOf(filePart(trapGraph('time', { ...SHAPE, weights: [GREEN] }), 'mine.onnx'), manifest);
    const headers = { Authorization: authorization, 'Content-Type': FORM_TYPE, 'Idempotency-Key': 'once' };
    const send = () => ask(url + MODELS, { method: 'POST', headers, body });
    const sent = await send();
    expect(sent.status).toBe(202);
    for (let i = 0; i < 3; i++) {
      await new Promise(resolve => setTimeout(resolve, 100 + 150 * i));
      await server.end('SIGKILL');
      url = await server.start();
    }
    const again = await send();
    expect([again.status, again.json().id]).toEqual([202, sent.json().id]);
    const read = async (): Promise<Model> =>
      (
        await ask(`${url}${MODELS}/${sent.json().id}`, { headers: { Authorization: authorization } })
      ).json() as unknown as Model;
    await eventually(
      async () => (await read()).state !== 'pending',
      () => JSON.stringify(server.rows('select * from models')),
      60_000,
    );
    expect((await read()).state).toBe('ready');
    await eventually(() => server.rows('select * from jobs').length === 0);
    expect(server.rows('select state from models')).toEqual([{ state: 'ready' }]);
    expect(server.rows('select used from usage')).toEqual([{ used: 1 }]);
    const cut = formOf(
      filePart(picture),
      field('model', 'custom'),
      field('model_id', String(sent.json().id)),
    );
    const answer = await ask(`${url}/v1/process/remove-background`, {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': FORM_TYPE, Accept: 'image/png' },
      body: cut,
    });
    expect([answer.status, await alphas(answer.body)]).toEqual([200, GREEN_ALONE]);
    // Processes of models do not outlive their server, however that ends.
    const processes = modelProcesses();
    expect(processes).toHaveLength(TELLS_PROCESSES ? 1 : 0);
    await server.end('SIGKILL');
    await eventually(() => !processes.some(isAlive));
  });
});
