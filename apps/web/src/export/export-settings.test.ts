import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, encodeSettings, lossyFormat, readSettings } from './export-settings.ts';
import { fileName, suggestedName } from './file-name.ts';

describe('readSettings', () => {
  it.each([null, '', '{', '[]', '7', 'null'])('of %j are those of the first visit', text => {
    expect(readSettings(text)).toEqual(DEFAULT_SETTINGS);
  });

  it('takes what makes sense and nothing else', () => {
    const kept = {
      format: 'webp',
      quality: { webp: 40, jpeg: 0 },
      lossless: true,
      maxSide: 1080,
      matteColour: 'red',
    };
    expect(readSettings(JSON.stringify(kept))).toEqual({
      ...DEFAULT_SETTINGS,
      format: 'webp',
      quality: { ...DEFAULT_SETTINGS.quality, webp: 40 },
      lossless: true,
      maxSide: 1080,
    });
    expect(readSettings('{"format":"tiff","maxSide":1.5}')).toEqual(DEFAULT_SETTINGS);
  });

  it('forgets the matte alone', () => {
    expect(readSettings(JSON.stringify({ ...DEFAULT_SETTINGS, isMatteOnly: true }))).toEqual(
      DEFAULT_SETTINGS,
    );
  });
});

it('has a quality only where something is lost', () => {
  const lossy = (settings: object) => lossyFormat({ ...DEFAULT_SETTINGS, ...settings });
  expect(['png', 'psd', 'jpeg', 'avif', 'webp'].map(format => lossy({ format }))).toEqual([
    null,
    null,
    'jpeg',
    'avif',
    'webp',
  ]);
  expect(lossy({ format: 'webp', lossless: true })).toBeNull();
  expect(encodeSettings({ ...DEFAULT_SETTINGS, format: 'psd' })).toBeNull();
  expect(encodeSettings({ ...DEFAULT_SETTINGS, format: 'jpeg', lossless: true })).toMatchObject({
    quality: DEFAULT_SETTINGS.quality.jpeg,
    lossless: false,
  });
});

describe('names of files', () => {
  it.each([
    ['photo.of.me.jpg', 'photo.of.me-cutout'],
    ['scan', 'scan-cutout'],
    ['.png', 'picture-cutout'],
  ])('%s becomes %s', (name, suggested) => expect(suggestedName(name, false)).toBe(suggested));

  it.each([
    ['a/b\\c:d', 'a-b-c-d.jpg'],
    ['  ..hidden. ', 'hidden.jpg'],
    ['', 'picture.jpg'],
    ['über ☕', 'über ☕.jpg'],
    ['x'.repeat(500), `${'x'.repeat(120)}.jpg`],
  ])('%j is written as %s', (name, written) => expect(fileName(name, 'jpeg')).toBe(written));
});
