import type { BackdropCategory, BackdropEntry, GradientScene, PatternScene, Scene } from './scene.ts';

/** An entry whose id is made of its category and a name; tags are separated by spaces. */
export function entry(
  category: BackdropCategory,
  name: string,
  title: string,
  tags: string,
  scene: Scene,
): BackdropEntry {
  return { id: `${category}-${name}`, category, title, tags: tags.split(' '), scene };
}

const solid = (name: string, title: string, tags: string, color: string) =>
  entry('solid', name, title, tags, { kind: 'solid', color });

export function solids(): readonly BackdropEntry[] {
  return [
    solid('white', 'White', 'white bright product shop', '#ffffff'),
    solid('studio-grey', 'Studio grey', 'grey light neutral studio', '#e7e8ea'),
    solid('sand', 'Sand', 'beige warm neutral', '#e6dac8'),
    solid('terracotta', 'Terracotta', 'orange earth warm', '#c4694a'),
    solid('sage', 'Sage', 'green soft calm', '#a9b8a0'),
    solid('sky', 'Sky', 'blue light fresh', '#a9cde8'),
    solid('lilac', 'Lilac', 'purple violet soft', '#c9bde6'),
    solid('ink', 'Ink', 'blue navy dark', '#1b2440'),
    solid('graphite', 'Graphite', 'grey dark neutral', '#2c2e33'),
    solid('black', 'Black', 'black dark', '#000000'),
  ];
}

/** A gradient of colours at equal distances. */
function gradient(
  name: string,
  title: string,
  tags: string,
  colors: string,
  form: Omit<GradientScene, 'kind' | 'stops'>,
): BackdropEntry {
  const list = colors.split(' ');
  const stops = list.map((color, i) => ({ at: i / (list.length - 1), color }));
  return entry('gradient', name, title, tags, { kind: 'gradient', ...form, stops });
}

const linear = (angle: number) => ({ shape: 'linear', angle }) as const;
const radial = (x: number, y: number) => ({ shape: 'radial', center: { x, y } }) as const;

export function gradients(): readonly BackdropEntry[] {
  return [
    gradient(
      'daylight',
      'Daylight',
      'white grey studio product light',
      '#ffffff #f6f6f5 #e3e4e6 #cfd1d5',
      radial(0.5, 0.36),
    ),
    gradient(
      'paper-sweep',
      'Paper sweep',
      'beige warm studio product',
      '#f4ede2 #efe6d8 #e3d6c3 #d2c1aa',
      radial(0.5, 0.42),
    ),
    gradient(
      'spotlight',
      'Spotlight',
      'dark grey studio drama',
      '#6a6e78 #43464f #272932 #14151b',
      radial(0.5, 0.4),
    ),
    gradient('peach', 'Peach', 'orange pink warm soft', '#fff1e2 #ffd9c0 #ffb7a1 #f79a97', linear(160)),
    gradient('dawn', 'Dawn', 'pink purple blue morning', '#fde7d6 #f7c6c4 #c9a3d3 #7f86c9', linear(0)),
    gradient(
      'lagoon',
      'Lagoon',
      'blue teal green water fresh',
      '#d8f6ee #8edfd6 #3eb1c4 #1e6f9f',
      linear(165),
    ),
    gradient('aurora', 'Aurora', 'green blue purple night', '#0d1b3d #17457a #1f8a8c #7fe0a8', linear(20)),
    gradient('ember', 'Ember', 'red orange purple dark warm', '#2a1033 #7a1f4b #d4483f #ffb25a', linear(25)),
    gradient('mint', 'Mint', 'green white fresh light', '#ffffff #e6f7ee #bfe8d4', linear(170)),
    gradient('cobalt', 'Cobalt', 'blue dark business', '#5b8cff #2f57d6 #16298f #0c1450', radial(0.3, 0.2)),
  ];
}

const pattern = (name: string, title: string, tags: string, form: Omit<PatternScene, 'kind'>) =>
  entry('pattern', name, title, tags, { kind: 'pattern', ...form });

export function patterns(): readonly BackdropEntry[] {
  return [
    pattern('polka', 'Polka dots', 'dots pink playful', {
      motif: 'dots',
      ground: '#f6d9d5',
      ink: '#fffaf5',
      count: 14,
      weight: 0.42,
    }),
    pattern('pin-dots', 'Pin dots', 'dots blue navy small', {
      motif: 'dots',
      ground: '#22304f',
      ink: '#e8ecf5',
      count: 34,
      weight: 0.2,
    }),
    pattern('awning', 'Awning', 'stripes green white summer', {
      motif: 'stripes',
      ground: '#f7f4ea',
      ink: '#7fa08a',
      count: 11,
      weight: 0.5,
    }),
    pattern('candy', 'Candy stripes', 'stripes pink diagonal playful', {
      motif: 'stripes',
      ground: '#ffeef0',
      ink: '#f7b8c2',
      count: 18,
      weight: 0.5,
      angle: 45,
    }),
    pattern('chess', 'Tiles', 'checks grey floor', {
      motif: 'checks',
      ground: '#efece6',
      ink: '#d9d3c8',
      count: 16,
    }),
    pattern('gingham', 'Gingham', 'checks blue cloth kitchen', {
      motif: 'gingham',
      ground: '#fbfbf8',
      ink: '#6f94c4',
      count: 16,
      weight: 0.5,
    }),
    pattern('grid', 'Squared paper', 'grid lines paper school', {
      motif: 'grid',
      ground: '#fbfaf6',
      ink: '#c5d3e3',
      count: 28,
      weight: 0.05,
    }),
    pattern('zigzag', 'Zigzag', 'lines yellow retro', {
      motif: 'zigzag',
      ground: '#fdf3d7',
      ink: '#eec25c',
      count: 12,
      weight: 0.42,
    }),
    pattern('scales', 'Scales', 'waves teal japanese', {
      motif: 'scales',
      ground: '#0f5e6b',
      ink: '#e9d9a8',
      count: 12,
      weight: 0.07,
    }),
  ];
}
