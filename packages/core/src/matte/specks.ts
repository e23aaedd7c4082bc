import type { FloatMatte } from '../raster/planes.ts';
import type { PixelList } from './pixel-list.ts';

/** Pixels of the coarse matte that a speck has at most; a strand of hair that lost its root has more. */
const SPECK = 32;
/** Alpha from which something is seen in front of the background, and up to which something is seen through the subject. */
const FAINT = 0.1;
/** A gap in the subject that is emptier than this is a hole, however small. */
const HOLE = 0.35;

/**
 * Clears dust (small spots in the background that hang together with nothing) and closes ghosts (small half-transparent
 * spots inside the subject). Larger surfaces of middling alpha are glass or veils, small openings that one sees right
 * through are holes: both stay. Changes `matte` in the band alone; time grows with the band.
 */
export function clearSpecks({ data, width, height }: FloatMatte, { pixels, index }: PixelList): void {
  const group = new Uint8Array(pixels.length);
  const spot = new Int32Array(SPECK + 1);
  /** Follows a spot of pixels that `belongs` accepts; its size, or 0 when it is large or goes on outside the band. */
  const follow = (start: number, belongs: (alpha: number) => boolean, mark: number): number => {
    let size = 0;
    let closed = true;
    const queue = [start];
    group[index[start]!] = mark;
    for (let p = queue.pop(); p !== undefined; p = queue.pop()) {
      if (size <= SPECK) spot[size++] = p;
      const x = p % width;
      const y = (p - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const q = v * width + u;
          if (!belongs(data[q]!)) continue;
          const unknown = index[q]!;
          if (unknown < 0) closed = false;
          else if (group[unknown] !== mark) {
            group[unknown] = mark;
            queue.push(q);
          }
        }
      }
    }
    return closed && size <= SPECK ? size : 0;
  };
  const fill = (size: number, alpha: number) => {
    for (let k = 0; k < size; k++) data[spot[k]!] = alpha;
  };
  const seen = (alpha: number) => alpha > FAINT;
  for (let u = 0; u < pixels.length; u++) {
    const p = pixels[u]!;
    if (group[u] !== 1 && seen(data[p]!)) fill(follow(p, seen, 1), 0);
  }
  const thin = (alpha: number) => alpha < 1 - FAINT;
  for (let u = 0; u < pixels.length; u++) {
    const p = pixels[u]!;
    if (group[u] === 2 || !thin(data[p]!)) continue;
    const size = follow(p, thin, 2);
    let least = 1;
    for (let k = 0; k < size; k++) least = Math.min(least, data[spot[k]!]!);
    if (least > HOLE) fill(size, 1);
  }
}
