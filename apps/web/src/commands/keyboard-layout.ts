import { createStore } from 'zustand/vanilla';
import { bindingsOf, type PageCommand } from './page-command.ts';

/** What the keys of this keyboard give by themselves; null where the browser does not tell. */
export const keyboardStore = createStore<{ readonly signs: ReadonlySet<string> | null }>(() => ({
  signs: null,
}));

interface KeyboardNavigator {
  readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> };
}

/** Asks the browser which keys there are. */
export async function readKeyboard(): Promise<void> {
  const layout = await (navigator as KeyboardNavigator).keyboard?.getLayoutMap().catch(() => null);
  // A machine without a keyboard has an empty one.
  if (layout && layout.size > 0) keyboardStore.setState({ signs: new Set(layout.values()) });
}

/** Signs that most keyboards but the English ones hide behind AltGr, each with the key that has it where it has one. */
const KEY_OF_SIGN: Readonly<Record<string, string>> = {
  '[': '[',
  '{': '[',
  ']': ']',
  '}': ']',
  '\\': '\\',
  '|': '\\',
};

/** The keys to tell for a command: the first that can be typed without AltGr on this keyboard. */
export function toldKeys(command: PageCommand, signs: ReadonlySet<string> | null): string | undefined {
  const bindings = bindingsOf(command);
  return bindings.find(binding => isTyped(binding, signs)) ?? bindings[0];
}

function isTyped(binding: string, signs: ReadonlySet<string> | null): boolean {
  const key = KEY_OF_SIGN[binding.slice(-1)];
  if (key === undefined) return true;
  return signs ? signs.has(key) : /^en\b/.test(navigator.language);
}
