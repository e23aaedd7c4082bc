/** Where a command stands in the palette and on the shortcut sheet, in this order. */
export const COMMAND_GROUPS = ['file', 'edit', 'tool', 'view', 'background', 'canvas', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/**
 * Something a person can do on the page, by name, by key or by a button. (What changes a document is another thing: the
 * commands of `state/document`.)
 */
export interface PageCommand {
  /** Unique over the page: `edit.undo`. */
  readonly id: string;
  /** From the dictionary. */
  readonly title: string;
  readonly group: CommandGroup;
  /**
   * Key presses that run it, as tinykeys writes them: `$mod+Shift+z`, `e`, `[`. The first is the one that is told; further
   * ones are for other keyboards, and told where the first takes AltGr.
   */
  readonly keys?: string | readonly string[];
  /** Always, where it is left out. */
  readonly isEnabled?: () => boolean;
  readonly run: () => void;
  /** A key that is held down runs it again and again. */
  readonly repeats?: boolean;
  /** Its keys work while somebody types in a field too: for those with Ctrl that no field uses. */
  readonly whileTyping?: boolean;
  /** Not in the palette: it makes sense only under the fingers. */
  readonly isUnlisted?: boolean;
  /** In the palette only once somebody looks for it: there are many of its kind. */
  readonly isOnlyFound?: boolean;
  /** By which it is found too, beside its title. */
  readonly keywords?: readonly string[];
  /** Its key is held while something else is done; the room listens for it, and the sheet of shortcuts tells it. */
  readonly isHeld?: boolean;
}

/** The key presses that run a command, the told one first. */
export function bindingsOf(command: PageCommand): readonly string[] {
  return typeof command.keys === 'string' ? [command.keys] : (command.keys ?? []);
}

/** Whether the command can be run now. */
export function isEnabled(command: PageCommand): boolean {
  return command.isEnabled?.() ?? true;
}
