import type { Segmenter } from '@backgroundfx/core';
import { EDGE_REFINEMENT, type Matte, planCutout, type Quality, resampleMatte } from '@backgroundfx/core';
import {
  askBand,
  type BandQuestions,
  BELIEF_DIFFERENCE,
  BELIEF_INPUTS,
  BELIEF_NETWORK,
  coarseMatte,
} from '@backgroundfx/core/fitting';
import { readMatte, readPicture } from '../accuracy/picture-files.ts';
import type { TruePicture } from '../accuracy/picture-set.ts';
import type { Random } from './random.ts';

/** Pixels of one picture's band: what is known of each, and its true alpha. */
export interface Cases {
  readonly set: string;
  readonly picture: string;
  readonly count: number;
  /** Pixels in the whole band that colours have an answer for. */
  readonly band: number;
  /** `BELIEF_INPUTS` numbers a pixel. */
  readonly inputs: Float32Array;
  readonly truth: Float32Array;
}

/** Runs the engine as far as the questions that the belief answers, and takes at most `most` of them. */
export async function gatherCases(
  picture: TruePicture,
  segmenter: Segmenter,
  quality: Quality,
  most: number,
  random: Random,
): Promise<Cases> {
  const image = await readPicture(picture.image);
  const plan = planCutout(quality, segmenter.model.input);
  const alpha = await coarseMatte(image, segmenter, plan);
  const questions = askBand(alpha, image, EDGE_REFINEMENT.default);
  return takeSome(picture, questions, await readMatte(picture.mask), most, random);
}

function takeSome(
  { set, name }: TruePicture,
  { width, height, pixels, inputs }: BandQuestions,
  mask: Matte,
  most: number,
  random: Random,
): Cases {
  const values = Float32Array.from(mask.data, v => v / 255);
  const { data } = resampleMatte(
    { kind: 'matte-float', width: mask.width, height: mask.height, data: values },
    width,
    height,
  );
  const share = most / pixels.length;
  const taken = Array.from(pixels.keys()).filter(() => random() < share);
  const kept = new Float32Array(BELIEF_INPUTS * taken.length);
  for (const [k, u] of taken.entries()) {
    kept.set(inputs.subarray(BELIEF_INPUTS * u, BELIEF_INPUTS * (u + 1)), BELIEF_INPUTS * k);
  }
  return {
    set,
    picture: name,
    count: taken.length,
    band: pixels.length,
    inputs: kept,
    truth: Float32Array.from(taken, u => data[pixels[u]!]!),
  };
}

/** The network's alpha of a case, and how much higher colours' is. */
export function answersAt({ inputs }: Cases, k: number): [network: number, difference: number] {
  const o = BELIEF_INPUTS * k;
  return [(inputs[o + BELIEF_NETWORK]! + 1) / 2, inputs[o + BELIEF_DIFFERENCE]!];
}
