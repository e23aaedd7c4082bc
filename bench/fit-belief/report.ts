import { BELIEF_INPUTS } from '@backgroundfx/core/fitting';
import { answersAt, type Cases } from './cases.ts';

/** Belief in a case, from the numbers that begin at `at`. */
export type Believer = (numbers: Float32Array, at: number) => number;

interface Errors {
  /** Sums over the band, in pixels: of sizes and of squares, of the network's alpha and of the mixed one. */
  readonly network: number;
  readonly mixed: number;
  readonly networkSquares: number;
  readonly mixedSquares: number;
  readonly band: number;
}

/** How far alpha in the band is from the truth, before the solver. */
function errorsOf(cases: Cases, believer: Believer): Errors {
  const sums = { network: 0, mixed: 0, networkSquares: 0, mixedSquares: 0 };
  for (let k = 0; k < cases.count; k++) {
    const [mine, difference] = answersAt(cases, k);
    const own = mine - cases.truth[k]!;
    const both = own + believer(cases.inputs, BELIEF_INPUTS * k) * difference;
    sums.network += Math.abs(own);
    sums.mixed += Math.abs(both);
    sums.networkSquares += own * own;
    sums.mixedSquares += both * both;
  }
  const scale = cases.count === 0 ? 0 : cases.band / cases.count;
  return {
    network: sums.network * scale,
    mixed: sums.mixed * scale,
    networkSquares: sums.networkSquares * scale,
    mixedSquares: sums.mixedSquares * scale,
    band: cases.band,
  };
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${part > whole ? '+' : ''}${((100 * part) / whole - 100).toFixed(1)} %`;

/**
 * A table: change of error in the band against the network's own alpha, summed over each group of pictures, mean of the
 * pictures, and the share of pictures that got better.
 */
export function reportTable(groups: ReadonlyMap<string, readonly Cases[]>, believer: Believer): string {
  const lines = [
    '| pictures | band pixels | error | change | squares | mean change | better |',
    '| --- | --: | --: | --: | --: | --: | --: |',
  ];
  for (const [name, all] of groups) {
    const errors = all.map(cases => errorsOf(cases, believer)).filter(({ network }) => network > 0);
    const sum = (of: (e: Errors) => number) => errors.reduce((total, e) => total + of(e), 0);
    const own = sum(e => e.network);
    const ratios = sum(e => e.mixed / e.network);
    const better = errors.filter(e => e.mixed < e.network).length;
    lines.push(
      `| ${name} (${all.length}) | ${sum(e => e.band)} | ${(own / sum(e => e.band)).toFixed(4)} | ${percent(
        sum(e => e.mixed),
        own,
      )} | ` +
        `${percent(
          sum(e => e.mixedSquares),
          sum(e => e.networkSquares),
        )} | ${percent(ratios, errors.length)} | ${better} of ${errors.length} |`,
    );
  }
  return lines.join('\n');
}
