import { useEffect } from 'react';
import { useStore } from 'zustand';
import { commandStore, registerCommands } from './command-registry.ts';
import { keyboardStore, toldKeys } from './keyboard-layout.ts';
import type { PageCommand } from './page-command.ts';

/**
 * Offers commands as long as the component is mounted. The list is registered anew whenever it is another object: make it
 * with `useMemo`.
 */
export function useCommands(commands: readonly PageCommand[]): void {
  useEffect(() => registerCommands(commands), [commands]);
}

/** The command with that id, while something offers it. */
export function useCommand(id: string): PageCommand | undefined {
  return useStore(commandStore, state => state.commands.get(id));
}

/** What tells the keys of a command, as they are typed on this keyboard. */
export function useToldKeys(): (command: PageCommand) => string | undefined {
  const signs = useStore(keyboardStore, state => state.signs);
  return command => toldKeys(command, signs);
}

/** The keys to tell in a tooltip. */
export function useCommandKeys(id: string): string | undefined {
  const told = useToldKeys();
  return useStore(commandStore, state => {
    const command = state.commands.get(id);
    return command && told(command);
  });
}
