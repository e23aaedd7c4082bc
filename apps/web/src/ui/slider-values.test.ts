import { describe, expect, it } from 'vitest';
import { parseNumber, sliderStop } from './slider-values.ts';

const RANGE = { min: -10, max: 10, step: 0.5 };

describe('sliderStop', () => {
  it.each([
    ['ArrowRight', false, 2.5],
    ['ArrowUp', false, 2.5],
    ['ArrowLeft', false, 1.5],
    ['ArrowDown', true, -3],
    ['ArrowRight', true, 7],
    ['PageUp', false, 7],
    ['PageDown', false, -3],
    ['Home', false, -10],
    ['End', true, 10],
    ['a', false, null],
  ])('%s, shift %s', (key, shift, expected) => {
    expect(sliderStop(2, key, shift, RANGE)).toBe(expected);
  });

  it('stops at both ends', () => {
    expect(sliderStop(9.8, 'ArrowRight', false, RANGE)).toBe(10);
    expect(sliderStop(-8, 'ArrowLeft', true, RANGE)).toBe(-10);
  });
});

describe('tenths', () => {
  it('stay tenths, however many are added', () => {
    expect(sliderStop(0.2, 'ArrowUp', false, { min: 0, max: 1, step: 0.1 })).toBe(0.3);
  });
});

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    ['-3.5', -3.5],
    ['−3,5', -3.5],
    [' .5 ', 0.5],
    ['7.', 7],
    ['', null],
    ['-', null],
    ['1e3', null],
    ['ten', null],
    ['1.2.3', null],
  ])('%s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });

  it('takes the unit that the field writes', () => {
    expect(parseNumber('8 %', '%')).toBe(8);
    expect(parseNumber('−12.5 px', 'px')).toBe(-12.5);
    expect(parseNumber('8', '%')).toBe(8);
    expect(parseNumber('8 px', '%')).toBeNull();
  });
});
