import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexToHsv, hsvToHex, parseHex } from './hsv.ts';

describe('colours', () => {
  it('go to hue, saturation and brightness and back without a change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), number => {
        const hex = `#${number.toString(16).padStart(6, '0')}`;
        expect(hsvToHex(hexToHsv(hex))).toBe(hex);
      }),
    );
  });

  it.each([
    ['#ff0000', { h: 0, s: 1, v: 1 }],
    ['#00ff00', { h: 120, s: 1, v: 1 }],
    ['#000080', { h: 240, s: 1, v: 128 / 255 }],
    ['#ffffff', { h: 0, s: 0, v: 1 }],
  ])('%s', (hex, expected) => {
    expect(hexToHsv(hex)).toEqual(expected);
  });

  it('keep the hue that a grey cannot tell', () => {
    expect(hexToHsv('#808080', 210).h).toBe(210);
  });
});

describe('parseHex', () => {
  it.each([
    ['#4B50D8', '#4b50d8'],
    [' 4b50d8 ', '#4b50d8'],
    ['fa0', '#ffaa00'],
    ['#12', null],
    ['#12345g', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(parseHex(text)).toBe(expected);
  });
});
