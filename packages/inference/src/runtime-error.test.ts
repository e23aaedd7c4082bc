import { EngineError } from '@backgroundfx/core';
import { expect, it } from 'vitest';
import { toEngineError } from './runtime-error.ts';

it.each([
  ['std::bad_alloc', 'out_of_memory'],
  ['Failed to allocate memory for requested buffer of size 94371840', 'out_of_memory'],
  ['Array buffer allocation failed', 'out_of_memory'],
  ['worker exited with code: 7', 'worker_died'],
  ['memory access out of bounds', 'inference_failed'],
  ['Got invalid dimensions for input', 'inference_failed'],
])('calls "%s" %s and keeps its words', (message, code) => {
  const cause = new Error(message);
  const error = toEngineError(cause, 'The model could not be run');
  expect(error).toMatchObject({ code, cause, message: `The model could not be run: ${message}` });
});

it('leaves an engine error as it is, and takes what is no error at all', () => {
  const cancelled = new EngineError('cancelled', 'Cancelled');
  expect(toEngineError(cancelled, 'x')).toBe(cancelled);
  expect(toEngineError('odd', 'x')).toMatchObject({ code: 'inference_failed', message: 'x: odd' });
});
