/** What `edge_refinement` asks for. Lengths are pixels of the coarse matte. */
export interface EdgeStrength {
  readonly method: 'enlarge' | 'guided' | 'solve';
  /** How far the band reaches from undecided pixels where colours explain the matte: its edge is crisp and right. */
  readonly crispReach: number;
  /** The same where colours contradict the matte: hair and fur, which networks call solid or leave out. */
  readonly softReach: number;
  /** `guided`: share of the guided filter's offset, see `fitModel`. */
  readonly smoothing: number;
  /** `solve`: how far colours are believed against the network, relative to the default. */
  readonly trust: number;
}

/**
 * The mapping of `edge_refinement`, 0 to 100. Between the rows everything is interpolated but the method, which is that
 * of the row above. Both reaches grow all the way, so that the band of a smaller value lies inside that of a greater one.
 *
 * | refinement | method | band, crisp edges | band, contradicted | smoothing | trust |
 * |--:|---|--:|--:|--:|--:|
 * | 0 | the matte enlarged along the picture's colours | none | none | | |
 * | above 0 | fast guided filter in the band | 0 | 0 | 0 | |
 * | just under 25 | the same | 0 | 4 | 0.5 | |
 * | 25 | colour samples and closed-form matting | 0 | 4 | | 0.25 |
 * | 50 | the same, the default | 0 | 16 | | 1 |
 * | 100 | the same | 2 | 32 | | 2 |
 */
export function edgeStrength(refinement: number): EdgeStrength {
  if (refinement <= 0) return { method: 'enlarge', crispReach: 0, softReach: 0, smoothing: 0, trust: 0 };
  if (refinement < SOLVE_FROM) {
    const t = refinement / SOLVE_FROM;
    return { method: 'guided', crispReach: 0, softReach: 4 * t, smoothing: 0.5 * t, trust: 0 };
  }
  const t = (refinement - 25) / 25;
  const u = Math.max(0, (refinement - 50) / 50);
  return t <= 1
    ? { method: 'solve', crispReach: 0, softReach: 4 + 12 * t, smoothing: 0, trust: 0.25 + 0.75 * t }
    : { method: 'solve', crispReach: 2 * u, softReach: 16 + 16 * u, smoothing: 0, trust: 1 + u };
}

const SOLVE_FROM = 25;
