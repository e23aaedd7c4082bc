import { describe, expect, it } from 'vitest';
import { uiWords as german } from '../words/de/ui.ts';
import { uiWords as english } from '../words/en/ui.ts';
import { keyLabels } from './key-labels.ts';

describe('keyLabels', () => {
  it.each([
    ['$mod+Shift+z', ['Ctrl', 'Shift', 'Z'], ['⇧', '⌘', 'Z']],
    ['Shift+?', ['?'], ['?']],
    ['[', ['['], ['[']],
    ['KeyE', ['E'], ['E']],
    ['Shift+ArrowUp', ['Shift', 'Up'], ['⇧', 'Up']],
    ['PageDown', ['Page Down'], ['Page Down']],
    ['Space', ['Space'], ['Space']],
    ['Alt+1', ['Alt', '1'], ['⌥', '1']],
  ])('%s', (binding, elsewhere, apple) => {
    expect(keyLabels(binding, false, english.keys)).toEqual(elsewhere);
    expect(keyLabels(binding, true, english.keys)).toEqual(apple);
  });

  it('speaks German', () => {
    expect(keyLabels('$mod+Shift+Delete', false, german.keys)).toEqual(['Strg', 'Umschalt', 'Entf']);
  });
});
