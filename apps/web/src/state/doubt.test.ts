import { describe, expect, it } from 'vitest';
import { doubtOf, isWorthBrushing } from './doubt.ts';

const WIDTH = 120;
const HEIGHT = 90;

/** A matte of which each pixel is given, 0..1. */
function doubt(alpha: (x: number, y: number) => number) {
  const levels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const a = alpha(i % WIDTH, Math.floor(i / WIDTH));
    return Math.round(255 * Math.min(1, Math.max(0, a)));
  });
  return doubtOf(levels, WIDTH, HEIGHT);
}

/** The subject's edge through the middle, so many pixels soft. */
const edge = (softness: number, angle: number) => (x: number, y: number) =>
  0.5 + ((x - WIDTH / 2) * Math.cos(angle) + (y - HEIGHT / 2) * Math.sin(angle)) / softness;
const most = ({ levels }: ReturnType<typeof doubt>) => Math.max(...levels);
const at = ({ levels }: ReturnType<typeof doubt>, x: number, y: number) => levels[y * WIDTH + x]!;

describe('doubt', () => {
  it.each([1, 2, 3, 4])('is none along an edge that is %i pixels soft, however it lies', softness => {
    for (const degrees of [0, 20, 45, 70, 90]) {
      expect(most(doubt(edge(softness, (degrees * Math.PI) / 180))), `${degrees}°`).toBe(0);
    }
  });

  it('is none on a stem of three pixels, whose edges lie close together', () => {
    expect(most(doubt(x => 2 - Math.abs(x - 60)))).toBe(0);
  });

  it('is none at the picture’s rim, where nothing lies beside', () => {
    expect(most(doubt(x => (x === 0 ? 0.5 : 1)))).toBe(0);
  });

  it('is where an area is half covered, most of all in its middle', () => {
    const found = doubt((x, y) => (Math.hypot(x - 60, y - 45) < 14 ? 0.5 : 0));
    expect(at(found, 60, 45)).toBe(255);
    expect(at(found, 60 + 13, 45)).toBeLessThan(200);
    expect(at(found, 60 + 24, 45)).toBe(0);
    expect(isWorthBrushing(found)).toBe(true);
  });

  it('is where hair and ground take turns, and where an edge fades over a wide strip', () => {
    expect(
      at(
        doubt(x => (x % 3 === 0 ? 0.7 : x % 3 === 1 ? 0.4 : 0)),
        60,
        45,
      ),
    ).toBeGreaterThan(0);
    expect(isWorthBrushing(doubt(edge(16, 0)))).toBe(true);
  });

  it('is not worth a brush where it is but a speck', () => {
    expect(isWorthBrushing(doubt(() => 1))).toBe(false);
    expect(isWorthBrushing(doubt((x, y) => (Math.hypot(x - 60, y - 45) < 2 ? 0.5 : 1)))).toBe(false);
  });
});
