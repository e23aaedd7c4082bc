import { matchKeyBindingPress, parseKeybinding } from 'tinykeys';
import { commandStore } from './command-registry.ts';
import { bindingsOf, isEnabled, type PageCommand } from './page-command.ts';
import { singleKeyStore } from './single-keys.ts';

/** Fields that take letters; a slider takes arrows alone, and uses those up. */
const TYPED_INTO =
  'textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"], [type="color"], [type="file"])';
/** They leap by these keys, or do nothing by them: another page is not meant. */
const LEAPING = '[role="slider"], input[type="range"]';
/** What floats over the page has its own letters. */
const OWN_LETTERS = '[role="menu"], [role="listbox"], [role="dialog"]';

/**
 * Runs commands by their keys, as long as nothing nearer to the focus used the press, no modal dialog is open, and nobody
 * is typing. Returns what stops it. One listener is enough for a page.
 */
export function listenForKeys(target: Window): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('[data-modal]')) return;
    const command = commandFor(event);
    if (!command) return;
    // The browser's own answer to Ctrl-S is not wanted while there is nothing to save either.
    event.preventDefault();
    if (event.repeat && !command.repeats) return;
    if (isEnabled(command)) command.run();
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

/** The command that a key press asks for where it was pressed. */
function commandFor(event: KeyboardEvent): PageCommand | undefined {
  const on = event.target instanceof Element ? event.target : null;
  const isTyping = on?.closest(TYPED_INTO) != null;
  if (event.key.startsWith('Page') && on?.closest(LEAPING)) return undefined;
  const isElsewhere = on?.closest(OWN_LETTERS) != null;
  const { isOn } = singleKeyStore.getState();
  for (const command of commandStore.getState().commands.values()) {
    if (command.isHeld || (isTyping && !command.whileTyping)) continue;
    for (const binding of bindingsOf(command)) {
      const press = parseKeybinding(binding)[0];
      if (!press || !matchKeyBindingPress(event, press)) continue;
      if (isSingle(binding) && (isElsewhere || isTyping || !isOn)) continue;
      return command;
    }
  }
  return undefined;
}

/** Whether it is typed without Ctrl, ⌘ or Alt, as text is. */
function isSingle(binding: string): boolean {
  return !/^(\$mod|Control|Meta|Alt)\+|\+(\$mod|Control|Meta|Alt)\+/.test(binding);
}
