/**
 * Colours as the eye orders them: Oklab (Björn Ottosson, "A perceptual color space for image processing", 2020). `L` is lightness,
 * 0 black to 1 white; `a` goes from green to red and `b` from blue to yellow, both about -0.4 to 0.4.
 */
export interface OklabReader {
  /** Writes L, a, b of the colour of the pixel that begins at `p` to `lab`. */
  read(data: ArrayLike<number>, p: number, lab: Float64Array): void;
}

export interface OklabWriter {
  /** Writes a colour as sRGB to the three bytes from `p` on, as near as sRGB has it. */
  write(lab: Float64Array, data: { [i: number]: number }, p: number): void;
}

/** Steps of the table that finds about which byte a linear value is. */
const GUESSES = 4096;

/** Made for one piece of work: who changes no colours holds no tables. */
export function oklabReader(): OklabReader {
  const linear = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte / 255));
  return {
    read(data, p, lab) {
      const r = linear[data[p]!]!;
      const g = linear[data[p + 1]!]!;
      const b = linear[data[p + 2]!]!;
      const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
      const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
      const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
      lab[0] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
      lab[1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
      lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
    },
  };
}

export function oklabWriter(): OklabWriter {
  // The linear value from which on each byte is the nearest one; no value reaches the last.
  const begins = Float64Array.from({ length: 257 }, (_, byte) =>
    byte === 256 ? Number.POSITIVE_INFINITY : linearOf(Math.max(0, byte - 0.5) / 255),
  );
  const guess = new Uint8Array(GUESSES + 1);
  for (let i = 0, byte = 0; i <= GUESSES; i++) {
    while (begins[byte + 1]! <= i / GUESSES) byte++;
    guess[i] = byte;
  }
  const byteOf = (value: number) => {
    if (!(value > 0)) return 0;
    if (value >= 1) return 255;
    let byte = guess[Math.floor(value * GUESSES)]!;
    while (begins[byte + 1]! <= value) byte++;
    return byte;
  };
  return {
    write(lab, data, p) {
      const l = cubed(lab[0]! + 0.3963377774 * lab[1]! + 0.2158037573 * lab[2]!);
      const m = cubed(lab[0]! - 0.1055613458 * lab[1]! - 0.0638541728 * lab[2]!);
      const s = cubed(lab[0]! - 0.0894841775 * lab[1]! - 1.291485548 * lab[2]!);
      data[p] = byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
      data[p + 1] = byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
      data[p + 2] = byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
    },
  };
}

function cubed(x: number): number {
  return x * x * x;
}

/** Linear light of an sRGB value, both 0..1. */
function linearOf(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
