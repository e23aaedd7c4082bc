import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureName } from '../../platform/picture-name.ts';
import { archiveNames } from './archive-names.ts';

const names = (...fileNames: readonly string[]) =>
  archiveNames(fileNames.map(name => ({ stem: pictureName(name), suffix: '', ending: 'png' })));

describe('the names of an archive', () => {
  it('are those of the files', () => {
    expect(names('a.jpg', 'ü 🐈.webp', 'no ending')).toEqual(['a.png', 'ü 🐈.png', 'no ending.png']);
  });

  it('are kept apart, also where small and capital letters are the same', () => {
    expect(names('a.jpg', 'A.png', 'a.webp', 'a (2).jpg')).toEqual([
      'a.png',
      'A (2).png',
      'a (3).png',
      'a (2) (2).png',
    ]);
    expect(names('\u00e9.png', 'e\u0301.png')).toEqual(['\u00e9.png', 'e\u0301 (2).png']);
  });

  it('are none that a system takes for something else', () => {
    expect(names('../x', '/etc/passwd', 'C:\\boot.ini', 'CON', 'lpt1.png', '..', 'a. ', '\u0000')).toEqual([
      'x.png',
      'passwd.png',
      'boot.png',
      'CON_.png',
      'lpt1_.png',
      'picture.png',
      'a.png',
      'picture (2).png',
    ]);
  });

  it('stay so, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 }), fileNames => {
        const made = names(...fileNames);
        expect(new Set(made.map(name => name.toLowerCase())).size).toBe(fileNames.length);
        for (const name of made) expect(name).toMatch(/^[^/\\\p{Cc}:<>"|?*]*[^. /\\]\.png$/u);
      }),
    );
  });
});
