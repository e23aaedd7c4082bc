import { describe, expect, it } from 'vitest';
import { listBackdrops } from '../backdrop/library.ts';
import { BLEND_MODES } from '../compose/blend.ts';
import { blurSurroundings } from '../compose/blur-surroundings.ts';
import { finishCutout } from '../compose/finish-cutout.ts';
import { limitSide } from '../compose/map-picture.ts';
import { matte, type RgbaImage, rgbaImage } from '../raster/planes.ts';
import { composeRecipe } from './compose-recipe.ts';
import { parseRecipe } from './parse-recipe.ts';
import { renderRecipe, renderRecipeParts } from './render-recipe.ts';

const SUBJECT = [200, 60, 40];
const BEHIND = [30, 90, 220];

/** A soft disc of one colour before a background of another, right of the middle. */
function scene(width = 120, height = 80) {
  const data = new Uint8ClampedArray(width * height * 4);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    const d = Math.hypot((i % width) + 0.5 - width * 0.6, Math.floor(i / width) + 0.5 - height / 2);
    const a = Math.min(1, Math.max(0, (height * 0.25 - d) / 4 + 0.5));
    alpha[i] = Math.round(a * 255);
    data.set([...SUBJECT.map((f, k) => a * f + (1 - a) * BEHIND[k]!), 255], i * 4);
  }
  return { image: rgbaImage(width, height, data), matte: matte(width, height, alpha) };
}

const render = (document: object, size?: readonly [number, number], background?: RgbaImage) =>
  renderRecipe(parseRecipe(document), { ...scene(...(size ?? [])), background });

const at = ({ data, width }: RgbaImage, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
];

const STOPS = [
  { at: 0, color: '#102030' },
  { at: 1, color: '#f0e0d0' },
];
const BACKGROUNDS = [
  { type: 'color', color: '#778899' },
  { type: 'gradient', stops: STOPS },
  { type: 'gradient', shape: 'radial', center: 'top', stops: STOPS },
  { type: 'library', id: 'nature-sea' },
  { type: 'image', id: 'a' },
  { type: 'blur' },
  { type: 'prompt', prompt: 'forest at dawn' },
];
const PICTURE = rgbaImage(30, 50, new Uint8ClampedArray(30 * 50 * 4).fill(255));

describe('renderRecipe', () => {
  it('of an empty document is the finished cut-out, in the picture’s own buffer', async () => {
    const { image, matte } = scene();
    const out = await renderRecipe(parseRecipe({}), { image, matte });
    const expected = scene();
    await finishCutout(expected.image, expected.matte);
    expect(out).toBe(image);
    expect(out.data).toEqual(expected.image.data);
  });

  it('finishes as the recipe says', async () => {
    const finish = { shift_edge: 2, feather: 1.5, contrast: 30, decontamination: 40 };
    const expected = scene();
    const { shift_edge, ...rest } = finish;
    await finishCutout(expected.image, expected.matte, { ...rest, shiftEdge: shift_edge });
    expect((await render({ finish })).data).toEqual(expected.image.data);
  });

  it.each(BLEND_MODES)('lays the subject over a colour by %s', async mode => {
    const out = await render({ background: { type: 'color', color: '#50a0c8' }, blend_mode: mode });
    const expected = {
      normal: SUBJECT,
      // 200 x 80, 60 x 160, 40 x 200, each over 255.
      multiply: [63, 38, 31],
      screen: [217, 182, 209],
      // Dark, light and light backdrops: 2 x 80 x 200 / 255; 65 + 60 - 65 x 60 / 255; 145 + 40 - 145 x 40 / 255.
      overlay: [125, 110, 162],
    }[mode];
    for (const [k, value] of expected.entries())
      expect(Math.abs(at(out, 72, 40)[k]! - value)).toBeLessThanOrEqual(1);
    expect(at(out, 5, 5)).toEqual([0x50, 0xa0, 0xc8, 255]);
  });

  it.each(BACKGROUNDS)('fills the canvas with %j', async background => {
    const canvas = { crop: true, margin: 0.2, padding: 0.1, width: 90, height: 140 };
    const out = await render({ background, canvas, shadow: { type: 'drop' } }, [120, 80], PICTURE);
    expect([out.width, out.height]).toEqual([90, 140]);
    expect(out.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    for (const [k, value] of SUBJECT.entries())
      expect(Math.abs(at(out, 45, 70)[k]! - value)).toBeLessThanOrEqual(1);
  });

  it('shows its own surroundings where they were, without the subject’s colour', async () => {
    const out = await render({ background: { type: 'blur', blur: 0.03 } });
    for (const [x, y] of [
      [5, 5],
      [72, 12],
      [100, 60],
    ] as const) {
      for (const [k, value] of BEHIND.entries()) expect(Math.abs(at(out, x, y)[k]! - value)).toBeLessThan(14);
    }
  });

  it('moves, turns and scales the subject about its middle', async () => {
    const opaque = async (subject: object) => {
      const out = await render({ subject });
      const seen = Array.from({ length: 120 * 80 }, (_, i) => i).filter(i => out.data[4 * i + 3]! > 127);
      const mean = (of: (i: number) => number) => seen.reduce((sum, i) => sum + of(i) + 0.5, 0) / seen.length;
      return { area: seen.length, x: mean(i => i % 120), y: mean(i => Math.floor(i / 120)) };
    };
    const still = await opaque({});
    const half = await opaque({ x: -0.25, y: 0.1, scale: 0.5, rotation: 45 });
    expect(half.x).toBeCloseTo(still.x - 30, 0);
    expect(half.y).toBeCloseTo(still.y + 8, 0);
    expect(half.area / still.area).toBeCloseTo(0.25, 1);
  });

  it('casts its shadow on the background, and with none on what is clear', async () => {
    const shadow = { type: 'drop', x: 0.2, y: 0, blur: 0, opacity: 0.5, color: '#0000ff' };
    const on = await render({ background: { type: 'color', color: '#ffffff' }, shadow });
    // 24 pixels to the right of the disc's middle and more than its radius.
    expect(at(on, 72 + 24, 40)).toEqual([127, 127, 255, 255]);
    expect(at(await render({ shadow }), 72 + 24, 40)).toEqual([0, 0, 255, 128]);
    const still = await render({ shadow: { ...shadow, opacity: 0 } });
    expect(still.data).toEqual((await render({})).data);
  });

  it('casts two shadows, each on its own', async () => {
    const drop = { type: 'drop', x: 0.2, y: 0, blur: 0, opacity: 0.5, color: '#0000ff' };
    const second = { ...drop, x: -0.2, color: '#ff0000' };
    const out = await render({
      background: { type: 'color', color: '#ffffff' },
      shadow: drop,
      second_shadow: second,
    });
    expect(at(out, 72 + 24, 40)).toEqual([127, 127, 255, 255]);
    expect(at(out, 72 - 24, 40)).toEqual([255, 127, 127, 255]);
    // Where they meet, the first one lies above.
    const over = await render({
      shadow: { ...drop, opacity: 1 },
      second_shadow: { ...drop, color: '#ff0000' },
    });
    expect(at(over, 72 + 24, 40)).toEqual([0, 0, 255, 255]);
    const alone = await render({ second_shadow: drop });
    expect(alone.data).toEqual((await render({ shadow: drop })).data);
  });

  it('brings the subject into the light of its background', async () => {
    const background = { type: 'color', color: '#50a0c8' };
    const out = await render({ background, color_match: 1 });
    const [r, g, b] = at(out, 72, 40) as [number, number, number, number];
    // Lighter, and less red for its lightness.
    expect([g > SUBJECT[1]!, b > SUBJECT[2]!, r - b < SUBJECT[0]! - SUBJECT[2]!]).toEqual([true, true, true]);
    expect(at(out, 5, 5)).toEqual([0x50, 0xa0, 0xc8, 255]);
    expect((await render({ background, color_match: 0 })).data).toEqual((await render({ background })).data);
    // Where nothing lies behind it there is no light to be in.
    expect((await render({ color_match: 1 })).data).toEqual((await render({})).data);
  });

  it('leaves the cut-out that it borrows as it is', async () => {
    const { image, matte } = scene();
    await finishCutout(image, matte);
    const before = image.data.slice();
    const recipe = parseRecipe({ background: { type: 'color', color: '#50a0c8' }, color_match: 1 });
    const { image: out } = await composeRecipe(recipe, { cutout: image });
    expect(out).not.toBe(image);
    expect(image.data).toEqual(before);
  });

  it('is the same picture at another size', async () => {
    const documents = [
      {
        background: { type: 'library', id: 'nature-dunes' },
        color_match: 0.8,
        second_shadow: { type: 'drop' },
        shadow: { type: 'contact' },
        subject: { x: 0.1, rotation: 20, scale: 0.8 },
      },
      { background: { type: 'blur' }, canvas: { crop: true, margin: 0.3 } },
      {
        background: { type: 'gradient', stops: STOPS },
        shadow: { type: 'drop', x: 0.05, y: 0.05 },
        canvas: { padding: 0.2 },
      },
    ];
    for (const document of documents) {
      const full = await render(document, [480, 320]);
      const small = await render({ ...document, output: { max_side: 120 } }, [480, 320]);
      const reduced = await limitSide(full, 120);
      expect([small.width, small.height]).toEqual([reduced.width, reduced.height]);
      let sum = 0;
      for (let i = 0; i < small.data.length; i++) sum += Math.abs(small.data[i]! - reduced.data[i]!);
      expect(sum / small.data.length).toBeLessThan(1.5);
    }
  });

  it('is the same bytes every time, for every background of the library', async () => {
    for (const { id } of listBackdrops().filter((_, i) => i % 7 === 0)) {
      const document = {
        background: { type: 'library', id },
        blend_mode: 'overlay',
        shadow: { type: 'contact' },
      };
      expect((await render(document)).data).toEqual((await render(document)).data);
    }
  });

  it('gives the matte of the subject where it lies', async () => {
    const document = { canvas: { crop: true }, subject: { scale: 0.7 }, background: { type: 'color' } };
    const grey = await render({ ...document, output: { channels: 'alpha' } });
    const parts = await renderRecipeParts(parseRecipe({ ...document, output: { matte: true } }), scene());
    expect(parts.matte).toMatchObject({ kind: 'matte8', width: grey.width, height: grey.height });
    for (let i = 0; i < grey.width * grey.height; i++) {
      const a = parts.matte!.data[i]!;
      expect([...grey.data.slice(4 * i, 4 * i + 4)]).toEqual([a, a, a, 255]);
    }
    expect(await renderRecipeParts(parseRecipe({}), scene())).not.toHaveProperty('matte');
  });

  it('lays white behind what is clear in a jpg, after the blend', async () => {
    const out = await render({ output: { format: 'jpg' }, blend_mode: 'multiply' });
    expect(at(out, 3, 3)).toEqual([255, 255, 255, 255]);
    expect(at(out, 72, 40)).toEqual([...SUBJECT, 255]);
    expect(out.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  it('takes pictures without a subject', async () => {
    const { image } = scene();
    const nothing = matte(120, 80, new Uint8Array(120 * 80));
    const recipe = parseRecipe({
      background: { type: 'color' },
      canvas: { crop: true },
      shadow: { type: 'contact' },
      subject: { rotation: 9 },
    });
    const out = await renderRecipe(recipe, { image, matte: nothing });
    expect([out.width, out.height]).toEqual([120, 80]);
    expect(out.data.every(value => value === 255)).toBe(true);
  });

  it.each([
    [{ background: { type: 'image', id: 'mine' } }, 'The picture of the background "mine" is missing'],
    [{ background: { type: 'library', id: 'nature-moon' } }, 'The library has no background "nature-moon"'],
  ])('refuses %j before it touches the picture', async (document, message) => {
    const { image, matte } = scene();
    const before = image.data.slice();
    const refused = renderRecipe(parseRecipe(document), { image, matte });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_argument',
      message,
      details: { field: 'background.id' },
    });
    expect(image.data).toEqual(before);
  });

  it('refuses prompts that say nothing and canvases that are too large', async () => {
    const empty = render({ background: { type: 'prompt', prompt: '?!?' } });
    await expect(empty).rejects.toMatchObject({ code: 'prompt_rejected' });
    // A strip that is to be 10,000 wide would be 20,000 high.
    const strip = render({ canvas: { width: 10_000 } }, [40, 80]);
    await expect(strip).rejects.toMatchObject({ code: 'image_too_large', details: { height: 20_000 } });
  });

  it('needs no background for the matte alone', async () => {
    const out = await render({ background: { type: 'image', id: 'mine' }, output: { channels: 'alpha' } });
    expect(at(out, 72, 40)).toEqual([255, 255, 255, 255]);
  });

  it('reports progress that ends at 1, and can be stopped', async () => {
    for (const document of [
      {},
      { background: { type: 'blur' }, shadow: { type: 'drop' } },
      { output: { channels: 'alpha' } },
    ]) {
      const seen: number[] = [];
      await renderRecipe(parseRecipe(document), scene(), { onProgress: done => seen.push(done) });
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(1);
    }
    const signal = AbortSignal.abort();
    await expect(renderRecipe(parseRecipe({}), scene(), { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('composeRecipe', () => {
  it('makes the same of a finished cut-out, which it borrows', async () => {
    const cut = scene();
    const surroundings = await blurSurroundings(cut.image, cut.matte, 0.02);
    await finishCutout(cut.image, cut.matte);
    const before = cut.image.data.slice();
    for (const document of [
      ...BACKGROUNDS.map(background => ({ background, shadow: { type: 'drop' } })),
      { output: { format: 'jpg' } },
      { output: { channels: 'alpha', matte: true } },
    ]) {
      const inputs = { cutout: cut.image, surroundings, background: PICTURE };
      const { image } = await composeRecipe(parseRecipe(document), inputs);
      expect(image.data).toEqual((await render(document, undefined, PICTURE)).data);
      expect(cut.image.data).toEqual(before);
    }
    expect((await composeRecipe(parseRecipe({}), { cutout: cut.image })).image).toBe(cut.image);
  });

  it('asks for the surroundings that it needs', async () => {
    const refused = composeRecipe(parseRecipe({ background: { type: 'blur' } }), { cutout: scene().image });
    await expect(refused).rejects.toThrow('The blurred surroundings are missing');
  });
});
