import { parseCalibration } from '@backgroundfx/foundry';
import { expect, it } from 'vitest';
import { formatCalibration } from './calibration-file.ts';

const calibration = {
  version: 1,
  model: 'm',
  sourceSha256: 'ab',
  ranges: { input: [-0.5, 0.25], '/a': [0, 3] },
  float: ['/x', '/y'],
} as const;

it('writes a range to a line', () => {
  expect(formatCalibration(calibration)).toBe(`{
  "version": 1,
  "model": "m",
  "sourceSha256": "ab",
  "ranges": {
    "input": [-0.5,0.25],
    "/a": [0,3]
  },
  "float": [
    "/x",
    "/y"
  ]
}
`);
});

it('can be read back', () => {
  expect(parseCalibration(JSON.parse(formatCalibration(calibration)), 'file')).toEqual(calibration);
  const bare = { ...calibration, float: [] };
  expect(parseCalibration(JSON.parse(formatCalibration(bare)), 'file')).toEqual(bare);
});
