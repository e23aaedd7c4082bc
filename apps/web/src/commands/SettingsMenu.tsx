import { Settings } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useWords } from '../words/use-words.ts';
import { useSettings } from './use-settings.ts';

/** Appearance, language and keys, behind one button. */
export function SettingsMenu({ isOpenAtFirst = false }: { readonly isOpenAtFirst?: boolean }) {
  const { commands: words } = useWords();
  return (
    <Menu
      align="end"
      isOpenAtFirst={isOpenAtFirst}
      trigger={<IconButton label={words.settings} icon={Settings} />}
      entries={useSettings()}
    />
  );
}
