import { normal, type Random } from './random.ts';

/** One hidden layer, as `beliefIn` computes it. All weights in one array, so that they are learned alike. */
export interface BeliefNetwork {
  readonly inputs: number;
  readonly units: number;
  /** A row of `inputs` for each unit; then the units' biases; then what each counts; then the last bias. */
  readonly weights: Float64Array;
}

export function startNetwork(inputs: number, units: number, random: Random): BeliefNetwork {
  const weights = new Float64Array(units * (inputs + 2) + 1);
  for (let i = 0; i < units * inputs; i++) weights[i] = 0.3 * normal(random);
  for (let i = units * (inputs + 1); i < units * (inputs + 2); i++) weights[i] = 0.3 * normal(random);
  // Distrust of colours, until they have earned more.
  weights[weights.length - 1] = -1;
  return { inputs, units, weights };
}

/** Belief 0..1 in the case whose numbers begin at `at`. Leaves what each unit gives in `hidden`. */
export function believe(
  network: BeliefNetwork,
  numbers: Float32Array,
  at: number,
  hidden: Float64Array,
): number {
  const { inputs, units, weights } = network;
  const biases = units * inputs;
  const outs = biases + units;
  let z = weights[outs + units]!;
  for (let h = 0, w = 0; h < units; h++) {
    let sum = weights[biases + h]!;
    for (let k = 0; k < inputs; k++, w++) sum += weights[w]! * numbers[at + k]!;
    hidden[h] = Math.max(0, sum);
    if (sum > 0) z += sum * weights[outs + h]!;
  }
  return 1 / (1 + Math.exp(-z));
}

/** Adds to `gradient` what a change of each weight changes, `slope` being the loss's own by the sum before the last curve. */
export function addGradient(
  network: BeliefNetwork,
  numbers: Float32Array,
  at: number,
  hidden: Float64Array,
  slope: number,
  gradient: Float64Array,
): void {
  const { inputs, units, weights } = network;
  const biases = units * inputs;
  const outs = biases + units;
  gradient[outs + units]! += slope;
  for (let h = 0; h < units; h++) {
    if (hidden[h] === 0) continue;
    gradient[outs + h]! += slope * hidden[h]!;
    const back = slope * weights[outs + h]!;
    gradient[biases + h]! += back;
    for (let k = 0, w = h * inputs; k < inputs; k++, w++) gradient[w]! += back * numbers[at + k]!;
  }
}

/** The same with weights of `digits` decimals, which are what is written. */
export function rounded(network: BeliefNetwork, digits: number): BeliefNetwork {
  const unit = 10 ** digits;
  return { ...network, weights: network.weights.map(w => Math.round(w * unit) / unit) };
}
