import { describe, expect, it } from 'vitest';
import { addGradient, type BeliefNetwork, believe, rounded, startNetwork } from './belief-network.ts';
import { seededRandom } from './random.ts';

const numbers = Float32Array.of(9, 0.3, -0.7, 1.2, 9);

describe('believe', () => {
  it('is worked out by hand for one unit', () => {
    const network: BeliefNetwork = { inputs: 2, units: 1, weights: Float64Array.of(2, -1, 0.5, 3, -1) };
    // 2 * 0.3 - 1 * -0.7 + 0.5 = 1.8; 3 * 1.8 - 1 = 4.4
    expect(believe(network, numbers, 1, new Float64Array(1))).toBeCloseTo(1 / (1 + Math.exp(-4.4)), 6);
  });

  it('has a gradient that agrees with small steps of every weight', () => {
    const network = startNetwork(3, 4, seededRandom(5));
    const hidden = new Float64Array(4);
    const gradient = new Float64Array(network.weights.length);
    const belief = believe(network, numbers, 1, hidden);
    addGradient(network, numbers, 1, hidden, belief * (1 - belief), gradient);
    for (let i = 0; i < gradient.length; i++) {
      const at = (change: number) => {
        const weights = network.weights.slice();
        weights[i]! += change;
        return believe({ ...network, weights }, numbers, 1, new Float64Array(4));
      };
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
    }
  });
});

it('rounds weights to decimals and leaves the network alone', () => {
  const network: BeliefNetwork = { inputs: 1, units: 1, weights: Float64Array.of(0.12345, -2.0006, 0, 1) };
  expect([...rounded(network, 3).weights]).toEqual([0.123, -2.001, 0, 1]);
  expect(network.weights[0]).toBe(0.12345);
});
