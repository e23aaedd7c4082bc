import { useStore } from 'zustand';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { chooseTheme, THEMES, themeStore } from '../ui/theme.ts';
import { isLanguage, LANGUAGES } from '../words/languages.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { chooseLanguage } from '../words/words-store.ts';
import { runCommand } from './command-registry.ts';
import { allowSingleKeys, singleKeyStore } from './single-keys.ts';
import { useCommandKeys } from './use-commands.ts';

/** Appearance, language and, where there are any, keys: the entries of a menu. */
export function useSettings(hasKeys = true): readonly MenuEntry[] {
  const { commands: words } = useWords();
  const theme = useStore(themeStore, state => state.theme);
  const singleKeys = useStore(singleKeyStore, state => state.isOn);
  const language = useLanguage();
  const shortcutKeys = useCommandKeys('help.shortcuts');
  const paletteKeys = useCommandKeys('help.palette');
  const looks: readonly MenuEntry[] = [
    {
      kind: 'choice',
      label: words.theme,
      value: theme,
      options: THEMES.map(value => ({ value, label: words.themes[value] })),
      onChoose: chosen => {
        const next = THEMES.find(known => known === chosen);
        if (next) chooseTheme(next);
      },
    },
    { kind: 'line' },
    {
      kind: 'choice',
      label: words.language,
      value: language,
      options: Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
      onChoose: chosen => {
        if (isLanguage(chosen)) void chooseLanguage(chosen);
      },
    },
  ];
  if (!hasKeys) return looks;
  return [
    ...looks,
    { kind: 'line' },
    { kind: 'switch', label: words.singleKeys, isOn: singleKeys, onChange: allowSingleKeys },
    {
      kind: 'item',
      label: words.shortcuts,
      keys: shortcutKeys,
      run: () => void runCommand('help.shortcuts'),
    },
    { kind: 'item', label: words.palette, keys: paletteKeys, run: () => void runCommand('help.palette') },
  ];
}
