import { mixed } from './mix-colours.ts';
import type { Hour, Place } from './prompt-words.ts';
import type { Wish } from './read-prompt.ts';
import type { LandscapeScene, Ridge } from './scene.ts';

interface HourColours {
  readonly sky: readonly string[];
  readonly sun: string;
  /** What far things fade into. */
  readonly haze: string;
  /** What everything on the ground is mixed with, and how much. */
  readonly tint: readonly [string, number];
  readonly cloud: readonly [light: string, shade: string];
}

const HOURS: Readonly<Record<Hour, HourColours>> = {
  dawn: {
    sky: ['#6f8fc9', '#b8b7da', '#f6cfc4', '#ffe6c4'],
    sun: '#fff0cf',
    haze: '#f8dccb',
    tint: ['#e7b7b0', 0.25],
    cloud: ['#ffe3d3', '#b7a5c0'],
  },
  day: {
    sky: ['#3f86cd', '#7db6e4', '#cfe6f3'],
    sun: '#fff8e2',
    haze: '#dce9ef',
    tint: ['#ffffff', 0],
    cloud: ['#ffffff', '#b9cbda'],
  },
  sunset: {
    sky: ['#33406f', '#8a5f8d', '#e88a68', '#ffd08a'],
    sun: '#ffe3a3',
    haze: '#f3b48c',
    tint: ['#7a3f52', 0.4],
    cloud: ['#ffbd8d', '#7a5a86'],
  },
  dusk: {
    sky: ['#28305f', '#6a5c94', '#c98aa0', '#f6c3a4'],
    sun: '#ffd9a8',
    haze: '#d9a9a9',
    tint: ['#3c3566', 0.5],
    cloud: ['#e7b3ae', '#5d5284'],
  },
  night: {
    sky: ['#070b1f', '#101a3f', '#22386b', '#4b6593'],
    sun: '#dfe8ff',
    haze: '#43598a',
    tint: ['#0a1130', 0.72],
    cloud: ['#5d739e', '#141f44'],
  },
};

const SEA = ['#8fc3d2', '#3f93b4', '#216f9b', '#12507c'];
const GRASS = ['#8db65a', '#6fa146', '#4f8436', '#35682b'];
const SAND = ['#efdcb8', '#e3c796', '#d3b27c', '#bd9a66'];

type Land = Pick<LandscapeScene, 'horizon' | 'ridges' | 'ground'> & { readonly mist: number };

/** What is below the sky; `v` is a number from 0 up to 1 that the seed gives. */
const LANDS: Readonly<Record<Exclude<Place, 'city' | 'studio'>, (v: number) => Land>> = {
  sea: v => ({ horizon: 0.46 + 0.12 * v, ground: { kind: 'water', colors: SEA }, mist: 0 }),
  beach: v => ({
    horizon: 0.66 + 0.08 * v,
    // The sea, between the sky and the sand.
    ridges: [
      { y: 0.5 + 0.06 * v, height: 0, hills: 1, rough: 0, color: '#3f93b4' },
      { y: 0.61 + 0.08 * v, height: 0, hills: 1, rough: 0, color: '#79bfc9' },
      { y: 0.655 + 0.08 * v, height: 0.01, hills: 1.4, rough: 0.1, color: '#f2ece0' },
    ],
    ground: { kind: 'sand', colors: SAND },
    mist: 0.3,
  }),
  meadow: v => ({
    horizon: 0.56 + 0.1 * v,
    ridges: [
      { y: 0.52 + 0.1 * v, height: 0.06, hills: 2.2, rough: 0.35, color: '#9dbccb' },
      { y: 0.545 + 0.1 * v, height: 0.04, hills: 2.8, rough: 0.3, color: '#86ad92' },
      { y: 0.565 + 0.1 * v, height: 0.02, hills: 3, rough: 0.7, color: '#5f8f58', trees: 0.02 },
    ],
    ground: { kind: 'grass', colors: GRASS },
    mist: 0.6,
  }),
  forest: v => ({
    horizon: 0.75,
    ridges: [0.5, 0.6, 0.74, 0.92].map(
      (y, i): Ridge => ({
        y: y + 0.04 * v,
        height: 0.05,
        hills: 2,
        rough: 0.5,
        color: ['#a9c0b8', '#86a89b', '#55806f', '#28503f'][i]!,
        trees: 0.05 + 0.035 * i,
      }),
    ),
    mist: 0.75,
  }),
  mountains: v => ({
    horizon: 0.8,
    ridges: [0.52, 0.67, 0.82, 0.95].map(
      (y, i): Ridge => ({
        y,
        height: [0.2, 0.16, 0.1, 0.05][i]! * (0.85 + 0.4 * v),
        hills: 1.8 + 0.4 * i,
        rough: 0.9 - 0.08 * i,
        color: ['#9db8d2', '#6d90b3', '#436a8d', '#24465f'][i]!,
        ...(i === 3 ? { trees: 0.035 } : {}),
      }),
    ),
    mist: 0.7,
  }),
  desert: v => ({
    horizon: 0.62,
    ridges: [0.58, 0.66, 0.79, 0.96].map(
      (y, i): Ridge => ({
        y: y + 0.03 * v,
        height: 0.05 + 0.02 * i,
        hills: 1.8 - 0.3 * i,
        rough: 0.08 - 0.02 * i,
        color: ['#e3b987', '#d59e66', '#c3824c', '#a4643a'][i]!,
      }),
    ),
    mist: 0.35,
  }),
  sky: () => ({ horizon: 1.12, mist: 0 }),
};

/** The open air: the first place that is named, with the second one's hills where it is named too, at the hour's light. */
export function promptLandscape(wish: Wish, places: readonly Place[], chance: () => number): LandscapeScene {
  const hour = wish.hour ?? (wish.weather.includes('stars') ? 'night' : 'day');
  const { sky, sun, haze, tint, cloud } = HOURS[hour];
  const outside = places.filter(place => place !== 'city' && place !== 'studio');
  // The sky is over everything: it counts only where nothing else is named.
  const [first = 'sky', second] = outside.filter((place, _i, all) => place !== 'sky' || all.length === 1);
  const base = LANDS[first](chance());
  const behind = second && base.ground && !base.ridges?.length ? LANDS[second](chance()).ridges : undefined;
  const ridges = (behind ? raised(behind, base.horizon) : base.ridges) ?? [];
  const snow = wish.weather.includes('snow');
  const lit = (color: string) => mixed(snow ? mixed(color, '#f2f6fb', 0.72) : color, ...tint);
  const foggy = wish.weather.includes('fog');
  const low = hour === 'sunset' || hour === 'dawn' || hour === 'dusk';
  const sunY = low ? Math.min(0.9, base.horizon) - 0.04 - 0.05 * chance() : 0.14 + 0.14 * chance();
  const showSun = low || wish.weather.includes('sun') || hour === 'night';
  const cover = wish.weather.includes('clouds') ? 0.62 : 0.34 + 0.12 * chance();
  return {
    kind: 'landscape',
    seed: Math.floor(chance() * 100_000),
    sky: skyOf(wish, sky),
    horizon: base.horizon,
    ...(showSun && {
      sun: {
        x: 0.2 + 0.6 * chance(),
        y: sunY,
        size: low ? 0.02 : 0.016,
        glow: low ? 0.18 : 0.08,
        color: sun,
      },
    }),
    ...(!wish.weather.includes('clear') &&
      hour !== 'night' &&
      !foggy && { clouds: { cover, light: cloud[0], shade: cloud[1] } }),
    ...(hour === 'night' && { stars: wish.weather.includes('stars') ? 110 : 55 }),
    ridges: ridges.map(ridge => ({ ...ridge, color: lit(ridge.color) })),
    mist: { color: haze, amount: foggy ? 1 : base.mist },
    ...(base.ground && { ground: { ...base.ground, colors: base.ground.colors.map(lit) } }),
  };
}

/** A colour that is named becomes the sky's, deep at the top and light at the horizon. */
function skyOf({ colors }: Wish, sky: readonly string[]): readonly string[] {
  const [first, second] = colors;
  if (first === undefined) return sky;
  return [
    mixed(first, '#101430', 0.35),
    first,
    second ?? mixed(first, '#ffffff', 0.45),
    mixed(second ?? first, '#ffffff', 0.75),
  ];
}

/** Hills whose feet end at the horizon. */
function raised(ridges: readonly Ridge[], horizon: number): readonly Ridge[] {
  return ridges
    .slice(0, 2)
    .map((ridge, i) => ({ ...ridge, y: horizon - 0.02 + 0.015 * i, height: ridge.height * 0.7 }));
}
