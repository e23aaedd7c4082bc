import { parseRecipe } from '@backgroundfx/core';
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

let file: Blob;
let base64: string;
beforeAll(async () => {
  file = await picture();
  base64 = btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
});

it.each(Object.entries(RECIPES))('composes %s as a server does', async (name, document) => {
  const alpha = coarseAlpha();
  const source = {
    key: 'composition',
    file,
    coarse: { width: COARSE, height: COARSE, alpha: new Blob([alpha]) },
    quality: 'high' as const,
  };
  const here = await studio.whole({ source, recipe: parseRecipe(document), edits: [], assets: {} });

  const coarse = { width: COARSE, height: COARSE, alpha: [...alpha] };
  const there = JSON.parse(
    await commands.composeInNode(JSON.stringify({ picture: base64, coarse, recipe: document })),
  );
  expect([here.width, here.height]).toEqual([there.width, there.height]);
  const wanted = Uint8Array.from(atob(there.pixels), character => character.charCodeAt(0));
  const got = new Uint8Array(here.data);
  expect(got).toHaveLength(wanted.length);
  let worst = 0;
  let seen = 0;
  for (let i = 0; i < got.length; i++) {
    worst = Math.max(worst, Math.abs(got[i]! - wanted[i]!));
    if (i % 4 === 3) seen += wanted[i]!;
  }
  // A comparison of nothing with nothing says nothing.
  expect(seen, name).toBeGreaterThan(0);
  expect(worst, name).toBeLessThanOrEqual(TOLERANCE);
});
