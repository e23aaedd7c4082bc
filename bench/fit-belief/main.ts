/** `npm run fit:belief`: fits the belief of refinement in colours to pictures with a true matte, see `USAGE`. */
import { writeFileSync } from 'node:fs';
import type { Quality, Segmenter } from '@backgroundfx/core';
import { BELIEF_INPUTS, BELIEF_WEIGHTS, beliefIn } from '@backgroundfx/core/fitting';
import { GraphStore } from '../accuracy/graph-store.ts';
import { listPictures, type TruePicture } from '../accuracy/picture-set.ts';
import { listSamples } from '../accuracy/sample-set.ts';
import { type Arguments, readArguments, USAGE } from './arguments.ts';
import { type BeliefNetwork, believe, rounded } from './belief-network.ts';
import { type Cases, casesOf, gatherCases } from './cases.ts';
import { drawHair } from './drawn-hair.ts';
import { keptSession } from './kept-session.ts';
import { type Learned, learn } from './learn.ts';
import { seededRandom } from './random.ts';
import { type Believer, reportTable } from './report.ts';
import { DIGITS, formatWeights } from './weights-file.ts';

async function main(): Promise<number> {
  let args: Arguments | undefined;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (!args) {
    console.log(USAGE);
    return 0;
  }
  const { training, validation, heldOut } = await gatherAll(args);
  const found = (all: readonly Cases[]) => all.filter(cases => cases.found >= args.found);
  const groups = new Map<string, Cases[]>();
  const parts = { 'learned from': training, validation, 'held out': heldOut };
  for (const [part, all] of Object.entries(parts)) {
    for (const cases of all) {
      const name = `${part}: ${cases.set}`;
      groups.set(name, [...(groups.get(name) ?? []), cases]);
    }
  }
  console.log(`The weights that the engine has\n\n${reportTable(groups, engineBeliever())}\n`);
  if (args.check) return 0;
  let written = false;
  for (const units of args.units) {
    const best = bestOf(args, units, found(training), found(validation));
    const network = rounded(best.network, DIGITS);
    const hidden = new Float64Array(units);
    const believer: Believer = (numbers, at) => believe(network, numbers, at, hidden);
    console.log(`${units} units, fitted\n\n${reportTable(groups, believer)}\n`);
    if (args.out === undefined || written) continue;
    writeFileSync(args.out, formatWeights(network));
    written = true;
    console.log(`Written to ${args.out}\n`);
  }
  return 0;
}

/** The best of several starts. */
function bestOf(
  { seeds, steps, rate, harm, count, share, start }: Arguments,
  units: number,
  training: readonly Cases[],
  validation: readonly Cases[],
): Learned {
  let best: Learned | undefined;
  for (let seed = 1; seed <= seeds; seed++) {
    const learned = learn(training, validation, {
      units,
      seed,
      steps,
      rate,
      harm,
      count,
      share,
      start: start ? engineNetwork() : undefined,
    });
    console.error(
      `${units} units, start ${seed}: loss ${learned.loss.toFixed(5)} on validation at step ${learned.step}`,
    );
    if (!best || learned.loss < best.loss) best = learned;
  }
  return best!;
}

/** The weights that the engine has. */
function engineNetwork(): BeliefNetwork {
  const { hidden, bias, out, last } = BELIEF_WEIGHTS;
  return {
    inputs: BELIEF_INPUTS,
    units: bias.length,
    weights: Float64Array.of(...hidden, ...bias, ...out, last),
  };
}

/** The belief of the engine as it is. */
function engineBeliever(): Believer {
  const known = new Float64Array(BELIEF_INPUTS);
  return (numbers, at) => {
    for (let k = 0; k < BELIEF_INPUTS; k++) known[k] = numbers[at + k]!;
    return beliefIn(known);
  };
}

async function gatherAll(args: Arguments) {
  const graphs = new GraphStore();
  try {
    const bare = await graphs.segmenter('isnet');
    const segmenter = { ...bare, session: keptSession(bare.session, 'isnet', args.cache) };
    const listed = (folders: readonly string[]) => folders.flatMap(listPictures);
    const training = await gather(
      'learned from',
      [...listed(args.sets), ...(args.learnSamples ? listSamples() : [])],
      segmenter,
      args,
    );
    const validation = await gather('validation', listed(args.validation), segmenter, args);
    return {
      training: [...training, ...drawnCases(args.drawn, 1, args)],
      validation: [...validation, ...drawnCases(Math.round(args.drawn / 2), 2, args)],
      heldOut: await gather(
        'held out',
        [...listed(args.heldOut), ...(args.samples ? listSamples() : [])],
        segmenter,
        args,
      ),
    };
  } finally {
    await graphs.close();
  }
}

async function gather(
  part: string,
  pictures: readonly TruePicture[],
  segmenter: Segmenter,
  { qualities, most }: Arguments,
): Promise<Cases[]> {
  const all: Cases[] = [];
  const random = seededRandom(1);
  for (const [index, picture] of pictures.entries()) {
    for (const quality of qualities) {
      all.push(await gatherCases(picture, segmenter, quality as Quality, most, random));
    }
    if ((index + 1) % 10 === 0 || index + 1 === pictures.length) {
      console.error(`${part}: ${index + 1} of ${pictures.length}`);
    }
  }
  return all;
}

/** Cases of so many drawn scenes, other ones for each seed. */
function drawnCases(count: number, seed: number, { most }: Arguments): Cases[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, k) =>
    casesOf({ set: 'drawn', name: `drawn.${k}` }, drawHair(random), most, random),
  );
}

process.exitCode = await main();
