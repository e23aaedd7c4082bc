import type { EdgeName } from '../../state/edges.ts';

/** What each slider is called, what it does, and what its number counts. */
export const EDGE_WORDS: Readonly<Record<EdgeName, { label: string; hint: string; unit: string }>> = {
  edgeRefinement: {
    label: 'Refinement',
    hint: 'How closely edges follow hair, fur and leaves',
    unit: '',
  },
  shiftEdge: { label: 'Shift edge', hint: 'Grows the subject, or shrinks it below zero', unit: 'pixels' },
  feather: { label: 'Feather', hint: 'Softens the edge', unit: 'pixels' },
  contrast: { label: 'Contrast', hint: 'Makes the edge crisper, or softer below zero', unit: '' },
  decontamination: {
    label: 'Clean colours',
    hint: "How much of the old background's colour is taken out of the edge",
    unit: 'per cent',
  },
};
