import { type MatteEdit, parseRecipe } from '@backgroundfx/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StageFrame, StudioRequest, StudioSource } from './studio.api.ts';
import { createStudioClient } from './studio.client.ts';

const client = createStudioClient();
afterAll(() => client.dispose());

/** A red square of half the side in the middle of a blue one, and the matte that a network would give for it. */
async function square(key: string, side: number): Promise<StudioSource> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#2040e0';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#e02020';
  context.fillRect(side / 4, side / 4, side / 2, side / 2);
  const coarse = new Float32Array(64 * 64);
  for (let i = 0; i < coarse.length; i++) {
    const inside = (at: number) => at >= 16 && at < 48;
    coarse[i] = inside(i % 64) && inside(Math.floor(i / 64)) ? 1 : 0;
  }
  return {
    key,
    file: await canvas.convertToBlob({ type: 'image/png' }),
    coarse: { width: 64, height: 64, alpha: new Blob([coarse]) },
    quality: 'high',
  };
}

const request = (
  source: StudioSource,
  document: object = {},
  edits: readonly MatteEdit[] = [],
  assets: StudioRequest['assets'] = {},
): StudioRequest => ({ source, recipe: parseRecipe(document), edits, assets });

function pixels(picture: ImageBitmap): ImageData {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height);
}

const at = ({ data, width }: { data: ArrayLike<number>; width: number }, x: number, y: number) =>
  Array.from({ length: 4 }, (_, k) => data[(y * width + x) * 4 + k]);

/** Erases a dot in the middle of the square. */
const DOT: MatteEdit = {
  kind: 'stroke',
  mode: 'erase',
  points: [160, 160, 1],
  size: 40,
  hardness: 1,
  opacity: 1,
  edge_aware: false,
};

let source: StudioSource;
beforeAll(async () => {
  source = await square('square', 320);
});

function close({ subject, matte, behind, composed }: StageFrame): void {
  for (const bitmap of [subject, matte, behind, composed]) bitmap?.close();
}

describe('the studio', () => {
  it('shows the original at the size that is asked for', async () => {
    const picture = { width: 320, height: 320 };
    const small = await client.original(source.file, 160 * 160);
    expect([small.bitmap.width, small.bitmap.height, small.picture]).toEqual([160, 160, picture]);
    expect(at(pixels(small.bitmap), 80, 80)).toEqual([0xe0, 0x20, 0x20, 255]);
    expect(await client.original(source.file, 1e6)).toMatchObject({ bitmap: picture, picture });
    await client.warm(source.file);
    expect(await client.original(source.file, 160 * 160)).toMatchObject({ bitmap: { width: 160 }, picture });
  });

  it('draws subject, matte, background and result, and says where they lie', async () => {
    const document = { background: { type: 'color', color: '#00ff00' }, canvas: { padding: 0.25 } };
    const frame = await client.frame(request(source, document), 1e6);
    expect(frame.geometry).toMatchObject({
      picture: { width: 320, height: 320 },
      canvas: { width: 480, height: 480, scale: 1, left: 80, top: 80 },
      place: { rotation: 0, scale: 1 },
    });
    for (const [side, value] of Object.entries({ left: 80, top: 80, width: 160, height: 160 }))
      expect(Math.abs(frame.geometry.box![side as 'left'] - value)).toBeLessThanOrEqual(2);
    expect([frame.pictureScale, frame.canvasScale]).toEqual([1, 1]);
    expect(at(pixels(frame.subject), 160, 160)).toEqual([0xe0, 0x20, 0x20, 255]);
    expect(at(pixels(frame.subject), 20, 20)[3]).toBe(0);
    expect(at(pixels(frame.matte), 20, 20)).toEqual([0, 0, 0, 255]);
    expect(at(pixels(frame.behind!), 240, 240)).toEqual([0, 255, 0, 255]);
    expect(at(pixels(frame.composed), 240, 240)).toEqual([0xe0, 0x20, 0x20, 255]);
    expect(at(pixels(frame.composed), 20, 20)).toEqual([0, 255, 0, 255]);
    close(frame);
    const clear = await client.frame(request(source), 1e6);
    expect(clear.behind).toBeNull();
    close(clear);
  });

  it('draws a smaller frame with the geometry of the whole picture', async () => {
    const document = { canvas: { crop: true, margin: 0.1, width: 1000 } };
    const whole = await client.frame(request(source, document), 1e7);
    const small = await client.frame(request(source, document), 100 * 100);
    expect(small.subject.width).toBe(100);
    expect(small.pictureScale).toBeCloseTo(100 / 320, 6);
    expect(whole.composed.width).toBe(1000);
    expect(small.composed.width * small.composed.height).toBeLessThanOrEqual(100 * 101);
    expect(small.canvasScale).toBeCloseTo(small.composed.width / 1000, 1);
    expect(Math.abs(small.geometry.canvas.scale / whole.geometry.canvas.scale - 1)).toBeLessThan(0.05);
    close(whole);
    close(small);
  });

  it('says the same box at every size, once the larger one was seen', async () => {
    const edges = { finish: { feather: 3 } };
    const large = await client.frame(request(source, edges), 1e6);
    const moved = { ...edges, subject: { x: 0.1, y: 0 }, canvas: { crop: true, width: 777 } };
    const small = await client.frame(request(source, moved), 50 * 50);
    expect(small.geometry.box).toEqual(large.geometry.box);
    const other = await client.frame(request(source, moved, [DOT]), 50 * 50);
    expect(other.geometry.box).not.toBeNull();
    for (const frame of [large, small, other]) close(frame);
  });

  it('edits the matte in the same place at every size, and takes edits back', async () => {
    for (const size of [1e6, 160 * 160]) {
      const middle = async (edits: readonly MatteEdit[]) => {
        const frame = await client.frame(request(source, {}, edits), size);
        const half = frame.subject.width / 2;
        const alpha = at(pixels(frame.subject), half, half)[3];
        const beside = at(pixels(frame.subject), half + Math.round(30 * frame.pictureScale), half)[3];
        close(frame);
        return [alpha, beside];
      };
      expect(await middle([])).toEqual([255, 255]);
      expect(await middle([DOT])).toEqual([0, 255]);
      expect(await middle([DOT, { ...DOT, mode: 'restore', size: 20 }])).toEqual([255, 255]);
      expect(await middle([DOT])).toEqual([0, 255]);
      expect(await middle([])).toEqual([255, 255]);
    }
  });

  it('lays a mask over the matte: a grey picture, or the alpha of a cut-out', async () => {
    const grey = new OffscreenCanvas(32, 32);
    const context = grey.getContext('2d')!;
    context.fillStyle = '#000';
    context.fillRect(0, 0, 32, 32);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 16, 32);
    const cutout = new OffscreenCanvas(32, 32);
    cutout.getContext('2d')!.fillRect(16, 0, 16, 32);
    const assets = { grey: await grey.convertToBlob(), cutout: await cutout.convertToBlob() };
    const sides = async (asset: string) => {
      const frame = await client.frame(
        request(source, {}, [{ kind: 'mask', mode: 'replace', asset }], assets),
        1e6,
      );
      const picture = pixels(frame.matte);
      close(frame);
      return [at(picture, 60, 10)[0], at(picture, 260, 300)[0]];
    };
    expect(await sides('grey')).toEqual([255, 0]);
    expect(await sides('cutout')).toEqual([0, 255]);
    await expect(
      client.frame(request(source, {}, [{ kind: 'mask', mode: 'add', asset: 'gone' }]), 1e6),
    ).rejects.toMatchObject({ code: 'invalid_argument', details: { asset: 'gone' } });
  });

  it('composes the whole picture again and again, and its matte as a file', async () => {
    const document = { background: { type: 'color', color: '#00ff00' } };
    for (let turn = 0; turn < 2; turn++) {
      for (const recipe of [document, {}]) {
        const { width, height, data } = await client.whole(request(source, recipe, [DOT]));
        expect([width, height, data.byteLength]).toEqual([320, 320, 320 * 320 * 4]);
        const picture = { data: new Uint8ClampedArray(data), width };
        expect(at(picture, 200, 200)).toEqual([0xe0, 0x20, 0x20, 255]);
        expect(at(picture, 160, 160)[3]).toBe(recipe === document ? 255 : 0);
      }
    }
    const file = await client.matte(request(source, {}, [DOT]));
    expect(file.type).toBe('image/png');
    const matte = pixels(await createImageBitmap(file));
    expect(at(matte, 160, 160)).toEqual([0, 0, 0, 255]);
    expect(at(matte, 200, 200)).toEqual([255, 255, 255, 255]);
  });

  it('gives the layers of the result, each of the canvas’s size', async () => {
    const document = {
      background: { type: 'color', color: '#00ff00' },
      shadow: { type: 'drop', x: 0.2, y: 0, blur: 0, color: '#000000', opacity: 0.5 },
      canvas: { padding: 0.25 },
      subject: { x: 0.1 },
    };
    const layers = await client.layers(request(source, document));
    const read = (name: keyof typeof layers) => {
      const { width, height, data } = layers[name]!;
      expect([width, height]).toEqual([480, 480]);
      return { data: new Uint8ClampedArray(data), width };
    };
    expect(at(read('original'), 90, 90)).toEqual([0x20, 0x40, 0xe0, 255]);
    expect(at(read('original'), 10, 10)[3]).toBe(0);
    expect(at(read('background'), 240, 240)).toEqual([0, 255, 0, 255]);
    expect(at(read('shadow'), 240 + 48 + 96, 240)).toEqual([0, 0, 0, 128]);
    expect(at(read('subject'), 240 + 48, 240)).toEqual([0xe0, 0x20, 0x20, 255]);
    expect(at(read('composed'), 10, 10)).toEqual([0, 255, 0, 255]);
    const bare = await client.layers(request(source));
    expect([bare.background, bare.shadow]).toEqual([null, null]);
  });

  it('stops at once when it is told to, keeps its worker, and starts a new one after its end', async () => {
    const large = await square('large', 3000);
    const abort = new AbortController();
    const stopped = client.whole(request(large), abort.signal);
    const waiting = client.frame(request(large), 1e4, abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    close(await client.frame(request(source), 1e6));
    client.dispose();
    close(await client.frame(request(source), 1e6));
  });

  it('says what is wrong, and works the next time', async () => {
    const torn = { ...source, key: 'torn', file: new Blob(['no picture']) };
    await expect(client.frame(request(torn), 1e6)).rejects.toMatchObject({ code: 'unsupported_image' });
    const half = {
      ...source,
      key: 'half',
      coarse: { ...source.coarse, alpha: new Blob([new Uint8Array(4)]) },
    };
    await expect(client.frame(request(half), 1e6)).rejects.toMatchObject({
      code: 'unreadable_image',
      message: 'The matte cannot be read any more',
    });
    close(await client.frame(request(source), 1e6));
  });
});
