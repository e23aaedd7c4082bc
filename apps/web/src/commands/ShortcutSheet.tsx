import { useStore } from 'zustand';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { useWords } from '../words/use-words.ts';
import { commandStore } from './command-registry.ts';
import { COMMAND_GROUPS } from './page-command.ts';
import { useToldKeys } from './use-commands.ts';

/** Every key there is on the page now, by what it is for. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { commands: words } = useWords();
  const commands = useStore(commandStore, state => state.commands);
  const told = useToldKeys();
  const withKeys = [...commands.values()].flatMap(command => {
    const keys = told(command);
    return keys === undefined ? [] : [{ ...command, keys }];
  });
  const groups = COMMAND_GROUPS.flatMap(group => {
    const own = withKeys.filter(command => command.group === group);
    return own.length > 0 ? [{ group, own }] : [];
  });
  return (
    <Dialog title={words.shortcuts} isText size={groups.length > 2 ? 'wide' : 'normal'} onClose={onClose}>
      <p className="text-dim">{words.shortcutsHint}</p>
      <div className={classes('mt-4 gap-x-10', groups.length > 2 && 'wide:columns-3')}>
        {groups.map(({ group, own }) => {
          return (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="pb-1 text-xs text-dim">{words.groups[group]}</h3>
              <dl>
                {own.map(command => (
                  <div
                    key={command.id}
                    className="flex min-h-8 items-center gap-3 border-b border-line last:border-b-0"
                  >
                    <dt className="min-w-0 flex-1">{command.title}</dt>
                    <dd>
                      <Keys binding={command.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
