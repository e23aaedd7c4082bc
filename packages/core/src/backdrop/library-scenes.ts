import { entry } from './library-plain.ts';
import type { BackdropEntry, LandscapeScene, Scene } from './scene.ts';

const land = (name: string, title: string, tags: string, scene: Omit<LandscapeScene, 'kind'>) =>
  entry('nature', name, title, tags, { kind: 'landscape', ...scene });

export function nature(): readonly BackdropEntry[] {
  return [
    land('summer-sky', 'Summer sky', 'sky clouds blue day', {
      seed: 7,
      sky: ['#2f74c0', '#5c9ddb', '#9cc8ec', '#d7ebf6'],
      horizon: 1.12,
      clouds: { cover: 0.5, light: '#ffffff', shade: '#a9bfd6' },
    }),
    land('meadow', 'Meadow', 'grass green hills day spring', {
      seed: 8,
      sky: ['#6fb0e4', '#a9d2ef', '#e6f2ee'],
      horizon: 0.6,
      clouds: { cover: 0.42, light: '#ffffff', shade: '#c6d6e2' },
      ridges: [
        { y: 0.56, height: 0.05, hills: 2.2, rough: 0.35, color: '#9dbccb' },
        { y: 0.585, height: 0.04, hills: 2.8, rough: 0.3, color: '#86ad92' },
        { y: 0.6, height: 0.012, hills: 3, rough: 0.7, color: '#5f8f58', trees: 0.018 },
      ],
      mist: { color: '#dcecea', amount: 0.6 },
      ground: { kind: 'grass', colors: ['#8db65a', '#6fa146', '#4f8436', '#35682b'] },
    }),
    land('sea', 'Sea', 'water blue day horizon', {
      seed: 21,
      sky: ['#4d96d4', '#90c3e8', '#dff0f5'],
      horizon: 0.5,
      clouds: { cover: 0.32, light: '#ffffff', shade: '#bcd0df' },
      ground: { kind: 'water', colors: ['#8fc3d2', '#3f93b4', '#216f9b', '#12507c'] },
    }),
    land('sunset-sea', 'Sunset at sea', 'water sun evening orange dusk', {
      seed: 33,
      sky: ['#33406f', '#8a5f8d', '#e88a68', '#ffd08a'],
      horizon: 0.55,
      sun: { x: 0.5, y: 0.5, size: 0.022, glow: 0.16, color: '#ffe9b0' },
      clouds: { cover: 0.3, light: '#ffc08f', shade: '#7a5a86' },
      ground: { kind: 'water', colors: ['#e3936f', '#9a5f78', '#4b426f', '#22264d'] },
    }),
    land('dusk', 'Dusk over hills', 'mountains evening purple calm', {
      seed: 12,
      sky: ['#28305f', '#6a5c94', '#c98aa0', '#f6c3a4'],
      horizon: 0.72,
      sun: { x: 0.68, y: 0.64, size: 0, glow: 0.3, color: '#ffd9a8' },
      ridges: [
        { y: 0.62, height: 0.11, hills: 2.1, rough: 0.75, color: '#a07d9c' },
        { y: 0.7, height: 0.09, hills: 2.6, rough: 0.7, color: '#75608c' },
        { y: 0.8, height: 0.08, hills: 2.4, rough: 0.65, color: '#4a4573' },
        { y: 0.92, height: 0.06, hills: 2, rough: 0.6, color: '#292c52' },
      ],
      mist: { color: '#eab7a6', amount: 0.75 },
    }),
    land('forest-haze', 'Forest haze', 'trees fog green morning', {
      seed: 17,
      sky: ['#c6d4d0', '#dbe4de', '#eef0e6'],
      horizon: 0.75,
      sun: { x: 0.3, y: 0.18, size: 0, glow: 0.28, color: '#fffaf0' },
      ridges: [
        { y: 0.5, height: 0.05, hills: 2, rough: 0.5, color: '#b4c6c1', trees: 0.05 },
        { y: 0.6, height: 0.05, hills: 2.4, rough: 0.5, color: '#8faba4', trees: 0.075 },
        { y: 0.74, height: 0.05, hills: 2, rough: 0.5, color: '#5f857c', trees: 0.11 },
        { y: 0.92, height: 0.04, hills: 1.6, rough: 0.5, color: '#2f554f', trees: 0.16 },
      ],
      mist: { color: '#eaf0ea', amount: 0.9 },
    }),
    land('mountains', 'Mountains', 'alps blue snow day', {
      seed: 29,
      sky: ['#4a8fd0', '#93c1e6', '#e3eff4'],
      horizon: 0.8,
      clouds: { cover: 0.3, light: '#ffffff', shade: '#c4d5e3' },
      ridges: [
        { y: 0.55, height: 0.2, hills: 1.8, rough: 0.9, color: '#9db8d2' },
        { y: 0.68, height: 0.16, hills: 2.2, rough: 0.85, color: '#6d90b3' },
        { y: 0.82, height: 0.1, hills: 2.6, rough: 0.8, color: '#436a8d' },
        { y: 0.95, height: 0.05, hills: 3, rough: 0.5, color: '#24465f', trees: 0.035 },
      ],
      mist: { color: '#dfeaf2', amount: 0.7 },
    }),
    land('dunes', 'Dunes', 'desert sand warm orange', {
      seed: 41,
      sky: ['#7fb0d8', '#c9dbe2', '#f6e5c8'],
      horizon: 0.62,
      sun: { x: 0.24, y: 0.4, size: 0, glow: 0.24, color: '#fff4dc' },
      ridges: [
        { y: 0.6, height: 0.05, hills: 1.8, rough: 0.1, color: '#e3b987' },
        { y: 0.67, height: 0.07, hills: 1.4, rough: 0.05, color: '#d59e66' },
        { y: 0.79, height: 0.09, hills: 1.1, rough: 0.03, color: '#c3824c' },
        { y: 0.96, height: 0.1, hills: 0.8, rough: 0.02, color: '#a4643a' },
      ],
      mist: { color: '#f6dcb4', amount: 0.35 },
    }),
    land('starry-night', 'Starry night', 'stars sky dark blue', {
      seed: 55,
      sky: ['#070b1f', '#101a3f', '#22386b', '#4b6593'],
      horizon: 0.86,
      stars: 60,
      ridges: [
        { y: 0.8, height: 0.08, hills: 2, rough: 0.7, color: '#1a2a50' },
        { y: 0.92, height: 0.06, hills: 2.3, rough: 0.6, color: '#0c1430', trees: 0.05 },
      ],
      mist: { color: '#4b6593', amount: 0.5 },
    }),
  ];
}

const abstract = (name: string, title: string, tags: string, scene: Scene) =>
  entry('abstract', name, title, tags, scene);

export function abstracts(): readonly BackdropEntry[] {
  return [
    abstract('mesh-sorbet', 'Sorbet', 'mesh pink orange soft', {
      kind: 'mesh',
      seed: 3,
      colors: ['#ffd6c9', '#ff9a9e', '#fcd5a5', '#c7b8ff', '#fff3ea'],
    }),
    abstract('mesh-lagoon', 'Deep water', 'mesh blue teal', {
      kind: 'mesh',
      seed: 9,
      colors: ['#0b3c6f', '#1aa6b7', '#7ee0d0', '#2b5fc9', '#0a1f4d'],
    }),
    abstract('mesh-neon', 'Neon', 'mesh purple pink dark', {
      kind: 'mesh',
      seed: 14,
      colors: ['#1a0b3f', '#6b1fd0', '#ff4fa3', '#2635c9', '#12082e'],
    }),
    abstract('waves-coast', 'Coast', 'waves paper blue', {
      kind: 'waves',
      seed: 6,
      colors: ['#f4e3c8', '#cfe3dd', '#9ecfd2', '#5fabbd', '#2f7f9f', '#17557c'],
    }),
    abstract('waves-canyon', 'Canyon', 'waves paper orange red', {
      kind: 'waves',
      seed: 11,
      colors: ['#fbe3c6', '#f5bd8c', '#e98d5f', '#cc5e48', '#96393f', '#5b2236'],
    }),
    abstract('silk-champagne', 'Champagne silk', 'cloth gold beige', {
      kind: 'silk',
      seed: 5,
      colors: ['#a88a63', '#d3b68c', '#ecd9b8', '#fbf2df'],
      folds: 2.6,
    }),
    abstract('silk-midnight', 'Midnight silk', 'cloth blue dark', {
      kind: 'silk',
      seed: 23,
      colors: ['#080d24', '#152350', '#2d478c', '#7d9bd8'],
      folds: 2.2,
    }),
    abstract('blobs-pastel', 'Pebbles', 'shapes pastel round', {
      kind: 'blobs',
      seed: 31,
      ground: ['#f5f1ea', '#e7e2da'],
      colors: ['#f2b8a0', '#a8c8b8', '#f5d58a', '#9fb4dd', '#e3a8bf'],
    }),
    abstract('bokeh-gold', 'Golden lights', 'bokeh lights warm evening party', {
      kind: 'bokeh',
      seed: 2,
      ground: ['#1a0f0a', '#3b2011', '#1c0f0b'],
      lights: ['#ffcf7a', '#ff9d4d', '#fff0c9', '#e8743a'],
    }),
    abstract('bokeh-city', 'City lights', 'bokeh lights blue night', {
      kind: 'bokeh',
      seed: 7,
      ground: ['#070d22', '#10234a', '#0a1028'],
      lights: ['#6fb6ff', '#b58cff', '#ff8fc0', '#8fe6ff', '#ffd9a0'],
    }),
    abstract('marble', 'Marble', 'stone white texture product', {
      kind: 'surface',
      seed: 5,
      material: 'marble',
      colors: ['#6d7077', '#a9acb2', '#e3e4e6', '#f6f6f5', '#ffffff'],
    }),
    abstract('wood', 'Oak', 'wood table texture product warm', {
      kind: 'surface',
      seed: 9,
      material: 'wood',
      colors: ['#4a2f1b', '#7d5534', '#a9794c', '#cda271', '#e3c297'],
    }),
    abstract('plaster', 'Plaster', 'wall texture grey concrete', {
      kind: 'surface',
      seed: 4,
      material: 'plaster',
      colors: ['#8d8a84', '#b3afa8', '#cfccc5', '#e2dfd9'],
    }),
    abstract('linen', 'Linen', 'cloth texture beige natural', {
      kind: 'surface',
      seed: 8,
      material: 'linen',
      colors: ['#b3a48b', '#d4c8b2', '#e9e0cf', '#f6f0e4'],
    }),
  ];
}
