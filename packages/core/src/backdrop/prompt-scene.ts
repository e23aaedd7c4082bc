import { mixed, saturated, shadesOf } from './mix-colours.ts';
import { chance, createChance, hash } from './noise.ts';
import { promptLandscape } from './prompt-landscape.ts';
import type { Hour, Mood, Place, Shape } from './prompt-words.ts';
import type { Wish } from './read-prompt.ts';
import type { PromptStyle, Scene, SurfaceScene } from './scene.ts';

/** For words that name no colour: from dark to light, each good by itself. */
const PALETTES: readonly (readonly string[])[] = [
  ['#2b2d42', '#5c6784', '#8d99ae', '#d5dbe3', '#f4f5f7'],
  ['#3a1f3d', '#7d3c5d', '#d46a6a', '#f4a582', '#fde0c5'],
  ['#0b2545', '#13538a', '#3f8fc0', '#8dc6e2', '#e3f3f8'],
  ['#1f3a2e', '#3f6b4f', '#7fa37a', '#bccfa8', '#eef0dc'],
  ['#402a23', '#8a5a44', '#c79a73', '#e6cdae', '#f8eedf'],
  ['#2d1e54', '#5b3f98', '#9b78cf', '#cdb6ea', '#f2eafa'],
  ['#123b3f', '#1f7a78', '#55b5a6', '#a8dccb', '#e9f6ef'],
  ['#4a1c2a', '#a8324a', '#ec6f7c', '#f8b3b0', '#fdeae4'],
];

const PLACE_PALETTES: Partial<Readonly<Record<Place, readonly string[]>>> = {
  sea: ['#0b2f55', '#12507c', '#3f93b4', '#8fc3d2', '#e3f2f2'],
  beach: ['#1f6f8b', '#5fb0be', '#e9d2a8', '#f4e6c9', '#fdf6e8'],
  meadow: ['#2a5a2b', '#4f8436', '#8db65a', '#cfe0a0', '#eef5de'],
  forest: ['#18352b', '#2f554f', '#5f857c', '#a9c0b8', '#eaf0ea'],
  mountains: ['#24465f', '#436a8d', '#6d90b3', '#b5cadd', '#eef4f8'],
  desert: ['#7d4526', '#c3824c', '#e3b987', '#f4dcb4', '#fdf3df'],
  sky: ['#1f5aa5', '#3f86cd', '#7db6e4', '#bcdcf2', '#eef7fc'],
  city: ['#0a1028', '#10234a', '#3d3f8f', '#b58cff', '#ffd9a0'],
};

const HOUR_PALETTES: Readonly<Record<Hour, readonly string[]>> = {
  dawn: ['#5d6fae', '#a9a5d3', '#f2c1c0', '#fbd9c0', '#fff1df'],
  day: ['#2b6cb8', '#5c9ddb', '#9cc8ec', '#d3e8f6', '#f4fafd'],
  sunset: ['#33315f', '#7d4f80', '#d8706a', '#f7a66b', '#ffdc9c'],
  dusk: ['#23264f', '#54497f', '#9a6f98', '#d99aa0', '#f6cbae'],
  night: ['#060a1c', '#101a3f', '#22386b', '#4b6593', '#93a8cf'],
};

const MATERIAL_COLOURS: Readonly<Record<SurfaceScene['material'], readonly string[]>> = {
  marble: ['#6d7077', '#a9acb2', '#e3e4e6', '#f6f6f5', '#ffffff'],
  wood: ['#4a2f1b', '#7d5534', '#a9794c', '#cda271', '#e3c297'],
  plaster: ['#8d8a84', '#b3afa8', '#cfccc5', '#e2dfd9'],
  paper: ['#cfc6b4', '#e6dfd0', '#f3eee3', '#fbf8f1'],
  linen: ['#b3a48b', '#d4c8b2', '#e9e0cf', '#f6f0e4'],
};

const MOODS: Readonly<Record<Mood, (color: string) => string>> = {
  soft: color => mixed(color, '#ffffff', 0.38),
  bright: color => mixed(saturated(color, 1.15), '#ffffff', 0.14),
  dark: color => mixed(color, '#07070d', 0.5),
  vivid: color => saturated(color, 1.45),
  muted: color => saturated(color, 0.55),
  warm: color => mixed(color, '#f2a65a', 0.16),
  cool: color => mixed(color, '#5a8ff2', 0.16),
};

/** The scene that a wish, a style and a seed make. */
export function promptScene(wish: Wish, style: PromptStyle, seed: number): Scene {
  const own = hash(seed, wish.hash, 0x9a11);
  const next = createChance(own);
  const scene = STYLES[style](wish, paletteOf(wish), next);
  const change = (color: string) => wish.moods.reduce((mood, name) => MOODS[name](mood), color);
  return wish.moods.length === 0 ? scene : recoloured(scene, change);
}

type Draw = (wish: Wish, palette: readonly string[], next: () => number) => Scene;

const STYLES: Readonly<Record<PromptStyle, Draw>> = {
  realistic: (wish, palette, next) => {
    const { material, places, hour, weather, shape } = wish;
    if (material) return surface(material, wish.colors[0], next);
    const inside = places.length > 0 && places.every(place => place === 'city' || place === 'studio');
    if (shape === 'bokeh' || (inside && places.includes('city'))) return bokeh(palette, next);
    if (!inside && (places.length > 0 || hour || weather.length > 0))
      return promptLandscape(wish, places, next);
    if (shape) return shaped(shape, palette, next);
    return studio(palette, next);
  },
  artistic: ({ shape }, palette, next) =>
    shaped(shape ?? pick(['waves', 'blobs', 'silk'], next), palette, next),
  abstract: ({ shape }, palette, next) =>
    shaped(shape ?? pick(['mesh', 'silk', 'blobs'], next), palette, next),
  gradient: ({ colors }, palette, next) => {
    const list = colors.length > 1 ? colors : palette.slice(1);
    const stops = list.map((color, i) => ({ at: i / (list.length - 1), color }));
    return { kind: 'gradient', shape: 'linear', angle: pick([0, 20, 335, 160, 200], next), stops };
  },
};

/** Five colours from dark to light, or as they are named. */
function paletteOf({ colors, places, hour, material, hash: text }: Wish): readonly string[] {
  const [first, second, third] = colors;
  if (first !== undefined) {
    const [deep, dark, , light, pale] = shadesOf(first) as [string, string, string, string, string];
    if (second === undefined) return [deep, dark, first, light, pale];
    return [deep, first, third ?? mixed(first, second, 0.5), second, mixed(second, '#ffffff', 0.6)];
  }
  // A city has its own light at any hour.
  if (hour && !places.includes('city')) return HOUR_PALETTES[hour];
  const place = places.map(name => PLACE_PALETTES[name]).find(known => known !== undefined);
  if (place) return place;
  if (material)
    return material.color === undefined ? MATERIAL_COLOURS[material.material] : shadesOf(material.color);
  return PALETTES[Math.floor(chance(text, 1) * PALETTES.length)]!;
}

function shaped(shape: Shape, palette: readonly string[], next: () => number): Scene {
  const seed = Math.floor(next() * 100_000);
  switch (shape) {
    case 'waves':
      return { kind: 'waves', seed, colors: [...palette].reverse() };
    case 'silk':
      return { kind: 'silk', seed, colors: palette, folds: 1.8 + 1.4 * next() };
    case 'mesh':
      return { kind: 'mesh', seed, colors: palette };
    case 'blobs':
      return { kind: 'blobs', seed, ground: palette.slice(-2).reverse(), colors: palette.slice(1, 4) };
    case 'bokeh':
      return bokeh(palette, next);
  }
}

function bokeh(palette: readonly string[], next: () => number): Scene {
  const ground = palette.slice(0, 2).map(color => mixed(color, '#05060d', 0.62));
  return {
    kind: 'bokeh',
    seed: Math.floor(next() * 100_000),
    ground: [ground[0]!, ground[1] ?? ground[0]!, ground[0]!],
    lights: palette.slice(1),
  };
}

/** Paper lit by a lamp: bright in the middle, darker all around. */
function studio(palette: readonly string[], next: () => number): Scene {
  const middle = palette[Math.floor(palette.length / 2)]!;
  const colors = [
    mixed(middle, '#ffffff', 0.45),
    mixed(middle, '#ffffff', 0.22),
    middle,
    mixed(middle, '#0b0b12', 0.32),
  ];
  return {
    kind: 'gradient',
    shape: 'radial',
    center: { x: 0.4 + 0.2 * next(), y: 0.3 + 0.15 * next() },
    stops: colors.map((color, i) => ({ at: i / 3, color })),
  };
}

function surface(
  { material, color }: NonNullable<Wish['material']>,
  named: string | undefined,
  next: () => number,
): Scene {
  const base = named ?? color;
  const colors =
    base === undefined ? MATERIAL_COLOURS[material] : shadesOf(base).slice(material === 'marble' ? 0 : 1);
  return { kind: 'surface', seed: Math.floor(next() * 100_000), material, colors };
}

function pick<const T>(items: readonly T[], next: () => number): T {
  return items[Math.floor(next() * items.length)]!;
}

/** The same scene with every colour in it changed. */
function recoloured<T>(value: T, change: (color: string) => string): T {
  if (typeof value === 'string') return (value.startsWith('#') ? change(value) : value) as T;
  if (Array.isArray(value)) return value.map(item => recoloured(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, recoloured(item, change)])) as T;
}
