import { describe, expect, it } from 'vitest';
import { paintUnsure } from './unsure-layer.ts';

const painted = (level: number) => [...paintUnsure(Uint8Array.of(level))] as [number, number, number, number];

describe('the colours of doubt', () => {
  it('leave alone what is sure', () => {
    expect(painted(0)[3]).toBe(0);
  });

  it('go from blue to amber and are never grey, which the picture has itself', () => {
    const [little, very] = [painted(1), painted(255)];
    expect(little[2]).toBeGreaterThan(little[0] + 80);
    expect(very[0]).toBeGreaterThan(very[2] + 180);
    let alpha = 100;
    for (let level = 1; level < 256; level++) {
      const [r, g, b, a] = painted(level);
      expect(Math.max(r, g, b) - Math.min(r, g, b), `${level}`).toBeGreaterThan(90);
      expect(a).toBeGreaterThanOrEqual(alpha);
      alpha = a;
    }
  });
});
