import type { MaskEdit } from '@backgroundfx/core';
import { formats } from './formats.ts';

const { number, plural } = formats;

interface EdgeWords {
  readonly label: string;
  readonly hint: string;
}

const masks: Readonly<Record<MaskEdit['mode'], string>> = {
  replace: 'Replace',
  add: 'Add',
  subtract: 'Subtract',
  intersect: 'Intersect',
};

const edges = {
  edge_refinement: { label: 'Edge refinement', hint: 'How closely edges follow hair, fur and leaves' },
  shift_edge: { label: 'Shift edge', hint: 'Grows the subject, or shrinks it below zero' },
  feather: { label: 'Feather', hint: 'Softens the edge' },
  contrast: { label: 'Contrast', hint: 'Makes the edge crisper, or softer below zero' },
  decontamination: {
    label: 'Clean colours',
    hint: 'How much of the old background’s colour is taken out of the edge',
  },
} satisfies Record<string, EdgeWords>;

/** Correcting a matte: the sliders of its edges, the brushes, the mask. */
export const correctWords = {
  edges,
  pixels: 'px',
  spokenPixels: (value: number) =>
    plural(value, { one: `${number(value, 1)} pixel`, other: `${number(value, 1)} pixels` }),
  unsureEdges: 'Check edges',
  unsure: 'Some edges unsure',
  sure: 'Edges look clean',
  unsureHint: 'Show where the engine is unsure',
  reset: 'Reset',
  resetEdges: 'Reset edges',
  clearEdits: 'Clear corrections',
  corrections: (count: number) =>
    plural(count, { one: 'One correction', other: `${number(count)} corrections` }),
  noCorrections: 'No corrections',
  mask: 'Mask',
  importMask: 'Import a mask',
  exportMask: 'Save the mask',
  masks,
  maskSaved: 'The mask was saved',
  maskFailed: 'The mask could not be made. Try again.',
  maskUnreadable: 'That file cannot be read as a picture.',
  maskNotKept: 'The mask could not be kept: the storage of this browser is full.',
  maskName: (name: string) => `${name}-mask.png`,

  tool: 'Options of the tool',
  toolHints: {
    move: 'Click the subject to move, scale or turn it.',
    canvas: 'Pull a side or a corner. Shift keeps the proportions.',
  },
  /** What the views show, while there is no tool in hand that corrects. */
  viewHints: {
    original: 'The photo as it came.',
    matte: 'White stays, black goes. Grey stays in part.',
    black: 'On black, light fringes show.',
    white: 'On white, dark fringes show.',
    colour: 'On a strong colour, every fringe shows.',
    overlay: 'What is red goes.',
    unsure: 'Amber is worth a closer look. Erase and Restore settle it.',
  },
  /** Why there is nothing to be set yet, or at all. */
  noTools: {
    coming: 'The tools are ready when the subject is found.',
    none: 'Nothing is cut out yet.',
  },
  withoutBackground: 'Shown without its background',
  ghost: 'Faint: removed parts',
  more: 'Brush options',
  size: 'Size',
  hardness: 'Hardness',
  opacity: 'Opacity',
  percent: '%',
  edgeAware: 'Keep to edges',
  edgeAwareHint: 'Paints only what belongs to the spot under the middle of the brush.',
  pressure: 'Pen pressure',
  refineHint: 'Paint over hair and fur.',
  lasso: 'Lasso',
  lassoModes: { add: 'Add', subtract: 'Remove' },
  lassoHint: 'Draw around it.',
  region: 'Regions',
  regionModes: { drop: 'Remove', fill: 'Fill hole', only: 'Keep only' },
  regionHints: {
    drop: 'Click a part that should go.',
    fill: 'Click a hole that should be closed.',
    only: 'Click the one part that should stay.',
  },
  /** The same for fingers, which have less room and no keys. */
  touch: {
    move: 'Tap the subject to move, scale or turn it.',
    canvas: 'Pull a side or a corner.',
    regionModes: { drop: 'Remove', fill: 'Fill', only: 'Keep' },
    regionHints: {
      drop: 'Tap what should go.',
      fill: 'Tap a hole to close.',
      only: 'Tap what should stay.',
    },
  },
  smaller: 'Smaller brush',
  larger: 'Larger brush',
  harder: 'Harder brush',
  softer: 'Softer brush',
  toggleEdgeAware: 'Keep strokes to edges',
};
