import { describe, expect, it } from 'vitest';
import { parseColour } from './colour.ts';

describe('parseColour', () => {
  it.each([
    ['#fff', { r: 255, g: 255, b: 255, a: 255 }],
    ['#1a2B3c', { r: 26, g: 43, b: 60, a: 255 }],
    ['#1a2b3c80', { r: 26, g: 43, b: 60, a: 128 }],
  ])('reads %s', (text, colour) => expect(parseColour(text)).toEqual(colour));

  it.each(['', 'red', '#12', '#12345', '#1234567', '#ggg', ' #fff', '#fff\n'])('refuses %j', text => {
    expect(() => parseColour(text)).toThrow('A colour is written as #rrggbb');
  });
});
