import { parseArgs } from 'node:util';
import { EDGE_REFINEMENT, QUALITIES, type Quality, type VariantId } from '@backgroundfx/core';

export const USAGE = `Scores mattes against true ones.

  npm run bench:accuracy -- --set <folder>    a set (images/, masks/) or a folder of sets; may be repeated
  npm run bench:accuracy -- --samples         the sample pictures of the project
  npm run bench:accuracy -- --empty           pictures of nothing: how many are told to have no subject

What is scored:
  --model ID[,ID]         models of the catalogue (isnet)
  --quality Q[,Q]         ${QUALITIES.join(', ')} (high)
  --refinement N[,N]      edge refinement, ${EDGE_REFINEMENT.min} to ${EDGE_REFINEMENT.max} (${EDGE_REFINEMENT.default})
  --second ID             another network that the engine may ask as well
  --plain GRAPH[,GRAPH]   the network at its best size and its matte enlarged plainly: fp32, int8
  --predictions FOLDER    mattes made elsewhere: FOLDER/SET/NAME.png, grey or with alpha
  --peer imgly            @imgly/background-removal-node, which --keep needs for its cut-outs
  --keep FOLDER           where the peer's cut-outs are kept; those that are there are not made again

  --truths FOLDER         for --samples: NAME.fg.png and NAME.coverage.png, which are not in the repository
  --only NAME             pictures whose name contains this
  --limit N               the first N pictures of each set
  --save FOLDER           leave each cut-out there as FOLDER/CONTENDER/SET/NAME.png
  --sheet FILE            a contact sheet: picture, truth, mattes and where they are wrong
  --worst N               how many of the worst mattes are listed (10)
  --results NAME          name of the file in bench/results (accuracy)`;

export interface Arguments {
  readonly sets: readonly string[];
  readonly samples: boolean;
  readonly empty: boolean;
  readonly truths?: string | undefined;
  readonly models: readonly string[];
  readonly qualities: readonly Quality[];
  readonly refinements: readonly number[];
  readonly second?: string | undefined;
  readonly plain: readonly VariantId[];
  readonly predictions?: string | undefined;
  readonly peer?: 'imgly' | undefined;
  readonly keep?: string | undefined;
  readonly only?: string | undefined;
  readonly limit: number;
  readonly save?: string | undefined;
  readonly sheet?: string | undefined;
  readonly worst: number;
  readonly results: string;
}

/**
 * @returns nothing when help is asked for
 * @throws Error that says which argument is wrong
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string', multiple: true },
      samples: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      model: { type: 'string', default: 'isnet' },
      quality: text,
      refinement: { type: 'string', default: String(EDGE_REFINEMENT.default) },
      second: text,
      plain: text,
      predictions: text,
      peer: text,
      keep: text,
      truths: text,
      only: text,
      limit: text,
      save: text,
      sheet: text,
      worst: { type: 'string', default: '10' },
      results: { type: 'string', default: 'accuracy' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const sets = values.set ?? [];
  if (sets.length === 0 && !values.samples && !values.empty) {
    throw new Error('Say what to look at: --set, --samples or --empty');
  }
  if (values.peer !== undefined && !values.keep) throw new Error('--peer needs --keep');
  const elsewhere = values.plain ?? values.predictions ?? values.peer;
  const quality = values.quality ?? (elsewhere === undefined ? 'high' : '');
  return {
    ...values,
    sets,
    models: list(values.model),
    qualities: list(quality).map(name => oneOf('--quality', QUALITIES, name)),
    refinements: list(values.refinement).map(value => numberOf('--refinement', value)),
    plain: list(values.plain ?? '').map(name => oneOf('--plain', ['fp32', 'fp16', 'int8'] as const, name)),
    peer: values.peer === undefined ? undefined : oneOf('--peer', ['imgly'] as const, values.peer),
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : numberOf('--limit', values.limit),
    worst: numberOf('--worst', values.worst),
  };
}

function list(value: string): string[] {
  return value.split(',').filter(part => part !== '');
}

function oneOf<T extends string>(option: string, known: readonly T[], name: string): T {
  const found = known.find(other => other === name);
  if (!found) throw new Error(`${option} takes ${known.join(', ')}, not "${name}"`);
  return found;
}

function numberOf(option: string, value: string): number {
  const number = Number(value);
  if (value === '' || !(number >= 0)) throw new Error(`${option} takes a number, not "${value}"`);
  return number;
}
