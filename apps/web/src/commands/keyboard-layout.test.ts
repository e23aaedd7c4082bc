import { expect, it } from 'vitest';
import { toldKeys } from './keyboard-layout.ts';

const command = (...keys: string[]) => ({ id: 'x', title: 'X', group: 'edit', keys, run: () => {} }) as const;

const US = new Set(['[', ']', '\\', ',', '.', 'o']);
const GERMAN = new Set(['ü', '+', '#', ',', '.', 'o', '<']);

it('tells the first keys where they can be typed as they are', () => {
  expect(toldKeys(command('[', ','), US)).toBe('[');
  expect(toldKeys(command('Shift+{', 'Shift+;'), US)).toBe('Shift+{');
  expect(toldKeys(command('$mod+z'), GERMAN)).toBe('$mod+z');
});

it('tells others where those take AltGr', () => {
  expect(toldKeys(command('[', ','), GERMAN)).toBe(',');
  expect(toldKeys(command('Shift+}', 'Shift+:'), GERMAN)).toBe('Shift+:');
  expect(toldKeys(command('\\', 'o'), GERMAN)).toBe('o');
});

it('tells AltGr rather than nothing, and nothing where there are no keys', () => {
  expect(toldKeys(command(']'), GERMAN)).toBe(']');
  expect(toldKeys({ ...command(), keys: [] }, GERMAN)).toBeUndefined();
});
