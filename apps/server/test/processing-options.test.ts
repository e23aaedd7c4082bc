import type { ProcessingResult } from '@backgroundfx/contract';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiServer } from './support/api-server.ts';
import { eventually } from './support/eventually.ts';
import { type Answer, ask } from './support/http-client.ts';
import { patches } from './support/picture-files.ts';
import { colours, field, filePart, startTinyApi } from './support/tiny-api.ts';
import { unzip } from './support/unzip.ts';

let api: ApiServer;
let png: Buffer;
beforeAll(async () => {
  api = await startTinyApi();
  png = await colours(960, 640);
}, 60_000);
afterEach(async () => {
  await eventually(
    () => api.leftOver().length === 0,
    () => `left over: ${api.leftOver()}`,
  );
});
afterAll(() => api.stop());

const LOW = field('quality', 'low');
const post = (fields: Record<string, string>, headers: Record<string, string> = {}, picture = png) =>
  api.post([...Object.entries(fields).map(([name, value]) => field(name, value)), LOW, filePart(picture)], {
    headers,
  });
const of = (answer: Answer) => {
  expect([answer.status, answer.body.toString().slice(0, 300)]).toEqual([200, expect.anything()]);
  return answer.json() as unknown as ProcessingResult;
};
async function raw(bytes: Uint8Array) {
  const grey = (await sharp(bytes).metadata()).channels === 1;
  const picture = grey ? sharp(bytes).toColourspace('b-w') : sharp(bytes);
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    width,
    height,
    channels,
    at: (x: number, y: number) => [
      ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
    ],
  };
}
/** The file that a result names. */
const fetched = async (fields: Record<string, string>) => {
  const result = of(await post(fields));
  return { result, ...(await raw((await ask(result.image)).body)) };
};

describe('the format', () => {
  it('webp is named by the form, and fetched as such', async () => {
    const result = of(await post({ format: 'webp' }));
    const file = await ask(result.image);
    expect([result.metadata.format, file.headers['content-type']]).toEqual(['webp', 'image/webp']);
    expect((await raw(file.body)).at(100, 300)).toEqual([230, 20, 20, 255]);
  });

  it('jpg lays the subject on white, or on the colour that is named', async () => {
    const white = await fetched({ format: 'jpg' });
    expect([white.width, white.height, white.channels]).toEqual([960, 640, 3]);
    for (const value of white.at(700, 300)) expect(value).toBeGreaterThan(252);
    const green = await fetched({ format: 'jpg', bg_color: '#00ff00' });
    expect(green.at(700, 300)).toEqual([0, 255, 0].map(value => expect.closeTo(value, -1)));
    const half = await fetched({ format: 'jpg', bg_color: '#0000ff80' });
    expect(half.at(700, 300)).toEqual([
      expect.closeTo(127, -1),
      expect.closeTo(127, -1),
      expect.closeTo(255, -1),
    ]);
  });

  it('zip holds colours and matte, which together are the cut-out, and the same bytes each time', async () => {
    const zip = of(await post({ format: 'zip' }));
    const file = await ask(zip.image);
    expect(file.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'inline; filename="photo-cutout.zip"',
    });
    const entries = unzip(file.body);
    expect(entries.map(({ name }) => name)).toEqual(['color.png', 'alpha.png']);
    const [color, alpha] = await Promise.all(entries.map(({ bytes }) => raw(bytes)));
    const whole = await fetched({});
    expect([color?.channels, alpha?.channels]).toEqual([3, 1]);
    for (const x of [10, 319, 320, 321, 322, 500]) {
      expect([...(color?.at(x, 99) ?? []), ...(alpha?.at(x, 99) ?? [])]).toEqual(whole.at(x, 99));
    }
    const again = await post({}, { Accept: 'application/zip' });
    expect([again.status, again.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(again.body.equals(file.body)).toBe(true);
  });

  it('of an answer is one that the client takes', async () => {
    const jpeg = await post({}, { Accept: 'image/jpeg' });
    expect([jpeg.status, jpeg.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const either = await post({ format: 'webp' }, { Accept: 'image/*' });
    expect([either.status, either.headers['content-type']]).toEqual([200, 'image/webp']);
    const neither = await post({ format: 'zip' }, { Accept: 'image/*' });
    expect([neither.status, neither.json().error]).toEqual([406, 'not_acceptable']);
  });
});

describe('the background colour', () => {
  it('lies behind the subject, as transparent as it is', async () => {
    const { at, channels } = await fetched({ bg_color: '#0a141e' });
    expect([channels, at(100, 300), at(700, 300)]).toEqual([4, [230, 20, 20, 255], [10, 20, 30, 255]]);
    expect((await fetched({ bg_color: '#0a141e40' })).at(700, 300)).toEqual([10, 20, 30, 64]);
  });
});

describe('channels', () => {
  it('alpha is the matte itself', async () => {
    const { at, channels, width } = await fetched({ channels: 'alpha' });
    expect([channels, width, at(100, 300), at(700, 300)]).toEqual([1, 960, [255], [0]]);
  });
});

describe('the crop', () => {
  it('shows the subject alone, with room around it', async () => {
    const tight = await fetched({ crop: 'true' });
    expect(tight.height).toBe(640);
    expect(Math.abs(tight.width - 320)).toBeLessThan(8);
    expect([tight.result.metadata.width, tight.result.metadata.height]).toEqual([tight.width, tight.height]);
    const roomy = await fetched({ crop: 'true', crop_margin: '0.1' });
    expect([roomy.width - tight.width, roomy.height - tight.height]).toEqual([128, 128]);
    expect([roomy.at(5, 5), roomy.at(100, 300)]).toEqual([
      [0, 0, 0, 0],
      [230, 20, 20, 255],
    ]);
  });

  it('has a matte of its size', async () => {
    const result = of(await post({ crop: 'true', max_side: '100', return_mask: 'true' }));
    const [image, mask] = await Promise.all(
      [result.image, String(result.mask)].map(async url => raw((await ask(url)).body)),
    );
    expect([mask?.width, mask?.height, mask?.channels]).toEqual([image?.width, image?.height, 1]);
    expect(image?.height).toBe(100);
    expect(mask?.at(20, 50)).toEqual([255]);
  });
});

describe('the size', () => {
  it.each([
    [{ max_side: '96' }, 96, 64],
    [{ max_side: '5000' }, 960, 640],
    [{ size: 'preview' }, 612, 408],
    [{ size: 'medium' }, 960, 640],
    [{ size: 'preview', max_side: '300' }, 300, 200],
  ])('%j is %i x %i', async (fields, width, height) => {
    const result = await fetched(fields);
    expect([result.width, result.height]).toEqual([width, height]);
    expect(result.at(Math.floor(width / 10), 10)).toEqual([230, 20, 20, 255]);
  });
});

describe('the region', () => {
  it('is looked at alone; what is outside of it is clear', async () => {
    const red = [230, 20, 20];
    const two = await patches([[red, [20, 20, 230], red]], 320, 640)
      .png()
      .toBuffer();
    const answer = await post({ roi: '50% 0 100% 100%' }, { Accept: 'image/png' }, two);
    const { width, height, at } = await raw(answer.body);
    expect([width, height]).toEqual([960, 640]);
    expect([at(100, 300), at(800, 300)]).toEqual([
      [0, 0, 0, 0],
      [230, 20, 20, 255],
    ]);
    const cropped = await post({ roi: '480px 0 960 320', crop: 'true' }, { Accept: 'image/png' }, two);
    const small = await raw(cropped.body);
    expect([Math.abs(small.width - 320) < 8, small.height]).toEqual([true, 320]);
  });

  it.each(['50% 0 50% 100%', '2000 0 3000 10', '10 10 5 20'])(
    'that holds nothing is refused: %s',
    async roi => {
      const answer = await post({ roi });
      expect([answer.status, answer.json()]).toEqual([
        400,
        {
          error: 'invalid_request',
          message: 'The request is not valid',
          details: { fields: [{ path: 'roi', message: 'roi holds nothing of the picture' }] },
        },
      ]);
    },
  );
});

describe('an image_id', () => {
  const upload = async (authorization = api.authorization) => {
    const answer = await api.post([filePart(png, 'Becher.png')], { path: '/v1/images', authorization });
    return String(answer.json().id);
  };
  const byId = (id: string, more: Record<string, string> = {}, headers = {}) =>
    api.post(
      [field('image_id', id), LOW, ...Object.entries(more).map(([name, value]) => field(name, value))],
      { headers },
    );

  it('names an image that was uploaded before, as often as one likes', async () => {
    const id = await upload();
    const direct = await post({}, { Accept: 'image/png' });
    for (let i = 0; i < 2; i++) {
      const answer = await byId(id, {}, { Accept: 'image/png' });
      expect(answer.headers['content-disposition']).toBe('inline; filename="Becher-cutout.png"');
      expect(answer.body.equals(direct.body)).toBe(true);
    }
  });

  it('names a result as well', async () => {
    const first = of(await post({ bg_color: '#0000ff', crop: 'true', crop_margin: '1' }));
    const { metadata } = of(await byId(first.id));
    expect([metadata.width, metadata.height]).toEqual([first.metadata.width, first.metadata.height]);
    const was = api.clock.time;
    api.clock.time = Date.parse(String(first.expires_at)) + 1;
    const authorization = await api.logIn('ada@example.org');
    const late = await api.post([field('image_id', first.id), LOW], { authorization });
    api.clock.time = was;
    expect([late.status, late.json().error]).toEqual([404, 'not_found']);
  });

  it('of somebody else, or of nobody, is not found', async () => {
    const other = await api.logIn('bob@example.org');
    const theirs = await upload(other);
    const result = of(await api.post([filePart(png), LOW], { authorization: other })).id;
    for (const id of [theirs, result, 'x', "' or 1=1 --", '../../keys.json', 'a/b', '\u0000', '🐈']) {
      const answer = await byId(id);
      expect([id, answer.status, answer.json()]).toEqual([
        id,
        404,
        { error: 'not_found', message: 'There is no such image' },
      ]);
    }
  });

  it('takes the place of the file, and not both', async () => {
    const both = await api.post([field('image_id', 'x'), filePart(png)]);
    expect([both.status, both.json().details]).toEqual([
      400,
      { fields: [{ path: 'image_id', message: 'Only one of file, image_id and image_url may be sent' }] },
    ]);
    const neither = await api.post([LOW]);
    expect([neither.status, neither.json().details]).toEqual([
      400,
      { fields: [{ path: 'file', message: 'file is missing' }] },
    ]);
  });
});
