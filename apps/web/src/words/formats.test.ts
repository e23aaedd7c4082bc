import { describe, expect, it } from 'vitest';
import { german as germanWords } from './de.ts';
import { english as englishWords } from './en.ts';
import { formatsFor, pixelSize } from './formats.ts';

const english = formatsFor('en');
const german = formatsFor('de');

describe('formats', () => {
  it.each([
    [0, '0 B', '0 B'],
    [820, '820 B', '820 B'],
    [4_640_000, '4.6 MB', '4,6 MB'],
    [44_187_000, '44 MB', '44 MB'],
    [999_600, '1 MB', '1 MB'],
    [1_250_000_000, '1.3 GB', '1,3 GB'],
  ])('%i bytes', (bytes, inEnglish, inGerman) => {
    expect(english.bytes(bytes)).toBe(inEnglish);
    expect(german.bytes(bytes)).toBe(inGerman);
  });

  it.each([
    [0.2, '1 s', '1 s'],
    [42, '42 s', '42 s'],
    [59.6, '1 min', '1 min'],
    [600, '10 min', '10 min'],
    [5400, '1.5 h', '1,5 h'],
  ])('%d seconds', (seconds, inEnglish, inGerman) => {
    expect(english.duration(seconds)).toBe(inEnglish);
    expect(german.duration(seconds)).toBe(inGerman);
  });

  it('write numbers as the language does, with a true minus and no negative nothing', () => {
    expect(english.number(-1234.56, 1)).toBe('−1,234.6');
    expect(german.number(-1234.56, 1)).toBe('−1.234,6');
    expect(english.plain(-1234.56, 1)).toBe('−1234.6');
    expect(german.plain(-1234.56, 1)).toBe('−1234,6');
    expect(english.number(-0)).toBe('0');
    expect(english.number(-0.01)).toBe('0');
    expect(english.percent(0.394)).toBe('39 %');
    expect(german.percent(0.394)).toBe('39 %');
    expect(english.list(['hair', 'fur', 'glass'])).toBe('hair, fur, and glass');
  });

  it('choose the plural form, and the only one where there is one', () => {
    const forms = { one: 'picture', other: 'pictures' };
    expect([0, 1, 2].map(count => english.plural(count, forms))).toEqual(['pictures', 'picture', 'pictures']);
    expect(english.plural(1, { other: 'sheep' })).toBe('sheep');
  });

  it('say a time today, a day this year, a year before', () => {
    const now = new Date(2026, 10, 23, 15, 0);
    expect(german.when(new Date(2026, 10, 23, 9, 5), now)).toBe('09:05');
    expect(english.when(new Date(2026, 10, 12), now)).toBe('Nov 12');
    expect(english.when(new Date(2024, 10, 12), now)).toBe('Nov 12, 2024');
  });
});

describe('pixelSize', () => {
  it('is written alike everywhere, in plain numbers', () => {
    expect(pixelSize(960, 1280)).toBe('960 × 1280');
    for (const { replace, stage, export: exported } of [englishWords, germanWords]) {
      const said = [
        replace.canvas.size(2048, 1280),
        stage.canvasSize(2048, 1280),
        exported.pixels(2048, 1280),
      ];
      expect(new Set(said)).toEqual(new Set(['2048 × 1280']));
    }
  });
});
