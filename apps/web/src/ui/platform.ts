/** Whether shortcuts are written and pressed with ⌘. */
export const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether the shortcut's main key is down: ⌘ on Apple machines, Ctrl elsewhere. */
export function isCommand(event: KeyboardEvent): boolean {
  return (IS_APPLE ? event.metaKey : event.ctrlKey) && !event.altKey;
}
