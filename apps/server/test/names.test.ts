import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from '../src/platform/content-disposition.ts';
import { pictureName } from '../src/platform/picture-name.ts';

describe('the name of a picture', () => {
  it.each([
    ['cat.jpg', 'cat'],
    ['my.cat.JPEG', 'my.cat'],
    ['C:\\Users\\me\\cat.png', 'cat'],
    ['../../etc/passwd', 'passwd'],
    ['Мурка 2.webp', 'Мурка 2'],
    ['.png', 'picture'],
    ['..', 'picture'],
    ['a\r\nX: y.png', 'aX y'],
    ['', 'picture'],
    [undefined, 'picture'],
    [`${'é'.repeat(300)}.png`, 'é'.repeat(100)],
  ])('%j: %s', (given, name) => expect(pictureName(given)).toBe(name));

  it('is harmless whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), given => {
        const name = pictureName(given);
        expect(name).not.toMatch(/[/\\\p{C}]/u);
        expect(name.length).toBeGreaterThan(0);
        expect(contentDisposition('inline', name)).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });
});

describe('Content-Disposition', () => {
  it.each([
    ['cat.png', 'inline; filename="cat.png"'],
    ["Tom's (1).png", 'inline; filename="Tom\'s (1).png"'],
    ['100%.png', `inline; filename="100_.png"; filename*=UTF-8''100%25.png`],
    ['naïve*.png', `inline; filename="na_ve*.png"; filename*=UTF-8''na%C3%AFve%2A.png`],
    ['猫.png', `inline; filename="_.png"; filename*=UTF-8''%E7%8C%AB.png`],
  ])('%s', (name, header) => expect(contentDisposition('inline', name)).toBe(header));
});
