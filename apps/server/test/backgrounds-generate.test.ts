import type { Background, BackgroundPage } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { person } from './support/caller.ts';
import { type Answer, ask } from './support/http-client.ts';
import { startTinyApi } from './support/tiny-api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PATH = '/backgrounds';

let api: ApiServer;
let count = 0;
beforeAll(async () => {
  api = await startTinyApi();
}, 60_000);
afterAll(() => api.stop());

const somebody = () => person(api.url, `somebody${++count}`);
const of = (answer: Answer) => answer.json() as unknown as Background;
const pageOf = (answer: Answer) => answer.json() as unknown as BackgroundPage;
const told = ({ status, json }: Answer) => [status, json().error];
const problems = (answer: Answer) =>
  (answer.json().details as { fields: { path: string }[] }).fields.map(({ path }) => path);

describe('a background from words', () => {
  const wish = { prompt: 'A calm beach at sunset', width: 320, height: 180, seed: 5 };
  const bytesOf = async (answer: Answer) => (await ask(of(answer).url)).body;

  it('is drawn, kept and listed', async () => {
    const ada = await somebody();
    const answer = await ada.call('POST', `${PATH}/generate`, wish);
    const background = of(answer);
    expect([answer.status, answer.headers.location]).toEqual([201, `/v1/backgrounds/${background.id}`]);
    expect(background).toEqual({
      id: expect.stringMatching(UUID),
      title: wish.prompt,
      url: expect.stringContaining(`${api.url}/v1/files/${background.id}/image.jpg?`),
      thumbnail: expect.stringContaining(`${api.url}/v1/files/${background.id}/thumbnail.webp?`),
      category: 'custom',
      tags: ['calm', 'beach', 'sunset'],
      source: 'generated',
      width: 320,
      height: 180,
      created_at: new Date(api.clock.time).toISOString(),
      prompt: wish.prompt,
      style: 'realistic',
      seed: 5,
      understood: ['calm', 'beach', 'sunset'],
      expires_at: expect.any(String),
    });
    const picture = await sharp(await bytesOf(answer)).metadata();
    expect(picture).toMatchObject({ width: 320, height: 180, format: 'jpeg' });
    expect((await ask(background.thumbnail)).status).toBe(200);
    expect(pageOf(await ada.call('GET', `${PATH}?category=custom`)).items).toEqual([background]);
    expect(of(await ada.call('GET', `${PATH}/${background.id}`))).toEqual(background);
  });

  it('is the same bytes for the same words and seed, and others for others', async () => {
    const ada = await somebody();
    const draw = async (changes: object) =>
      bytesOf(await ada.call('POST', `${PATH}/generate`, { ...wish, ...changes }));
    const first = await draw({});
    expect((await draw({})).equals(first)).toBe(true);
    expect((await draw({ seed: 6 })).equals(first)).toBe(false);
    expect((await draw({ style: 'abstract' })).equals(first)).toBe(false);
  });

  it('has the usual size and style where none is named, and says what it did not understand', async () => {
    const ada = await somebody();
    const background = of(await ada.call('POST', `${PATH}/generate`, { prompt: 'xyzzy 日本' }));
    expect(background).toMatchObject({ width: 1920, height: 1080, style: 'realistic', seed: 0 });
    expect([background.understood, background.tags]).toEqual([[], []]);
    expect(
      (await sharp(await bytesOf({ ...(await ada.call('GET', `${PATH}/${background.id}`)) })).metadata())
        .width,
    ).toBe(1920);
  });

  it('costs a unit, and none where it comes to nothing', async () => {
    const ada = await somebody();
    const used = async () => (await ada.call('GET', '/users/me/usage')).json().used;
    await ada.call('POST', `${PATH}/generate`, wish);
    expect(await used()).toBe(1);
    await ada.call('POST', `${PATH}/generate`, { ...wish, prompt: '...' });
    await ada.call('POST', `${PATH}/generate`, { ...wish, width: 1 });
    expect(await used()).toBe(1);
  });

  it.each([
    ['...', 'no_words'],
    ['    ', 'too_short'],
    ['😀😀😀', 'no_words'],
  ])('is not to be had from %j', async (prompt, reason) => {
    const ada = await somebody();
    const answer = await ada.call('POST', `${PATH}/generate`, { ...wish, prompt });
    expect([...told(answer), answer.json().details]).toEqual([422, 'prompt_rejected', { reason }]);
  });

  const WRONG = [null, 1.5, -1, true, [], {}, '', 'x'.repeat(501), 1e9] as const;
  const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
    prompt: [...WRONG, undefined, 'ab'],
    style: [...WRONG, 'cubist'],
    width: [...WRONG, '320', 63, 4097],
    height: [...WRONG, '180', 63, 4097],
    seed: [null, 1.5, -1, true, [], {}, '', '1', 2 ** 31],
    colour: [1],
  };
  it.each(Object.keys(FIELDS))('is not to be had with a wrong %s', async name => {
    const ada = await somebody();
    for (const value of FIELDS[name] ?? []) {
      const answer = await ada.call('POST', `${PATH}/generate`, { ...wish, [name]: value });
      expect([JSON.stringify(value)?.slice(0, 50), ...told(answer)]).toEqual([
        JSON.stringify(value)?.slice(0, 50),
        400,
        'invalid_request',
      ]);
      expect(problems(answer)).toEqual([name === 'colour' ? '' : name]);
    }
  });

  it('takes 500 characters of any kind', async () => {
    const ada = await somebody();
    const prompts = [
      `sea ${'😀'.repeat(496)}`,
      "'; drop table backgrounds; --",
      '../../etc/passwd',
      'a\u0000b\u202Ec',
    ];
    for (const prompt of prompts) {
      const answer = await ada.call('POST', `${PATH}/generate`, { ...wish, prompt });
      expect(answer.status).toBe(201);
      expect(of(answer).prompt).toBe(prompt);
      expect((await ask(of(answer).url)).status).toBe(200);
    }
  });

  it('is refused as JSON is that is none, and from nobody', async () => {
    const ada = await somebody();
    const post = (body: unknown, headers?: Record<string, string>) =>
      ada.call('POST', `${PATH}/generate`, body, headers);
    expect(told(await post('{'))).toEqual([400, 'invalid_request']);
    for (const body of [[], null, 'null', '"x"', '[]', '1']) {
      expect(told(await post(body))).toEqual([400, 'invalid_request']);
    }
    expect(told(await post('x', { 'Content-Type': 'text/plain' }))).toEqual([415, 'unsupported_media_type']);
    expect(told(await post({ prompt: 'x'.repeat(65_536) }))).toEqual([413, 'payload_too_large']);
    expect(told(await ask(`${api.url}/v1${PATH}/generate`, { method: 'POST' }))).toEqual([
      401,
      'unauthorized',
    ]);
  });
});
