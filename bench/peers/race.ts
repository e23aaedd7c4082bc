import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnsweringProcess } from '../answering-process.ts';
import type { CutoutCall, CutoutTiming } from './contestant.api.ts';
import type { Race, RacedQuality } from './scores.ts';
import { iouWithTruth } from './truth.ts';

export type Contestant = AnsweringProcess<CutoutCall, CutoutTiming>;

export interface RaceOptions {
  readonly ours: Contestant;
  readonly peer: Contestant;
  readonly qualities: readonly RacedQuality[];
  /** Counted calls of each. */
  readonly runs: number;
  /** Where the cut-outs of the calls that do not count are left. */
  readonly folder: string;
}

/** Calls of each kind before the first picture: by then the loops are compiled in every thread, as in a server at work. */
const WARM_UP = 5;
/** Long enough for the threads of the last call to stop looking for more work. */
const REST_MS = 100;

/** Brings both contestants into their stride. */
export async function warmUp(picture: string, { ours, peer, qualities }: RaceOptions): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) {
    await peer.ask({ picture, quality: 'high' });
    for (const quality of qualities) await ours.ask({ picture, quality });
  }
}

/**
 * One picture: first a call of each that does not count, whose cut-out is compared with the truth, then `runs` rounds, in
 * each of which all take their turn while the others rest.
 * @param sample file name without its ending
 * @returns the race, and the busiest rest there was, see `CutoutTiming.idleShare`
 */
export async function raceOver(
  picture: string,
  sample: string,
  options: RaceOptions,
): Promise<{ race: Race; idleShare: number }> {
  const { ours, peer, qualities, runs, folder } = options;
  const ourMs: Partial<Record<RacedQuality, number[]>> = {};
  const ourIou: Partial<Record<RacedQuality, number>> = {};
  const peerMs: number[] = [];
  let idleShare = 0;

  const trial = async (contestant: Contestant, quality: RacedQuality, name: string) => {
    const keep = join(folder, `${sample}-${name}.png`);
    await contestant.ask({ picture, quality, keep });
    return iouWithTruth(keep, sample);
  };
  const turn = async (contestant: Contestant, quality: RacedQuality) => {
    await sleep(REST_MS);
    const timing = await contestant.ask({ picture, quality });
    idleShare = Math.max(idleShare, timing.idleShare);
    return timing.ms;
  };

  const peerIou = await trial(peer, 'high', 'peer');
  for (const quality of qualities) {
    ourIou[quality] = await trial(ours, quality, quality);
    ourMs[quality] = [];
  }
  for (let run = 0; run < runs; run++) {
    peerMs.push(await turn(peer, 'high'));
    for (const quality of qualities) ourMs[quality]?.push(await turn(ours, quality));
  }
  return { race: { picture: sample, peerMs, ourMs, peerIou, ourIou }, idleShare };
}
