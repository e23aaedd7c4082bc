import { Ellipsis, ImagePlus, PlaneTakeoff } from 'lucide-react';
import { runCommand } from '../commands/command-registry.ts';
import { useKeyboardSeen } from '../commands/use-keyboard-seen.ts';
import { useSettings } from '../commands/use-settings.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useWords } from '../words/use-words.ts';

/** What finds no room in a phone's bar: more pictures, working offline, and the settings. */
export function PhoneMenu() {
  const { editor: words, offline } = useWords();
  const settings = useSettings(useKeyboardSeen());
  return (
    <Menu
      align="end"
      trigger={<IconButton label={words.more} icon={Ellipsis} />}
      entries={[
        { kind: 'item', label: words.add, icon: ImagePlus, run: () => void runCommand('file.add') },
        {
          kind: 'item',
          label: offline.title,
          icon: PlaneTakeoff,
          run: () => void runCommand('help.offline'),
        },
        { kind: 'line' },
        ...settings,
      ]}
    />
  );
}
