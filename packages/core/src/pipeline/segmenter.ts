import type { ModelEntry } from '../segment/model-catalog.ts';
import type { Region } from '../segment/region.ts';
import type { SegmentationSession } from '../segment/session.ts';

/** A network, and how to speak to it. */
export interface Network {
  readonly model: Pick<ModelEntry, 'id' | 'input' | 'output'>;
  readonly session: SegmentationSession;
}

/** The networks that a host has for one picture. */
export interface Segmenter extends Network {
  /**
   * The same network in float, opened when a plan asks for it; nothing where there is no such graph. The host keeps it.
   * Where it throws, the plan does without, and its result says why.
   */
  readonly openFloat?: (() => Promise<SegmentationSession | undefined>) | undefined;
  /** Another network, whose opinion is asked too where a plan gains by it. */
  readonly second?: Network | undefined;
}

/** One run of a network. */
export interface NetworkRun {
  readonly model: string;
  /** Size of the network's input, pixels. */
  readonly width: number;
  readonly height: number;
  /** The part of the picture that it saw. */
  readonly region: Region;
  readonly mirrored: boolean;
  /** Whether the graph in float ran in the place of the usual one. */
  readonly float: boolean;
}
