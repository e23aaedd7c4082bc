import { parseArgs } from 'node:util';

export const USAGE = `Fits how far refinement believes colours against the network (packages/core/src/matte/gate.ts).

  npm run fit:belief -- --set <folder> --validation <folder> --held-out <folder> --out packages/core/src/matte/gate-weights.ts

Folders are sets, or folders of sets, as bench:accuracy reads them; each option may be repeated.
  --set FOLDER            pictures to learn from
  --validation FOLDER     pictures of other subjects: the fit that does best on them is kept
  --held-out FOLDER       pictures that are only looked at when all is done
  --samples               the project's sample pictures, held out as well
  --learn-samples         the same, but to learn from
  --drawn N               so many drawn scenes of hair to learn from (set "drawn"), and half as many to judge by (0)
  --quality Q[,Q]         whose mattes are learned from (high)
  --units N[,N]           hidden units; several are compared (16)
  --seeds N               fits from so many starts (2)
  --start                 starts from the weights that the engine has, at first as they are
  --steps N               steps of a fit (5000)
  --rate N                size of the first steps (0.01)
  --harm N, SET=N         what an error counts that is worse than the network's own (4); of one set's pictures
  --count SET=N           what a set counts beside the others (1)
  --found N               learns only from pictures whose subject the network found so well (IoU; 0.8)
  --share N               0: every picture counts alike, 1: every pixel (0)
  --most N                pixels taken of one picture (6000)
  --cache FOLDER          what the network answered is kept there (.cache/fit-belief)
  --out FILE              writes the best fit of the first number of units
  --check                 tells how good the weights are that the engine has, and fits nothing`;

/** A number for each set, and one for those that are not named. */
export interface BySet {
  readonly others: number;
  readonly of: ReadonlyMap<string, number>;
}

export interface Arguments {
  readonly sets: readonly string[];
  readonly validation: readonly string[];
  readonly heldOut: readonly string[];
  readonly samples: boolean;
  readonly learnSamples: boolean;
  readonly drawn: number;
  readonly qualities: readonly string[];
  readonly units: readonly number[];
  readonly seeds: number;
  readonly start: boolean;
  readonly steps: number;
  readonly rate: number;
  readonly harm: BySet;
  readonly count: BySet;
  readonly found: number;
  readonly share: number;
  readonly most: number;
  readonly cache: string;
  readonly out?: string | undefined;
  readonly check: boolean;
}

/**
 * @returns nothing when help is asked for
 * @throws Error that says which argument is wrong
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const folders = { type: 'string', multiple: true, default: [] as string[] } as const;
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: folders,
      validation: folders,
      'held-out': folders,
      samples: { type: 'boolean', default: false },
      'learn-samples': { type: 'boolean', default: false },
      drawn: text('0'),
      start: { type: 'boolean', default: false },
      quality: text('high'),
      units: text('16'),
      seeds: text('2'),
      steps: text('5000'),
      rate: text('0.01'),
      harm: folders,
      count: folders,
      found: text('0.8'),
      share: text('0'),
      most: text('6000'),
      cache: text('.cache/fit-belief'),
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (!values.check && (values.set.length === 0 || values.validation.length === 0)) {
    throw new Error('Say what to learn from and what to judge by: --set and --validation');
  }
  return {
    sets: values.set,
    validation: values.validation,
    heldOut: values['held-out'],
    samples: values.samples,
    learnSamples: values['learn-samples'],
    drawn: Math.round(numberOf('--drawn', values.drawn)),
    start: values.start,
    qualities: values.quality.split(','),
    units: values.units.split(',').map(n => wholeOf('--units', n)),
    seeds: wholeOf('--seeds', values.seeds),
    steps: wholeOf('--steps', values.steps),
    rate: numberOf('--rate', values.rate),
    harm: bySetOf('--harm', values.harm, 4),
    count: bySetOf('--count', values.count, 1),
    found: numberOf('--found', values.found),
    share: numberOf('--share', values.share),
    most: wholeOf('--most', values.most),
    cache: values.cache,
    out: values.out,
    check: values.check,
  };
}

/** The last word on each set counts, and the last without a name on the others. */
function bySetOf(option: string, texts: readonly string[], others: number): BySet {
  const of = new Map<string, number>();
  let rest = others;
  for (const text of texts) {
    const at = text.lastIndexOf('=');
    if (at < 0) rest = numberOf(option, text);
    else of.set(text.slice(0, at), numberOf(option, text.slice(at + 1)));
  }
  return { others: rest, of };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0)) throw new Error(`${option} is a number from 0 on, not "${text}"`);
  return value;
}

function wholeOf(option: string, text: string): number {
  const value = numberOf(option, text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} is a whole number, not "${text}"`);
  return value;
}
