import { useEffect, useMemo, useState } from 'react';
import { LazyDialog } from '../ui/LazyDialog.tsx';
import { lazyCode } from '../ui/lazy-code.ts';
import { chooseTheme, THEMES } from '../ui/theme.ts';
import { isLanguage, LANGUAGES } from '../words/languages.ts';
import { useWords } from '../words/use-words.ts';
import { chooseLanguage } from '../words/words-store.ts';
import { listenForKeys } from './command-keys.ts';
import { readKeyboard } from './keyboard-layout.ts';
import type { PageCommand } from './page-command.ts';
import { useCommands } from './use-commands.ts';

const commandPalette = lazyCode(async () => (await import('./CommandPalette.tsx')).CommandPalette);
const shortcutSheet = lazyCode(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet);

/** Listens for the keys of every command, and offers the palette, the shortcut sheet and the settings. Once on a page. */
export function CommandCentre() {
  const { commands: words } = useWords();
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useEffect(() => listenForKeys(window), []);
  useEffect(() => void readKeyboard(), []);

  useCommands(
    useMemo((): readonly PageCommand[] => {
      const languages = Object.entries(LANGUAGES).filter(([language]) => isLanguage(language));
      return [
        {
          id: 'help.palette',
          title: words.palette,
          group: 'help',
          keys: '$mod+k',
          whileTyping: true,
          isUnlisted: true,
          run: () => setOpen('palette'),
        },
        {
          id: 'help.shortcuts',
          title: words.shortcuts,
          group: 'help',
          keys: ['Shift+?', '?'],
          run: () => setOpen('shortcuts'),
        },
        ...THEMES.map(
          (theme): PageCommand => ({
            id: `help.theme.${theme}`,
            title: words.themeIs(words.themes[theme]),
            group: 'help',
            run: () => chooseTheme(theme),
          }),
        ),
        ...languages.map(
          ([language, name]): PageCommand => ({
            id: `help.language.${language}`,
            title: words.languageIs(name),
            group: 'help',
            run: () => {
              if (isLanguage(language)) void chooseLanguage(language);
            },
          }),
        ),
      ];
    }, [words]),
  );

  const close = () => setOpen(null);
  return (
    <>
      {open === 'palette' && <LazyDialog of={commandPalette} onClose={close} />}
      {open === 'shortcuts' && <LazyDialog of={shortcutSheet} onClose={close} />}
    </>
  );
}
