/** What is known about one pixel of the band when colours and network disagree on it. */
export const INPUTS = 14;

/**
 * How far to believe colours against the network, 0..1. A network of one hidden layer, small enough to read: it was fitted
 * on pictures with known alpha (the samples, their subjects in front of other backgrounds, and the tuning set), so that
 * the mix of both answers has the least error, errors made against a network that was right counting 1.4 times.
 * `x` holds `INPUTS` numbers: how undecided the network is; colours' alpha less the network's; twice the spread of
 * colours' alpha; the logarithm of what they leave unexplained; that of the noise in it; twice the contradiction; then of
 * the surroundings the near and far difference, twice the distance, and eight times either roughness; and the network's
 * verdict (-1..1), the distance, and how decided colours are.
 */
export function beliefIn(x: Float64Array): number {
  // Written out: this runs for every pixel of the band.
  const x0 = x[0]!;
  const x1 = x[1]!;
  const x2 = x[2]!;
  const x3 = x[3]!;
  const x4 = x[4]!;
  const x5 = x[5]!;
  const x6 = x[6]!;
  const x7 = x[7]!;
  const x8 = x[8]!;
  const x9 = x[9]!;
  const x10 = x[10]!;
  const x11 = x[11]!;
  const x12 = x[12]!;
  const x13 = x[13]!;
  let z = LAST;
  for (let h = 0, w = 0; h < OUT.length; h++, w += INPUTS) {
    const sum =
      BIAS[h]! +
      HIDDEN[w]! * x0 +
      HIDDEN[w + 1]! * x1 +
      HIDDEN[w + 2]! * x2 +
      HIDDEN[w + 3]! * x3 +
      HIDDEN[w + 4]! * x4 +
      HIDDEN[w + 5]! * x5 +
      HIDDEN[w + 6]! * x6 +
      HIDDEN[w + 7]! * x7 +
      HIDDEN[w + 8]! * x8 +
      HIDDEN[w + 9]! * x9 +
      HIDDEN[w + 10]! * x10 +
      HIDDEN[w + 11]! * x11 +
      HIDDEN[w + 12]! * x12 +
      HIDDEN[w + 13]! * x13;
    if (sum > 0) z += sum * OUT[h]!;
  }
  return 1 / (1 + Math.exp(-z));
}

const LAST = -0.265;
const OUT = Float64Array.of(
  -1.71,
  0.839,
  0.306,
  -3.951,
  -7.807,
  -3.381,
  -2.006,
  -1.783,
  0.239,
  1.23,
  -3.037,
  -1.991,
  -4.259,
  -0.223,
  -2.281,
  -3.405,
);
const BIAS = Float64Array.of(
  -0.562,
  0.704,
  -0.076,
  0.545,
  0.072,
  -0.955,
  0.087,
  -0.679,
  -0.105,
  0.699,
  0.406,
  -0.708,
  0.202,
  -0.05,
  -0.251,
  0.045,
);
/** One row per hidden unit. */
const HIDDEN = Float64Array.from(
  [
    [0.563, -0.443, 0.742, 0.833, -0.476, -0.04, 0.26, 1.985, 0.094, 1.362, -0.634, 0.047, -0.559, 0.174],
    [-0.235, 0.28, 0.406, 0.506, 0.405, 0.411, -0.545, -1.64, -0.276, 0.082, 1.128, 0.113, 0.607, -0.023],
    [
      0.031, 0.083, 0.014, -0.002, 0.357, -0.314, -0.39, 0.228, -0.408, -0.568, -0.215, -0.486, -0.155,
      -0.064,
    ],
    [0.24, 0.033, 2.085, 0.152, 0.967, -1.893, -0.178, -0.181, 1.096, -0.436, -0.989, -0.231, 0.247, 0.446],
    [-0.165, 4.687, 0.963, -0.069, 0.426, 0.249, 1.589, -0.847, 1.295, -0.743, 0.567, -0.084, -3.852, -0.119],
    [0.178, 0.069, 1.491, 0.22, -1.393, 0.107, 0.494, 1.513, 1.264, 1.241, -1.246, 0.392, -0.749, -0.441],
    [
      0.312, -0.167, 1.365, -0.405, -0.098, -0.265, -0.161, 0.181, -0.065, -1.078, -0.242, 0.519, -0.085,
      -0.199,
    ],
    [-0.337, -0.248, 0.49, 0.433, 0, 0.162, -0.265, 1.491, 1.141, 0.776, -0.657, -0.246, 0.057, 0.741],
    [-0.234, 0.141, -0.479, 0.043, 0.385, -0.317, 0.131, 0.108, 0.282, -0.34, 0.322, -0.007, -0.294, -0.084],
    [-0.51, 0.275, 0.676, 0.336, 0.323, 1.066, -0.871, -1.561, 0.341, 0.059, 1.518, 0.105, 0.429, -0.571],
    [
      -0.557, -0.605, -0.418, 0.079, 0.934, -0.153, -1.644, 1.573, -0.014, -0.967, 1.406, 0.065, 0.214,
      -0.028,
    ],
    [-0.38, -0.412, -0.382, -0.139, -0.014, 0.799, 0.411, 0.195, 0.716, -1.94, -1.032, 0.532, 0.568, 0.223],
    [-5.52, 0.064, -0.213, 0.072, 0.676, -0.198, -1.024, 1.484, 0.15, -0.327, 0.199, 0.898, 0.015, -0.329],
    [
      -0.112, 0.012, -0.139, -0.379, 0.213, -0.258, 0.059, -0.267, 0.069, -0.08, 0.055, -0.083, -0.185,
      -0.617,
    ],
    [
      -0.649, -0.039, -0.834, 0.07, -1.049, -0.005, -0.515, -0.115, 0.842, -0.009, -2.008, -0.07, -0.106,
      -0.397,
    ],
    [0.546, -0.238, 0.301, -1.518, 0.206, 0.16, 0.078, -0.82, 1.285, -1.97, -3.026, -0.387, 0.423, 0.064],
  ].flat(),
);
