import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { agreement } from '../calibrate/agreement.ts';

/**
 * How near a cut-out's alpha comes to the sample's true one, which its renderer gave: intersection over union at 0.5.
 * @param sample file name without its ending
 * @throws Error when the cut-out has no alpha or not the picture's size: then it is no cut-out of it
 */
export async function iouWithTruth(cutout: string, sample: string): Promise<number> {
  const truth = fileURLToPath(
    new URL(`../../packages/inference/test/fixtures/${sample}.alpha.png`, import.meta.url),
  );
  const exact = await plane(sharp(truth), 0);
  const ours = await plane(sharp(cutout), 3);
  if (ours.length !== exact.length) throw new Error(`${cutout} is not of the picture's size`);
  return agreement(ours, exact).iou;
}

/** One channel, 0..1. */
async function plane(image: Sharp, channel: 0 | 3): Promise<Float32Array> {
  const bytes = await image.toColourspace('srgb').extractChannel(channel).raw().toBuffer();
  return Float32Array.from(bytes, value => value / 255);
}
