import { Command as Cmdk } from 'cmdk';
import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { useWords } from '../words/use-words.ts';
import { commandStore, runCommand } from './command-registry.ts';
import { findCommands } from './find-commands.ts';
import { COMMAND_GROUPS, isEnabled } from './page-command.ts';
import { useToldKeys } from './use-commands.ts';

/** Every command that can be run now, found by typing a part of its name. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { commands: words } = useWords();
  const commands = useStore(commandStore, state => state.commands);
  const told = useToldKeys();
  const [typed, setTyped] = useState('');
  const chosen = useRef<string | null>(null);
  const offered = [...commands.values()].filter(
    command => !command.isUnlisted && !command.isHeld && isEnabled(command),
  );
  const found = findCommands(offered, typed);
  // The group of what was found first comes first.
  const groups = typed.trim() === '' ? COMMAND_GROUPS : new Set(found.map(({ group }) => group));

  return (
    <Dialog
      title={words.palette}
      head="hidden"
      isPadded={false}
      onClose={onClose}
      onClosed={() => {
        // After the focus is back where it was: some commands ask where that is, some open a dialog.
        if (chosen.current !== null) runCommand(chosen.current);
      }}
    >
      <Cmdk label={words.palette} loop shouldFilter={false} className="flex max-h-[60dvh] flex-col">
        <div className="flex flex-none items-center gap-3 border-b border-line px-4">
          <Search className="flex-none text-dim" size={18} strokeWidth={1.6} aria-hidden="true" />
          <Cmdk.Input
            autoFocus
            value={typed}
            onValueChange={setTyped}
            placeholder={words.palettePlaceholder}
            className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint touch:text-lg"
          />
        </div>
        <Cmdk.List label={words.palette} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2">
          {[...groups].map(group => {
            const own = found.filter(command => command.group === group);
            if (own.length === 0) return null;
            return (
              <Cmdk.Group
                key={group}
                heading={words.groups[group]}
                className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:text-dim"
              >
                {own.map(command => {
                  const keys = told(command);
                  return (
                    <Cmdk.Item
                      key={command.id}
                      value={command.id}
                      onSelect={() => {
                        chosen.current = command.id;
                        onClose();
                      }}
                      className="flex min-h-9 cursor-pointer select-none items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-field touch:min-h-11"
                    >
                      <span className="min-w-0 flex-1 truncate">{command.title}</span>
                      {keys && <Keys binding={keys} />}
                    </Cmdk.Item>
                  );
                })}
              </Cmdk.Group>
            );
          })}
        </Cmdk.List>
        {/* Below the list, which holds commands alone; it keeps its padding while it is empty. */}
        <div role="status">
          <Cmdk.Empty className="px-3 pt-2 pb-6 text-center text-dim">{words.paletteEmpty}</Cmdk.Empty>
        </div>
      </Cmdk>
    </Dialog>
  );
}
