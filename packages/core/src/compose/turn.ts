/** A direction: `cos` and `sin` of an angle. */
export interface Turn {
  readonly cos: number;
  readonly sin: number;
}

/**
 * Cosine and sine of an angle in degrees, clockwise on a picture (y points down). The language leaves the last bits of its
 * own ones to each engine; these are the same everywhere, and exact for quarter turns.
 */
export function turnOf(degrees: number): Turn {
  const full = degrees - 360 * Math.floor(degrees / 360);
  const quarter = Math.floor((full + 45) / 90);
  const angle = ((full - 90 * quarter) * Math.PI) / 180;
  const cos = taylor(angle, 1, 0);
  const sin = taylor(angle, angle, 1);
  const turns: readonly Turn[] = [
    { cos, sin },
    { cos: 0 - sin, sin: cos },
    { cos: 0 - cos, sin: 0 - sin },
    { cos: sin, sin: 0 - cos },
  ];
  return turns[quarter % 4]!;
}

/** The series of cosine or sine, for angles up to an eighth of a turn: below 1e-16 after nine terms. */
function taylor(angle: number, first: number, power: number): number {
  let sum = first;
  let term = first;
  for (let n = power + 1; n < power + 18; n += 2) {
    term *= -(angle * angle) / (n * (n + 1));
    sum += term;
  }
  return sum;
}
