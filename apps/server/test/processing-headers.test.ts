import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { headersOf } from '../src/processing/processing.routes.ts';
import type { SentCutout } from '../src/processing/processing.service.ts';

const cutout = (names: readonly string[]): SentCutout => ({
  width: 2,
  height: 1,
  format: 'png',
  seconds: 0.1,
  note: undefined,
  classes: names.map(name => ({ name, share: 0.5 })),
  fileName: 'a.png',
  size: 9,
  bytes: Readable.from([]),
});

it('names the classes that were found, as many as a header holds', () => {
  expect(headersOf(cutout(['cat', 'Hündin, alt']))['X-Classes']).toBe('cat, H%C3%BCndin%2C%20alt');
  const long = Array.from({ length: 29 }, (_, i) => `${i}${'€'.repeat(110)}`);
  const told = String(headersOf(cutout(long))['X-Classes']);
  expect(told.length).toBeLessThanOrEqual(4000);
  expect(told.split(', ').map(decodeURIComponent)).toEqual(long.slice(0, 4));
  expect(headersOf(cutout([]))).not.toHaveProperty('X-Classes');
});
