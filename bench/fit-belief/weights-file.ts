import type { BeliefNetwork } from './belief-network.ts';

/** Decimals of a weight: more change no alpha by a level. */
export const DIGITS = 3;
/** Longest line, as the formatter has it. */
const LINE = 110;

/** The source text of `gate-weights.ts`. Weights are written with `DIGITS` decimals. */
export function formatWeights({ inputs, units, weights }: BeliefNetwork): string {
  const biases = units * inputs;
  const outs = biases + units;
  return `/** Written by \`npm run fit:belief\`, which tells what from; not to be changed by hand. See \`beliefIn\`. */

/** A row of ${inputs} for each of ${units} hidden units. */
export const HIDDEN: readonly number[] = [
${wrapped(weights.subarray(0, biases))}
];
export const BIAS: readonly number[] = [
${wrapped(weights.subarray(biases, outs))}
];
/** What each hidden unit counts, and the bias of their sum. */
export const OUT: readonly number[] = [
${wrapped(weights.subarray(outs, outs + units))}
];
export const LAST = ${textOf(weights[outs + units]!)};
`;
}

function textOf(value: number): string {
  const rounded = Number(value.toFixed(DIGITS));
  return String(rounded === 0 ? 0 : rounded);
}

function wrapped(values: Float64Array): string {
  const lines: string[] = [];
  let line = ' ';
  for (const value of values) {
    const text = ` ${textOf(value)},`;
    if (line.length + text.length > LINE) {
      lines.push(line);
      line = ' ';
    }
    line += text;
  }
  return [...lines, line].join('\n');
}
