import { expect, it } from 'vitest';
import { withoutFloatNote } from './without-float.ts';

it.each([
  ['out_of_memory', 'there may be too little memory for that'],
  ['model_unavailable', 'its files for that are not here'],
  ['inference_failed', 'it could not be opened so'],
] as const)('says why float was done without: %s', (code, why) => {
  expect(withoutFloatNote(code)).toBe(`The network worked in 8 bits and not in float: ${why}`);
});
