import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatMatte } from '../raster/planes.ts';
import { confidenceOf, doubtsOf, hasSubject } from './confidence.ts';
import { agreementOf, evidenceOf, showsNothing, uncertaintyOf } from './evidence.ts';

const matteOf = (side: number, alpha: (x: number, y: number) => number) =>
  floatMatte(
    side,
    side,
    Float32Array.from({ length: side * side }, (_, i) => alpha(i % side, Math.floor(i / side))),
  );
const left = (level: number) => matteOf(128, x => (x < 64 ? level : 0));

describe('evidenceOf', () => {
  it('counts what is covered, what is undecided, and the peak', () => {
    expect(evidenceOf(left(1))).toEqual({ coverage: 0.5, undecided: 0, peak: 1 });
    expect(evidenceOf(left(0.75)).undecided).toBeCloseTo(2 / 3, 5);
    expect(evidenceOf(left(0))).toEqual({ coverage: 0, undecided: 2, peak: 0 });
  });
});

describe('agreementOf', () => {
  it('is 1 for the same, 0 for nothing in common, and one third for halves that overlap by half', () => {
    const right = matteOf(128, x => (x < 64 ? 0 : 1));
    const middle = matteOf(128, x => (x >= 32 && x < 96 ? 1 : 0));
    expect(agreementOf(left(1), left(1))).toBe(1);
    expect(agreementOf(left(1), right)).toBe(0);
    expect(agreementOf(left(1), middle)).toBeCloseTo(1 / 3, 5);
    expect(agreementOf(left(0), left(0))).toBe(1);
  });

  it('compares mattes of different sizes', () => {
    const fine = matteOf(512, x => (x < 256 ? 1 : 0));
    expect(agreementOf(left(1), fine)).toBeCloseTo(1, 5);
  });
});

describe('uncertaintyOf', () => {
  it('is most at one half and nothing at both ends', () => {
    expect([...uncertaintyOf(floatMatte(3, 1, Float32Array.of(0, 0.5, 1))).data]).toEqual([0, 255, 0]);
  });
});

describe('confidenceOf', () => {
  const told = (alpha: ReturnType<typeof left>) => confidenceOf(doubtsOf({ alpha, agreements: [] }));

  it('falls as less is decided, and as the subject falls apart', () => {
    const levels = [1, 0.95, 0.9, 0.8, 0.6].map(level => told(left(level)));
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
    expect(levels[0]).toBeGreaterThan(0.9);
    expect(levels.at(-1)).toBeLessThan(0.3);
    const parts = matteOf(128, (x, y) => (x % 64 < 32 && y % 64 < 32 ? 1 : 0));
    expect(told(parts)).toBeLessThan(told(left(1)));
  });

  it('is a number of 0 to 1 for any matte', () => {
    const alphas = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(alphas, list => {
        const confidence = told(floatMatte(3, 3, Float32Array.from(list)));
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('hasSubject', () => {
  it('sees none where nothing stands out, or nothing is decided', () => {
    expect(showsNothing(left(0.6))).toBe(true);
    expect(showsNothing(matteOf(128, (x, y) => (x === 0 && y === 0 ? 1 : 0.4)))).toBe(true);
    expect(hasSubject({ alpha: left(0.3), agreements: [] })).toBe(false);
    expect(hasSubject({ alpha: left(1), agreements: [] })).toBe(true);
  });

  it('takes what spans the whole picture for a subject only if the looks saw the same', () => {
    const everywhere = matteOf(128, (x, y) => (x % 8 < 4 || y === 127 ? 1 : 0));
    const whole = matteOf(128, () => 1);
    expect(hasSubject({ alpha: everywhere, agreements: [0.1] })).toBe(false);
    expect(hasSubject({ alpha: everywhere, agreements: [0.9] })).toBe(true);
    expect(hasSubject({ alpha: whole, agreements: [] })).toBe(true);
    expect(hasSubject({ alpha: left(1), agreements: [0.1] })).toBe(true);
  });
});
