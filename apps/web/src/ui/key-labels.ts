import type { Words } from '../words/en.ts';

type KeyWords = Words['ui']['keys'];

const APPLE_MODIFIERS: Readonly<Record<string, string>> = {
  $mod: '⌘',
  Meta: '⌘',
  Control: '⌃',
  Shift: '⇧',
  Alt: '⌥',
};

/** What stands on a keyboard for a key that is not named by its letter. */
function keyLabel(key: string, words: KeyWords): string {
  const named: Readonly<Record<string, string>> = {
    ' ': words.space,
    Space: words.space,
    Escape: words.escape,
    Enter: words.enter,
    Backspace: words.backspace,
    Delete: words.delete,
    PageUp: words.pageUp,
    PageDown: words.pageDown,
    Home: words.home,
    End: words.end,
    ArrowUp: words.up,
    ArrowDown: words.down,
    ArrowLeft: words.left,
    ArrowRight: words.right,
  };
  return named[key] ?? key.replace(/^(Key|Digit)(?=.$)/, '').replace(/^.$/, letter => letter.toUpperCase());
}

/**
 * A key binding as it is written on the keys to press: `$mod+Shift+z` is Ctrl, Shift, Z, or ⇧, ⌘, Z.
 * A shift that only serves to type the sign (`Shift+?`) is not told.
 */
export function keyLabels(binding: string, isApple: boolean, words: KeyWords): readonly string[] {
  const parts = binding.split(/\b\+/);
  const key = parts.at(-1) ?? '';
  const isSign = /^[^\p{L}\p{N}\s]$/u.test(key);
  const modifiers = parts.slice(0, -1).filter(part => !(isSign && part === 'Shift'));
  const spoken: Readonly<Record<string, string>> = {
    $mod: words.control,
    Control: words.control,
    Meta: '⊞',
    Shift: words.shift,
    Alt: words.alt,
  };
  const names = modifiers.map(part => (isApple ? APPLE_MODIFIERS[part] : spoken[part]) ?? part);
  // Apple writes the command key last.
  if (isApple) names.sort((a, b) => Number(a === '⌘') - Number(b === '⌘'));
  return [...names, keyLabel(key, words)];
}
