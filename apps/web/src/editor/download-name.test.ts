import { expect, it } from 'vitest';
import { downloadName } from './download-name.ts';

it('changes the last suffix alone', () => {
  expect(downloadName('mug.jpg')).toBe('mug-cutout.png');
  expect(downloadName('photo.of.me.JPEG')).toBe('photo.of.me-cutout.png');
  expect(downloadName('scan')).toBe('scan-cutout.png');
  expect(downloadName('.png')).toBe('picture-cutout.png');
});
