import type { ProcessingResult } from '@backgroundfx/contract';
import { BLEND_MODES, type BlendMode, findBackdrop, renderBackdrop } from '@backgroundfx/core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { type Person, person } from './support/caller.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { FORM_TYPE, formOf, type Part } from './support/multipart.ts';
import { patches } from './support/picture-files.ts';
import { colours, field, filePart, nothing, startTinyApi } from './support/tiny-api.ts';

const PATH = '/process/replace-background';

let api: ApiServer;
let count = 0;
beforeAll(async () => {
  api = await startTinyApi();
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

/** Each has an account of its own, so that no test takes another one's units. */
const somebody = () => person(api.url, `somebody${++count}`);
async function send(who: Pick<Person, 'token'>, path: string, ...parts: readonly Part[]): Promise<Answer> {
  const headers = { 'Content-Type': FORM_TYPE, Authorization: `Bearer ${who.token}` };
  return ask(`${api.url}/v1${path}`, { method: 'POST', headers, body: formOf(...parts) });
}
const idOf = async (answer: Promise<Answer>) => String((await answer).json().id);
const image = (who: Pick<Person, 'token'>, bytes: Uint8Array) => idOf(send(who, '/images', filePart(bytes)));
const background = (who: Pick<Person, 'token'>, bytes: Uint8Array) =>
  idOf(send(who, '/backgrounds', filePart(bytes)));
const told = ({ status, json }: Answer) => [status, json().error];
const resultOf = (answer: Answer) => {
  expect([answer.status, answer.body.toString().slice(0, 300)]).toEqual([200, expect.anything()]);
  return answer.json() as unknown as ProcessingResult;
};

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** R, G, B, A of a pixel. */
  at(x: number, y: number): number[];
}
async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4).subarray(0, 4)];
  return { width: info.width, height: info.height, at };
}
const picked = async (answer: Answer) => pixelsOf((await ask(resultOf(answer).image)).body);

/** A PNG of a colour for each pixel. */
function drawn(width: number, height: number, color: (x: number, y: number) => readonly number[]) {
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(color(x, y), (y * width + x) * 4);
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}
const plain = (...color: readonly number[]) => drawn(96, 64, () => [...color, 255]);

/** B(cb, cs) of W3C Compositing and Blending Level 1, on 0..1. */
const MIXTURES: Readonly<Record<BlendMode, (cb: number, cs: number) => number>> = {
  normal: (_, cs) => cs,
  multiply: (cb, cs) => cb * cs,
  screen: (cb, cs) => cb + cs - cb * cs,
  overlay: (cb, cs) => (cb <= 0.5 ? 2 * cb * cs : 1 - 2 * (1 - cb) * (1 - cs)),
};

/** The specification's own formulas, on 0..255 with straight alpha. */
function composed(mode: BlendMode, below: readonly number[], above: readonly number[]): number[] {
  const [ab, as] = [(below[3] ?? 0) / 255, (above[3] ?? 0) / 255];
  const ao = as + ab * (1 - as);
  const color = [0, 1, 2].map(c => {
    const [cb, cs] = [(below[c] ?? 0) / 255, (above[c] ?? 0) / 255];
    const mixed = (1 - ab) * cs + ab * MIXTURES[mode](cb, cs);
    return ao === 0 ? 0 : (as * mixed + (1 - as) * ab * cb) / ao;
  });
  return [...color, ao].map(value => value * 255);
}

describe('blend modes', () => {
  // Every alpha meets every other one, and so do dark and light colours.
  const subject = (x: number, y: number) => [(x * 4) % 256, (y * 4) % 256, (x * 7 + y * 3) % 256, x * 4];
  const ground = (x: number, y: number) => [(y * 5) % 256, (x * 3 + 40) % 256, (x * y) % 256, 255 - y * 3];

  it.each(BLEND_MODES)('%s is what the specification says', async mode => {
    const ada = await somebody();
    const image_id = await image(ada, await drawn(64, 64, subject));
    const background_id = await background(ada, await drawn(64, 64, ground));
    const body = { image_id, background_id, blend_mode: mode };
    const { at, width, height } = await picked(await ada.call('POST', PATH, body));
    expect([width, height]).toEqual([64, 64]);
    let far = 0;
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 64; x++) {
        const right = composed(mode, ground(x, y), subject(x, y));
        const is = at(x, y);
        for (let c = 0; c < 4; c++) far = Math.max(far, Math.abs((is[c] ?? 0) - (right[c] ?? 0)));
      }
    }
    expect(far).toBeLessThanOrEqual(1);
  });

  it('is normal where none is named', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await drawn(64, 64, subject));
    const background_id = await background(ada, await drawn(64, 64, ground));
    const get = async (more: object) =>
      (await ask(resultOf(await ada.call('POST', PATH, { image_id, background_id, ...more })).image)).body;
    expect((await get({})).equals(await get({ blend_mode: 'normal' }))).toBe(true);
    expect((await get({})).equals(await get({ blend_mode: 'screen' }))).toBe(false);
  });
});

describe('a picture', () => {
  it('without a matte is cut out first, and costs one unit', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await colours(960, 640));
    const used = async () => (await ada.call('GET', '/users/me/usage')).json().used;
    const before = Number(await used());
    const answer = await ada.call('POST', PATH, { image_id, background_id: 'solid-white' });
    expect(Number(await used()) - before).toBe(1);
    expect(resultOf(answer)).toMatchObject({
      metadata: { width: 960, height: 640, format: 'png', model: 'isnet', confidence: expect.any(Number) },
      expires_at: expect.any(String),
    });
    const { at } = await picked(answer);
    expect(at(100, 300)).toEqual([230, 20, 20, 255]);
    expect([at(600, 300), at(900, 50)]).toEqual([
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
  });

  it('that is a result of processing is laid on the background as it is', async () => {
    const ada = await somebody();
    const cutout = await send(ada, '/process/remove-background', filePart(await colours()));
    const image_id = String(cutout.json().id);
    const answer = await ada.call('POST', PATH, { image_id, background_id: 'solid-black' });
    const { metadata } = resultOf(answer);
    expect([metadata.model, metadata.confidence]).toEqual([undefined, undefined]);
    const [is, was] = [await picked(answer), await pixelsOf((await ask(String(cutout.json().image))).body)];
    for (const [x, y] of [
      [10, 30],
      [32, 10],
      [60, 30],
    ] as const) {
      const right = composed('normal', [0, 0, 0, 255], was.at(x, y)).map(Math.round);
      expect(is.at(x, y)).toEqual(right);
    }
    // The result is one again.
    const again = await ada.call('POST', PATH, { image_id: resultOf(answer).id, background_id: 'solid-sky' });
    expect(again.status).toBe(200);
  });

  it('without a subject is refused, and so is a result that is no single picture', async () => {
    const ada = await somebody();
    const empty = { image_id: await image(ada, await nothing()), background_id: 'solid-white' };
    expect(told(await ada.call('POST', PATH, empty))).toEqual([422, 'no_foreground']);
    const zip = await idOf(
      send(ada, '/process/remove-background', filePart(await colours()), field('format', 'zip')),
    );
    const answer = await ada.call('POST', PATH, { image_id: zip, background_id: 'solid-white' });
    expect(told(answer)).toEqual([400, 'invalid_image']);
  });

  it('is the answer itself where the client asks for one', async () => {
    const ada = await somebody();
    const body = { image_id: await image(ada, await colours(960, 640)), background_id: 'solid-sage' };
    for (const [type, format] of [
      ['image/png', 'png'],
      ['image/webp', 'webp'],
      ['image/jpeg', 'jpeg'],
    ]) {
      const answer = await ada.call('POST', PATH, body, { Accept: String(type) });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
      expect(await sharp(answer.body).metadata()).toMatchObject({ format, width: 960, height: 640 });
      const [r = 0, g = 0, b = 0] = (await pixelsOf(answer.body)).at(800, 300);
      for (const [is, right] of [
        [r, 0xa9],
        [g, 0xb8],
        [b, 0xa0],
      ] as const) {
        expect(Math.abs(is - right)).toBeLessThanOrEqual(3);
      }
    }
    expect(told(await ada.call('POST', PATH, body, { Accept: 'image/gif' }))).toEqual([
      406,
      'not_acceptable',
    ]);
    const zip = await ada.call('POST', PATH, body, { Accept: 'application/zip' });
    expect(zip.json().details).toEqual({
      types: ['application/json', 'image/png', 'image/webp', 'image/jpeg'],
    });
  });

  it('is made once under one Idempotency-Key', async () => {
    const ada = await somebody();
    const body = { image_id: await image(ada, await colours()), background_id: 'solid-sage' };
    const call = () => ada.call('POST', PATH, body, { 'Idempotency-Key': 'k' });
    const [first, second] = [await call(), await call()];
    expect(second.body.equals(first.body)).toBe(true);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });
});

describe('a background', () => {
  /** Left half red, right half blue. */
  const halves = () =>
    patches(
      [
        [
          [200, 0, 0],
          [0, 0, 200],
        ],
      ],
      32,
      64,
    )
      .png()
      .toBuffer();
  /** All clear but for one pixel, so that the background is what is seen. */
  const clear = () => drawn(96, 64, (x, y) => (x + y === 0 ? [9, 9, 9, 255] : [0, 0, 0, 0]));

  it('of the library is drawn for the very picture', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await clear());
    const is = await picked(await ada.call('POST', PATH, { image_id, background_id: 'gradient-dawn' }));
    const right = await renderBackdrop(findBackdrop('gradient-dawn')!, 96, 64);
    for (const [x, y] of [
      [1, 0],
      [50, 30],
      [95, 63],
    ] as const) {
      expect(is.at(x, y)).toEqual([...right.data.subarray((y * 96 + x) * 4).subarray(0, 4)]);
    }
  });

  it('is placed by fit, position and scale', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await clear());
    const background_id = await background(ada, await halves());
    const place = async (more: object) =>
      picked(await ada.call('POST', PATH, { image_id, background_id, ...more }));
    const RED = [200, 0, 0, 255];
    const BLUE = [0, 0, 200, 255];
    const NOTHING = 0;
    const sides = ({ at }: Pixels) => [at(4, 32), at(90, 32)];
    // 64 x 64 pixels as they are; the canvas is 96 wide.
    expect(sides(await place({ fit: 'cover' }))).toEqual([RED, BLUE]);
    expect(sides(await place({ fit: 'stretch' }))).toEqual([RED, BLUE]);
    const contained = await place({ fit: 'contain' });
    expect(sides(contained).map(color => color[3])).toEqual([NOTHING, NOTHING]);
    expect([contained.at(20, 32), contained.at(70, 32)]).toEqual([RED, BLUE]);
    const left = await place({ fit: 'contain', position: 'left' });
    expect([left.at(4, 32), left.at(60, 32), left.at(90, 32)[3]]).toEqual([RED, BLUE, NOTHING]);
    const right = await place({ fit: 'contain', position: { x: 1, y: 0.5 } });
    expect([right.at(4, 32)[3], right.at(36, 32), right.at(90, 32)]).toEqual([NOTHING, RED, BLUE]);
    const tiled = await place({ fit: 'tile', position: 'left' });
    expect([tiled.at(4, 32), tiled.at(60, 32), tiled.at(90, 32)]).toEqual([RED, BLUE, RED]);
    const small = await place({ fit: 'contain', scale: 0.5 });
    expect([small.at(48 - 20, 32)[3], small.at(48 - 10, 32), small.at(48 + 10, 32)]).toEqual([
      NOTHING,
      RED,
      BLUE,
    ]);
  });

  it('of the library may be placed too', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await clear());
    const body = { image_id, background_id: 'solid-ink', fit: 'contain', scale: 0.5 };
    const { at } = await picked(await ada.call('POST', PATH, body));
    const [r = 0, g = 0, b = 0, a] = at(48, 32);
    expect(a).toBe(255);
    for (const [is, right] of [
      [r, 0x1b],
      [g, 0x24],
      [b, 0x40],
    ] as const) {
      expect(Math.abs(is - right)).toBeLessThanOrEqual(3);
    }
    expect(at(4, 32)[3]).toBe(0);
  });

  it('from words can be laid behind a subject', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await clear());
    const wish = { prompt: 'emerald', style: 'gradient', width: 96, height: 64 };
    const background_id = await idOf(ada.call('POST', '/backgrounds/generate', wish));
    const { at } = await picked(await ada.call('POST', PATH, { image_id, background_id }));
    const [r = 0, g = 0] = at(48, 32);
    expect(g).toBeGreaterThan(r);
  });
});

describe('a recipe', () => {
  it('says everything itself', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await colours());
    const recipe = {
      background: { type: 'color', color: '#102030' },
      canvas: { crop: true, margin: 0.1, width: 300 },
      output: { format: 'webp', quality: 100, matte: true },
    };
    const answer = await ada.call('POST', PATH, { image_id, recipe });
    const { metadata, mask, image: url } = resultOf(answer);
    expect(metadata).toMatchObject({ width: 300, format: 'webp' });
    expect((await sharp((await ask(String(mask))).body).metadata()).width).toBe(300);
    const [r = 0, , b = 0] = (await pixelsOf((await ask(url)).body)).at(2, 2);
    expect([Math.abs(r - 0x10) <= 3, Math.abs(b - 0x30) <= 3]).toEqual([true, true]);
  });

  it('gives the same bytes here as where the picture itself is sent', async () => {
    const ada = await somebody();
    const photo = await colours(192, 128);
    const recipe = {
      background: { type: 'library', id: 'gradient-mint' },
      blend_mode: 'multiply',
      shadow: { type: 'drop' },
      finish: { feather: 2 },
    };
    const here = await ada.call('POST', PATH, { image_id: await image(ada, photo), recipe });
    const part = field('recipe', JSON.stringify(recipe));
    const there = await send(ada, '/process/remove-background', filePart(photo), part);
    const [first, second] = [resultOf(here), resultOf(there)];
    expect((await ask(first.image)).body.equals((await ask(second.image)).body)).toBe(true);
  });

  it('may name a background of the user’s, and has it replaced by background_id', async () => {
    const ada = await somebody();
    const image_id = await image(ada, await colours(960, 640));
    const green = await background(ada, await plain(0, 200, 0));
    const blue = await image(ada, await plain(0, 0, 200));
    const on = (id: string) => ({ background: { type: 'image', id } });
    const corner = async (body: object) => (await picked(await ada.call('POST', PATH, body))).at(900, 50);
    expect(await corner({ image_id, recipe: on(green) })).toEqual([0, 200, 0, 255]);
    expect(await corner({ image_id, recipe: on(blue) })).toEqual([0, 0, 200, 255]);
    expect(await corner({ image_id, recipe: on(blue), background_id: green })).toEqual([0, 200, 0, 255]);
    expect(await corner({ image_id, recipe: on(blue), background_id: 'solid-black' })).toEqual([
      0, 0, 0, 255,
    ]);
  });

  it('may lay a cut-out on its own surroundings, out of focus, and on nothing', async () => {
    const ada = await somebody();
    const photo = await image(ada, await colours());
    const recipe = { background: { type: 'blur', blur: 0.05 } };
    const blurred = await picked(await ada.call('POST', PATH, { image_id: photo, recipe }));
    expect(blurred.at(90, 32)[3]).toBe(255);
    const cutout = await idOf(send(ada, '/process/remove-background', filePart(await colours())));
    for (const type of ['blur', 'transparent']) {
      const answer = await ada.call('POST', PATH, { image_id: cutout, recipe: { background: { type } } });
      expect(answer.status).toBe(200);
    }
  });
});
