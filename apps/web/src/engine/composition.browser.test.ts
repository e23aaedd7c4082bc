import { type MatteEdit, parseRecipe } from '@backgroundfx/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { createStudioClient } from './studio.client.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** See `apps/web/scripts/compose-in-node.ts`; order and answer as JSON. */
    composeInNode(order: string): Promise<string>;
  }
}

/** One level, for arithmetic that two machines may round apart. */
const TOLERANCE = 1;
const WIDTH = 320;
const HEIGHT = 240;
const COARSE = 64;

const studio = createStudioClient();
afterAll(() => studio.dispose());

/** A soft disc of warm stripes before cool ones; opaque, so that both runtimes decode the same pixels. */
async function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d')!;
  for (let x = 0; x < WIDTH; x += 8) {
    context.fillStyle = `hsl(${200 + (x % 60)} 60% ${30 + (x % 24)}%)`;
    context.fillRect(x, 0, 8, HEIGHT);
  }
  const disc = context.createRadialGradient(150, 120, 60, 150, 120, 90);
  disc.addColorStop(0, '#e07020');
  disc.addColorStop(1, '#e0702000');
  context.fillStyle = disc;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** What a network would say about it: sure inside and outside, undecided between. */
function coarseAlpha(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: COARSE * COARSE }, (_, i) => {
    const x = ((i % COARSE) + 0.5) * (WIDTH / COARSE);
    const y = (Math.floor(i / COARSE) + 0.5) * (HEIGHT / COARSE);
    return Math.max(0, Math.min(1, (85 - Math.hypot(x - 150, y - 120)) / 20));
  });
}

const RECIPES: Readonly<Record<string, object>> = {
  'the cut-out': {},
  'a finished edge': { finish: { shift_edge: 1.5, feather: 2, contrast: 20, decontamination: 60 } },
  'a gradient, a drop shadow and a blend mode': {
    background: {
      type: 'gradient',
      shape: 'radial',
      stops: [
        { at: 0, color: '#fff0d0' },
        { at: 1, color: '#203040' },
      ],
    },
    shadow: { type: 'drop', x: 0.03, y: 0.04, blur: 0.02, opacity: 0.5 },
    blend_mode: 'multiply',
  },
  'a scene, a contact shadow, and the subject moved, grown and turned': {
    background: { type: 'library', id: 'abstract-linen' },
    shadow: { type: 'contact' },
    subject: { x: 0.1, y: -0.05, scale: 1.2, rotation: 17 },
    canvas: { crop: true, margin: 0.1, padding: 0.05, width: 400, height: 400 },
  },
  'the surroundings out of focus': { background: { type: 'blur', blur: 0.03 } },
  'the surroundings of a subject that was moved, with other edges': {
    background: { type: 'blur', blur: 0.005 },
    subject: { x: 0.3 },
    finish: { shift_edge: -6, feather: 3 },
  },
  'a background from words': { background: { type: 'prompt', prompt: 'a misty sea at dawn', seed: 7 } },
  'the matte alone': { output: { channels: 'alpha' }, canvas: { padding: 0.2 } },
  'no transparency': { output: { format: 'jpg' } },
};

/** Pulls of a brush of every kind: over the subject's edge, into the ground, with and without an eye for edges. */
const BRUSHES: readonly MatteEdit[] = [
  { ...stroke('erase', [100, 60, 1, 150, 118, 0.6, 190, 120, 1]), hardness: 0.4, opacity: 0.8 },
  { ...stroke('restore', [25, 110, 1, 60, 135, 1]), hardness: 1 },
  { ...stroke('restore', [60, 150, 1, 110, 190, 1]), edge_aware: true },
  stroke('refine', [125, 48, 1, 165, 36, 1]),
];
const LASSOS: readonly MatteEdit[] = [
  { kind: 'lasso', mode: 'add', points: [20.5, 20.25, 90, 30, 70, 96.5] },
  { kind: 'lasso', mode: 'subtract', points: [140, 150, 230, 160, 180, 230, 120, 200] },
];
/** A mask, a cut through the subject, and a click on the part that it leaves on the right. */
const MASKS: readonly MatteEdit[] = [
  { kind: 'mask', mode: 'intersect', asset: 'mask' },
  { kind: 'lasso', mode: 'subtract', points: [188, 0, 196, 0, 196, 240, 188, 240] },
  { kind: 'region', mode: 'drop', x: 215, y: 120 },
];

function stroke(mode: 'erase' | 'restore' | 'refine', points: readonly number[]) {
  return { kind: 'stroke', mode, points, size: 36, hardness: 0.7, opacity: 1, edge_aware: false } as const;
}

const OWN_PICTURE = { type: 'image', id: 'own', fit: 'cover', position: { x: 0.3, y: 0.8 } };

/** What the editor has and a recipe of the API has not: corrections. And a picture of one's own behind the subject. */
const CORRECTED: Readonly<Record<string, { recipe: object; edits: readonly MatteEdit[] }>> = {
  'strokes, cut out': { recipe: {}, edits: BRUSHES },
  'an imported mask and a click, with a finished edge': {
    recipe: { finish: { shift_edge: -1, feather: 1.5, decontamination: 80 } },
    edits: MASKS,
  },
  'nothing corrected on an uploaded picture': {
    recipe: { background: OWN_PICTURE, shadow: { type: 'drop', blur: 0.02 } },
    edits: [],
  },
  'strokes, lassos and a mask on an uploaded picture, whose light is taken': {
    recipe: {
      background: { ...OWN_PICTURE, fit: 'tile', scale: 0.7 },
      color_match: 0.6,
      subject: { rotation: -9 },
    },
    edits: [...BRUSHES, ...LASSOS, ...MASKS],
  },
  'lassos before the surroundings out of focus': {
    recipe: { background: { type: 'blur', blur: 0.03 }, shadow: { type: 'contact' } },
    edits: LASSOS,
  },
};

/** An uploaded background of another shape than the picture's: opaque, for the reason above. */
async function uploaded(): Promise<Blob> {
  const canvas = new OffscreenCanvas(210, 260);
  const context = canvas.getContext('2d')!;
  const sky = context.createLinearGradient(0, 0, 120, 260);
  sky.addColorStop(0, '#123c78');
  sky.addColorStop(0.6, '#f0b060');
  sky.addColorStop(1, '#205010');
  context.fillStyle = sky;
  context.fillRect(0, 0, 210, 260);
  context.fillStyle = '#fff';
  for (let i = 0; i < 40; i++) context.fillRect((i * 53) % 210, (i * 31) % 260, 5, 3);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** A grey picture, half as large as the one that it belongs to, as masks from elsewhere are. */
async function mask(): Promise<Blob> {
  const canvas = new OffscreenCanvas(WIDTH / 2, HEIGHT / 2);
  const context = canvas.getContext('2d')!;
  const grey = context.createLinearGradient(0, 80, 5, 105);
  grey.addColorStop(0, '#fff');
  grey.addColorStop(1, '#000');
  context.fillStyle = grey;
  context.fillRect(0, 0, WIDTH / 2, HEIGHT / 2);
  return canvas.convertToBlob({ type: 'image/png' });
}

const base64Of = async (blob: Blob) => btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));

let file: Blob;
let assets: Readonly<Record<'own' | 'mask', Blob>>;
beforeAll(async () => {
  file = await picture();
  assets = { own: await uploaded(), mask: await mask() };
});

async function composeHere(document: object, edits: readonly MatteEdit[]): Promise<Composed> {
  const source = {
    key: 'composition',
    file,
    coarse: { width: COARSE, height: COARSE, alpha: new Blob([coarseAlpha()]) },
    quality: 'high' as const,
  };
  const { width, height, data } = await studio.whole({
    source,
    recipe: parseRecipe(document),
    edits,
    assets,
  });
  return { width, height, pixels: new Uint8Array(data) };
}

async function composeThere(document: object, edits: readonly MatteEdit[]): Promise<Composed> {
  const order = {
    picture: await base64Of(file),
    coarse: { width: COARSE, height: COARSE, alpha: [...coarseAlpha()] },
    recipe: document,
    edits,
    masks: { mask: await base64Of(assets.mask) },
    background: await base64Of(assets.own),
  };
  const { width, height, pixels } = JSON.parse(await commands.composeInNode(JSON.stringify(order)));
  return { width, height, pixels: Uint8Array.from(atob(pixels), character => character.charCodeAt(0)) };
}

interface Composed {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** The largest difference of one channel of one pixel. */
function worstOf(a: Uint8Array, b: Uint8Array): number {
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
}

function expectSame(here: Composed, there: Composed, name: string): void {
  expect([here.width, here.height]).toEqual([there.width, there.height]);
  expect(here.pixels).toHaveLength(there.pixels.length);
  // A comparison of nothing with nothing says nothing.
  expect(
    there.pixels.some((value, i) => i % 4 === 3 && value > 0),
    name,
  ).toBe(true);
  expect(worstOf(here.pixels, there.pixels), name).toBeLessThanOrEqual(TOLERANCE);
}

it.each(Object.entries(RECIPES))('composes %s as a server does', async (name, document) => {
  expectSame(await composeHere(document, []), await composeThere(document, []), name);
});

it.each(Object.entries(CORRECTED))('composes %s as a server does', async (name, { recipe, edits }) => {
  const here = await composeHere(recipe, edits);
  expectSame(here, await composeThere(recipe, edits), name);
  // Each correction does something to the result, or it would not be compared.
  for (const left of edits) {
    const without = await composeHere(
      recipe,
      edits.filter(edit => edit !== left),
    );
    expect(worstOf(here.pixels, without.pixels), `${name}: ${left.kind} ${left.mode}`).toBeGreaterThan(
      TOLERANCE,
    );
  }
});
