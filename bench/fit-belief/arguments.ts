import { parseArgs } from 'node:util';

export const USAGE = `Fits how far refinement believes colours against the network (packages/core/src/matte/gate.ts).

  npm run fit:belief -- --set <folder> --validation <folder> --held-out <folder> --out packages/core/src/matte/gate-weights.ts

Folders are sets, or folders of sets, as bench:accuracy reads them; each option may be repeated.
  --set FOLDER            pictures to learn from
  --validation FOLDER     pictures of other subjects: the fit that does best on them is kept
  --held-out FOLDER       pictures that are only looked at when all is done
  --samples               the project's sample pictures, held out as well
  --quality Q[,Q]         whose mattes are learned from (high)
  --units N[,N]           hidden units; several are compared (16)
  --seeds N               fits from so many starts (2)
  --steps N               steps of a fit (5000)
  --harm N                what an error counts that is worse than the network's own (4)
  --found N               learns only from pictures whose subject the network found so well (IoU; 0.8)
  --share N               0: every picture counts alike, 1: every pixel (0)
  --most N                pixels taken of one picture (6000)
  --cache FOLDER          what the network answered is kept there (.cache/fit-belief)
  --out FILE              writes the best fit of the first number of units
  --check                 tells how good the weights are that the engine has, and fits nothing`;

export interface Arguments {
  readonly sets: readonly string[];
  readonly validation: readonly string[];
  readonly heldOut: readonly string[];
  readonly samples: boolean;
  readonly qualities: readonly string[];
  readonly units: readonly number[];
  readonly seeds: number;
  readonly steps: number;
  readonly harm: number;
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
      quality: text('high'),
      units: text('16'),
      seeds: text('2'),
      steps: text('5000'),
      harm: text('4'),
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
    qualities: values.quality.split(','),
    units: values.units.split(',').map(n => wholeOf('--units', n)),
    seeds: wholeOf('--seeds', values.seeds),
    steps: wholeOf('--steps', values.steps),
    harm: numberOf('--harm', values.harm),
    found: numberOf('--found', values.found),
    share: numberOf('--share', values.share),
    most: wholeOf('--most', values.most),
    cache: values.cache,
    out: values.out,
    check: values.check,
  };
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
