import { cloudNoise, hash, mix, smoothNoise, smoothStep } from './noise.ts';

export type Rgb = readonly [number, number, number];

/** A picture of nothing: a colour, 0..255, for each pixel of a picture of that size. */
export interface EmptyScene {
  readonly name: string;
  readonly colourAt: (x: number, y: number, width: number, height: number) => Rgb;
}

const blend = (a: Rgb, b: Rgb, share: number): Rgb => [
  mix(a[0], b[0], share),
  mix(a[1], b[1], share),
  mix(a[2], b[2], share),
];
const times = (colour: Rgb, factor: number): Rgb => [
  colour[0] * factor,
  colour[1] * factor,
  colour[2] * factor,
];
/** Noise as a camera has it, around 1. */
const grain = (x: number, y: number, seed: number, strength: number) =>
  1 + strength * (hash(x, y, seed) + hash(x, y, seed + 99) - 1);

/** Skies, walls, noise and textures, ten of them, always the same. */
export const EMPTY_SCENES: readonly EmptyScene[] = [
  {
    name: 'clear sky',
    colourAt: (x, y, _, height) =>
      times(blend([74, 130, 205], [196, 220, 242], y / height), grain(x, y, 1, 0.02)),
  },
  {
    name: 'cloudy sky',
    colourAt: (x, y, _, height) => {
      const cloud = smoothStep(0.42, 0.68, cloudNoise(x / 260, y / 150, 6, 11));
      const sky = blend([80, 132, 200], [180, 208, 236], y / height);
      const shade = mix(255, 196, cloudNoise(x / 120, y / 80, 4, 12));
      return times(blend(sky, [shade, shade, shade + 4], cloud), grain(x, y, 13, 0.02));
    },
  },
  {
    name: 'plaster wall',
    colourAt: (x, y, width) => {
      const stain = cloudNoise(x / 300, y / 300, 5, 21);
      const relief = smoothNoise(x / 3, y / 3, 22) - smoothNoise((x + 2) / 3, (y + 2) / 3, 22);
      const light = mix(1.06, 0.86, x / width) * (0.92 + 0.16 * stain) * (1 + 0.08 * relief);
      return times([206, 198, 184], light);
    },
  },
  {
    name: 'brick wall',
    colourAt: (x, y) => {
      const row = Math.floor(y / 32);
      const along = x + (row % 2) * 44;
      const column = Math.floor(along / 88);
      const gap = Math.min(
        along - column * 88,
        88 - (along - column * 88),
        y - row * 32,
        32 - (y - row * 32),
      );
      const brick = times([150, 82, 62], 0.75 + 0.5 * hash(column, row, 31));
      const worn = 0.8 + 0.4 * cloudNoise(x / 14, y / 14, 4, 32);
      return times(blend([188, 180, 168], brick, smoothStep(2, 4.5, gap)), worn);
    },
  },
  {
    name: 'white noise',
    colourAt: (x, y) => [255 * hash(x, y, 41), 255 * hash(x, y, 42), 255 * hash(x, y, 43)],
  },
  {
    name: 'grey with film grain',
    colourAt: (x, y) => times([128, 128, 128], grain(x, y, 51, 0.35)),
  },
  {
    name: 'grass',
    colourAt: (x, y) => {
      const lean = 24 * smoothNoise(x / 90, y / 70, 61);
      const blade = smoothNoise((x + lean) / 2.2, y / 26, 62);
      const patch = cloudNoise(x / 160, y / 160, 4, 63);
      return times(blend([38, 66, 22], [134, 168, 70], blade), 0.75 + 0.5 * patch);
    },
  },
  {
    name: 'sand',
    colourAt: (x, y) => {
      const ripple = Math.sin(y / 11 + 5 * cloudNoise(x / 180, y / 120, 3, 71));
      return times([206, 178, 134], (0.94 + 0.07 * ripple) * grain(x, y, 72, 0.22));
    },
  },
  {
    name: 'woven fabric',
    colourAt: (x, y) => {
      const over = (Math.floor(x / 6) + Math.floor(y / 6)) % 2 === 0;
      const thread = Math.abs(Math.sin((Math.PI * (over ? x : y)) / 6));
      const light = (0.62 + 0.38 * thread) * (0.9 + 0.2 * cloudNoise(x / 200, y / 200, 4, 81));
      return times(over ? [92, 104, 136] : [112, 122, 148], light);
    },
  },
  {
    name: 'lights out of focus',
    colourAt: (x, y, width, height) => {
      let colour: Rgb = blend([30, 26, 44], [58, 44, 40], cloudNoise(x / 320, y / 320, 3, 91));
      for (let i = 0; i < 60; i++) {
        const away = Math.hypot(x - width * hash(i, 1, 92), y - height * hash(i, 2, 92));
        const radius = 22 + 34 * hash(i, 3, 92);
        const warm: Rgb = [255, 150 + 90 * hash(i, 4, 92), 70 + 120 * hash(i, 5, 92)];
        colour = blend(colour, warm, 0.35 * (1 - smoothStep(radius * 0.75, radius * 1.15, away)));
      }
      return colour;
    },
  },
];
