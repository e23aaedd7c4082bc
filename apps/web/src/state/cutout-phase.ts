import type { Quality } from '@backgroundfx/core';
import type { ChosenModel } from '../engine/chosen-model.ts';
import type { CutoutProgress, CutoutResult } from '../engine/cutout.api.ts';
import type { EdgeSource } from '../engine/edges.api.ts';
import { areSameEdges, type Edges } from './edges.ts';
import type { Problem } from './problem.ts';

/** A picture that somebody gave us. */
export interface Picture {
  readonly name: string;
  /** For `<img>`; a `blob:` address is revoked when the last phase that holds the picture is left. */
  readonly url: string;
  /** The file's bytes. Rejects when they have to be fetched first and cannot be. */
  load(signal: AbortSignal): Promise<Blob>;
}

/** A picture with its cut-out. */
export interface Finished {
  /** Another one for each cut-out; the same when its edges are drawn anew. */
  readonly id: string;
  readonly picture: Picture;
  readonly cutout: CutoutResult;
  /** Of `cutout.png`. */
  readonly url: string;
  readonly model: ChosenModel;
  readonly quality: Quality;
  /** As the sliders stand. */
  readonly edges: Edges;
  /** As `cutout.png` has them. */
  readonly pngEdges: Edges;
  /** What other edges are drawn from; absent when nothing was found. */
  readonly source?: EdgeSource;
}

/** Where the page is. `previous` is the last cut-out, kept so that cancelling or failing loses no work. */
export type Phase =
  | { readonly name: 'start'; readonly previous: Finished | null }
  | {
      readonly name: 'working';
      readonly picture: Picture;
      /** Its `fraction` never falls. */
      readonly progress: CutoutProgress;
      readonly edges: Edges;
      readonly previous: Finished | null;
    }
  | { readonly name: 'result'; readonly finished: Finished }
  | {
      readonly name: 'failed';
      readonly picture: Picture;
      readonly problem: Problem;
      readonly edges: Edges;
      readonly previous: Finished | null;
    };

/** The cut-out that is on screen or waits behind the current phase. */
export function lastFinished(phase: Phase): Finished | null {
  return phase.name === 'result' ? phase.finished : phase.previous;
}

/** Whether the PNG is what the sliders say. */
export function isUpToDate({ edges, pngEdges }: Finished): boolean {
  return areSameEdges(edges, pngEdges);
}

/** Every address that a phase shows or may come back to. */
export function heldUrls(phase: Phase): ReadonlySet<string> {
  const urls = new Set<string>();
  const finished = lastFinished(phase);
  if (finished) urls.add(finished.picture.url).add(finished.url);
  if (phase.name === 'working' || phase.name === 'failed') urls.add(phase.picture.url);
  return urls;
}
