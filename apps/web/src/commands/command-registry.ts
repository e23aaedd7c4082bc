import { createStore } from 'zustand/vanilla';
import { isEnabled, type PageCommand } from './page-command.ts';

/** Every command that can be run on the page as it is now, by id. */
export const commandStore = createStore<{ readonly commands: ReadonlyMap<string, PageCommand> }>(() => ({
  commands: new Map(),
}));

/**
 * Adds commands to the page, each in the place of the one with its id. Returns what takes them away again; a command that
 * somebody else has put in the place of one of them stays.
 */
export function registerCommands(commands: readonly PageCommand[]): () => void {
  commandStore.setState(({ commands: before }) => {
    const after = new Map(before);
    for (const command of commands) after.set(command.id, command);
    return { commands: after };
  });
  return () =>
    commandStore.setState(({ commands: before }) => {
      const after = new Map(before);
      for (const command of commands) {
        if (after.get(command.id) === command) after.delete(command.id);
      }
      return { commands: after };
    });
}

/** Runs the command with that id, if it is there and can be run now. Returns whether it was run. */
export function runCommand(id: string): boolean {
  const command = commandStore.getState().commands.get(id);
  if (!command || !isEnabled(command)) return false;
  command.run();
  return true;
}
