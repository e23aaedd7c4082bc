import { describe, expect, it } from 'vitest';
import { floatMatte } from '../raster/planes.ts';
import { clearSpecks } from './specks.ts';

const SIDE = 24;

/** A matte of one alpha with a patch of another, all of it in the band unless said otherwise. */
function patched(ground: number, patch: number, width: number, height: number) {
  const data = new Float32Array(SIDE * SIDE).fill(ground);
  for (let y = 0; y < height; y++) data.fill(patch, (y + 4) * SIDE + 4, (y + 4) * SIDE + 4 + width);
  return { matte: floatMatte(SIDE, SIDE, data), band: new Uint8Array(SIDE * SIDE).fill(1) };
}

const at = (x: number, y: number) => y * SIDE + x;

describe('clearSpecks', () => {
  it('clears spots of up to 32 pixels that hang together with nothing, not larger ones', () => {
    const dust = patched(0, 0.8, 8, 4);
    clearSpecks(dust.matte, dust.band);
    expect([...dust.matte.data].every(a => a === 0)).toBe(true);

    const strand = patched(0, 0.8, 11, 3);
    const before = strand.matte.data.slice();
    clearSpecks(strand.matte, strand.band);
    expect(strand.matte.data).toEqual(before);
  });

  it('leaves a spot alone that goes on outside the band', () => {
    const { matte, band } = patched(0, 0.8, 3, 3);
    band[at(6, 6)] = 0;
    const before = matte.data.slice();
    clearSpecks(matte, band);
    expect(matte.data).toEqual(before);
  });

  it('closes a small ghost inside the subject, not a hole and not a large surface of glass', () => {
    const ghost = patched(1, 0.6, 5, 5);
    clearSpecks(ghost.matte, ghost.band);
    expect([...ghost.matte.data].every(a => a === 1)).toBe(true);

    const hole = patched(1, 0.1, 5, 5);
    clearSpecks(hole.matte, hole.band);
    expect(hole.matte.data[at(6, 6)]).toBeCloseTo(0.1);

    const glass = patched(1, 0.6, 9, 9);
    clearSpecks(glass.matte, glass.band);
    expect(glass.matte.data[at(6, 6)]).toBeCloseTo(0.6);
  });

  it('takes spots that touch by a corner for one', () => {
    const { matte, band } = patched(0, 0, 1, 1);
    for (let k = 0; k < 40; k++) matte.data[at(2 + (k % 20), 2 + (k % 20) + (k < 20 ? 0 : 1))] = 0.9;
    const before = matte.data.slice();
    clearSpecks(matte, band);
    expect(matte.data).toEqual(before);
  });
});
