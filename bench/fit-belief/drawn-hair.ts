import { type FloatMatte, floatMatte, type Matte, type RgbaImage, rgbaImage } from '@backgroundfx/core';
import type { Random } from './random.ts';

/** A drawn subject with strands all around, and the matte of a network that saw a smooth outline half way along them. */
export interface DrawnHair {
  readonly image: RgbaImage;
  readonly truth: Matte;
  /** Of the picture's size. */
  readonly coarse: FloatMatte;
}

/** Colours 0..1 in linear light. */
type Colour = readonly [number, number, number];

/** Sides of a scene, pixels. */
const SIDES = { least: 192, most: 320 } as const;
/** Least sum of the three differences of a subject's and a ground's colour: less is no task for colours. */
const CONTRAST = 0.5;

/**
 * Draws a scene, another one for every state of `random`: a blob of one colour whose strands thin out towards the ground, mixed
 * as lenses mix, with some grain in both. Everything about it is drawn by lot: size, place, outline, strands and colours.
 */
export function drawHair(random: Random): DrawnHair {
  const between = (least: number, most: number) => least + (most - least) * random();
  const size = Math.round(between(SIDES.least, SIDES.most));
  const middle = { x: size * between(0.45, 0.55), y: size * between(0.45, 0.55) };
  const outer = between(0.34, 0.44);
  const length = between(0.07, 0.16);
  const strands = Math.round(between(40, 140));
  const curl = between(-12, 12);
  const thin = between(0.8, 2);
  const lobes = { count: Math.round(between(2, 5)), depth: between(0, 0.06), turn: between(0, 6.28) };
  /** Where along the strands the network's outline lies, and how steep it is, alpha a pixel. */
  const cut = between(0.35, 0.55);
  const slope = between(0.12, 0.4);
  const [subject, ground] = colourPair(random);
  const grain = { subject: between(0.02, 0.15), ground: between(0, 0.1) };
  const data = new Uint8Array(4 * size * size);
  const truth = new Uint8Array(size * size);
  const coarse = new Float32Array(size * size);
  for (let i = 0; i < truth.length; i++) {
    const x = (i % size) - middle.x;
    const y = Math.floor(i / size) - middle.y;
    const angle = Math.atan2(y, x);
    const reach = outer * (1 + lobes.depth * Math.sin(lobes.count * angle + lobes.turn));
    const left = (reach - Math.hypot(x, y) / size) / length;
    const strand = (0.5 + 0.5 * Math.sin(angle * strands + curl * left)) ** thin;
    const alpha = within(2 * left - 1 + strand * within(left));
    truth[i] = Math.round(255 * alpha);
    coarse[i] = within((left - cut) * length * size * slope + 0.5);
    const front = 1 + grain.subject * (random() - 0.5);
    const behind = 1 + grain.ground * (random() - 0.5);
    for (let c = 0; c < 3; c++) {
      const light = alpha * subject[c]! * front + (1 - alpha) * ground[c]! * behind;
      data[4 * i + c] = Math.round(255 * Math.sqrt(within(light)));
    }
    data[4 * i + 3] = 255;
  }
  return {
    image: rgbaImage(size, size, data),
    truth: { kind: 'matte8', width: size, height: size, data: truth },
    coarse: floatMatte(size, size, coarse),
  };
}

function colourPair(random: Random): [Colour, Colour] {
  const any = (): Colour => [random(), random(), random()];
  for (;;) {
    const subject = any();
    const ground = any();
    // Grounds of any colour, more of them dark.
    const [r, g, b] = ground;
    const dimmed: Colour = [r * dim(random), g * dim(random), b * dim(random)];
    const apart = subject.reduce((sum, v, c) => sum + Math.abs(v - dimmed[c]!), 0);
    if (apart >= CONTRAST) return [subject, dimmed];
  }
}

function dim(random: Random): number {
  return 0.1 + 0.9 * random();
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
