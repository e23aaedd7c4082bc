import type { BatchJob, ProcessingResult } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { jobClient } from './support/job-client.ts';
import { patches } from './support/picture-files.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';

let api: ApiServer;
let png: Buffer;
beforeAll(async () => {
  api = await startTinyApi();
  png = await colours(960, 640);
}, 60_000);
afterEach(async () => {
  await eventually(() => api.leftOver().length === 0);
});
afterAll(() => api.stop());

const post = (recipe: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post([field('recipe', typeof recipe === 'string' ? recipe : JSON.stringify(recipe)), filePart(png)], {
    headers,
  });
const resultOf = (answer: Answer) => {
  expect([answer.status, answer.body.toString().slice(0, 200)]).toEqual([200, expect.anything()]);
  return answer.json() as unknown as ProcessingResult;
};
async function pixels(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number) => {
    const from = (y * width + x) * channels;
    return [...data.subarray(from, from + channels)];
  };
  return { width, height, at };
}
const LOW = { quality: 'low' };

describe('a recipe', { timeout: 60_000 }, () => {
  it('that says nothing is the cut-out that the defaults make', async () => {
    const drawn = await ask(resultOf(await post(LOW)).image);
    const plain = await api.post([field('quality', 'low'), filePart(png)], {
      headers: { Accept: 'image/png' },
    });
    expect(drawn.body.equals(plain.body)).toBe(true);
  });

  it('draws background, canvas and output, and the same bytes each time', async () => {
    const recipe = {
      ...LOW,
      background: { type: 'color', color: '#102030' },
      canvas: { crop: true, margin: 0.1, width: 300 },
      output: { format: 'webp', matte: true },
    };
    const [first, second] = [resultOf(await post(recipe)), resultOf(await post(recipe))];
    expect(first.metadata).toMatchObject({ width: 300, format: 'webp' });
    const [image, again] = await Promise.all([first.image, second.image].map(url => ask(url)));
    expect(image?.body.equals(again?.body ?? Buffer.of())).toBe(true);
    const { at, width, height } = await pixels(image?.body ?? Buffer.of());
    expect([width, at(2, 2).slice(0, 3)]).toEqual([300, [16, 32, 48]]);
    expect(at(150, Math.floor(height / 2)).slice(0, 3)).toEqual([230, 20, 20]);
    const mask = await sharp((await ask(String(first.mask))).body).metadata();
    expect(mask).toMatchObject({ width: 300, height, channels: 1 });
  });

  it('may lay the subject on an image of the user’s, and on nobody else’s', async () => {
    const green = await patches([[[0, 200, 0]]], 100, 100)
      .png()
      .toBuffer();
    const upload = async (authorization: string) =>
      String((await api.post([filePart(green)], { path: '/v1/images', authorization })).json().id);
    const own = await upload(api.authorization);
    const theirs = await upload(await api.logIn('bob@example.org'));
    const on = (id: string) => ({ ...LOW, background: { type: 'image', id } });
    const answer = await post(on(own), { Accept: 'image/png' });
    expect((await pixels(answer.body)).at(900, 300)).toEqual([0, 200, 0, 255]);
    for (const id of [theirs, 'nobody']) {
      const refused = await post(on(id));
      expect([refused.status, refused.json().error]).toEqual([404, 'not_found']);
    }
    const library = await post({ ...LOW, background: { type: 'library', id: 'no-such' } });
    expect([library.status, library.json().error]).toEqual([404, 'not_found']);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'recipe'],
    ['no object', '[]', 'recipe'],
    ['a wrong value', { quality: 'best' }, 'recipe.quality'],
    ['a field that nobody knows', { colour: '#fff' }, 'recipe.colour'],
    ['a wrong value deep inside', { background: { type: 'color', color: 'red' } }, 'recipe.background.color'],
  ])('is refused with %s', async (_, recipe, path) => {
    const { fields } = (await post(recipe)).json().details as { fields: { path: string }[] };
    expect(fields.map(problem => problem.path)).toEqual([path]);
  });

  it('comes alone', async () => {
    const answer = await api.post([field('recipe', '{}'), field('crop', 'true'), filePart(png)]);
    expect([answer.status, answer.json().details]).toEqual([
      400,
      {
        fields: [
          { path: 'crop', message: 'Nothing can be said beside a recipe, which says everything itself' },
        ],
      },
    ]);
  });

  it('may be that of a batch, and of one of its files', async () => {
    const jobs = jobClient(api);
    const recipe = { ...LOW, background: { type: 'color', color: '#0000ff' }, output: { format: 'jpg' } };
    const own = { recipe: { ...LOW, output: { max_side: 96 } } };
    const files = [filePart(png, 'a.png', 'files'), filePart(png, 'b.png', 'files')];
    const sent = await jobs.send(files, { recipe, files: { 'b.png': own } });
    expect(sent.status).toBe(202);
    const { results = [] } = await jobs.finished((sent.json() as unknown as BatchJob).id);
    expect(results.map(({ metadata: { format, width } }) => [format, width])).toEqual([
      ['jpg', 960],
      ['png', 96],
    ]);
  });
});
