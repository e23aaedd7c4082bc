import type { FoundSubject } from '../engine/cutout.api.ts';

/** What a finished cut-out told about itself; everything but its pixels. */
export type CutoutFacts = Omit<FoundSubject, 'coarse'>;
