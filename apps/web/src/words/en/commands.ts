/** The command palette, the shortcut sheet and the settings menu. */
export const commandsWords = {
  palette: 'Commands',
  palettePlaceholder: 'What do you want to do?',
  paletteEmpty: 'Nothing found.',
  shortcuts: 'Keyboard shortcuts',
  shortcutsHint: 'Single letters do nothing while you type in a field.',
  groups: {
    file: 'Project',
    edit: 'Edit',
    tool: 'Tools',
    view: 'View',
    background: 'Background',
    canvas: 'Canvas',
    help: 'Settings and help',
  },
  settings: 'Settings',
  theme: 'Appearance',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  singleKeys: 'Single-letter shortcuts',
  themeIs: (theme: string) => `Appearance: ${theme}`,
  languageIs: (language: string) => `Language: ${language}`,
};
