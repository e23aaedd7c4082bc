import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

it('scores high at the default refinement unless told', () => {
  const args = readArguments(['--samples']);
  expect(args?.models).toEqual(['isnet']);
  expect(args?.qualities).toEqual(['high']);
  expect(args?.refinements).toEqual([50]);
  expect(args?.plain).toEqual([]);
  expect(args?.limit).toBe(Number.POSITIVE_INFINITY);
});

it('takes lists, and any number of sets', () => {
  const args = readArguments(['--set', 'a', '--set', 'b', '--quality', 'low,ultra', '--refinement', '0,100']);
  expect(args?.sets).toEqual(['a', 'b']);
  expect(args?.qualities).toEqual(['low', 'ultra']);
  expect(args?.refinements).toEqual([0, 100]);
});

it('leaves the engine out when only others are asked for', () => {
  expect(readArguments(['--samples', '--plain', 'fp32'])?.qualities).toEqual([]);
  expect(readArguments(['--samples', '--plain', 'fp32', '--quality', 'low'])?.qualities).toEqual(['low']);
});

it('asks for nothing when help is wanted', () => {
  expect(readArguments(['--set', 'a', '--help'])).toBeUndefined();
});

it.each([
  [[], 'Say what to look at: --set, --samples or --empty'],
  [['--samples', '--quality', 'best'], '--quality takes low, medium, high, ultra, not "best"'],
  [['--samples', '--refinement', 'a lot'], '--refinement takes a number, not "a lot"'],
  [['--samples', '--plain', 'int4'], '--plain takes fp32, fp16, int8, not "int4"'],
  [['--samples', '--peer', 'imgly'], '--peer needs --keep'],
])('says what is wrong with %j', (args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
