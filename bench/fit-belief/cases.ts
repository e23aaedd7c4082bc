import type { Segmenter } from '@backgroundfx/core';
import {
  EDGE_REFINEMENT,
  type FloatMatte,
  type Matte,
  planCutout,
  type Quality,
  type RgbaImage,
  resampleMatte,
} from '@backgroundfx/core';
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
  /** Pixels in the whole band that colours have an answer of their own for. */
  readonly band: number;
  /** How well the network found the subject: intersection over union of its matte with the true one. */
  readonly found: number;
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
  const coarse = await coarseMatte(image, segmenter, plan);
  return casesOf(picture, { image, truth: await readMatte(picture.mask), coarse }, most, random);
}

/** A picture, its true matte, and what the looks at it came to. */
export interface Looked {
  readonly image: RgbaImage;
  readonly truth: Matte;
  readonly coarse: FloatMatte;
}

/** Asks about the band of a picture that was looked at, and takes at most `most` of the questions. */
export function casesOf(
  of: Pick<TruePicture, 'set' | 'name'>,
  { image, truth, coarse }: Looked,
  most: number,
  random: Random,
): Cases {
  const questions = askBand(coarse, image, EDGE_REFINEMENT.default);
  const found = overlapOf(coarse, truthAt(truth, coarse.width, coarse.height));
  return takeSome(of, questions, truth, found, most, random);
}

/** True alpha 0..1, of the size of the matte that was asked about. */
function truthAt(mask: Matte, width: number, height: number): Float32Array {
  const data = Float32Array.from(mask.data, v => v / 255);
  return resampleMatte({ kind: 'matte-float', width: mask.width, height: mask.height, data }, width, height)
    .data;
}

function overlapOf({ data }: FloatMatte, truth: Float32Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < data.length; i++) {
    const ours = data[i]! >= 0.5;
    const theirs = truth[i]! >= 0.5;
    if (ours && theirs) both++;
    if (ours || theirs) either++;
  }
  return either === 0 ? 1 : both / either;
}

function takeSome(
  { set, name }: Pick<TruePicture, 'set' | 'name'>,
  { width, height, pixels, inputs }: BandQuestions,
  mask: Matte,
  found: number,
  most: number,
  random: Random,
): Cases {
  const truth = truthAt(mask, width, height);
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
    found,
    inputs: kept,
    truth: Float32Array.from(taken, u => truth[pixels[u]!]!),
  };
}

/** The network's alpha of a case, and how much higher colours' is. */
export function answersAt({ inputs }: Cases, k: number): [network: number, difference: number] {
  const o = BELIEF_INPUTS * k;
  return [(inputs[o + BELIEF_NETWORK]! + 1) / 2, inputs[o + BELIEF_DIFFERENCE]!];
}
