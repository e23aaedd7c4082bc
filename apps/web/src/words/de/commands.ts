import type { commandsWords as english } from '../en/commands.ts';

export const commandsWords: typeof english = {
  palette: 'Befehle',
  palettePlaceholder: 'Was soll geschehen?',
  paletteEmpty: 'Nichts gefunden.',
  shortcuts: 'Tastenkürzel',
  shortcutsHint: 'Einzelne Buchstaben wirken nicht, solange in ein Feld getippt wird.',
  groups: {
    file: 'Projekt',
    edit: 'Bearbeiten',
    tool: 'Werkzeuge',
    view: 'Ansicht',
    background: 'Hintergrund',
    canvas: 'Leinwand',
    help: 'Einstellungen und Hilfe',
  },
  settings: 'Einstellungen',
  theme: 'Darstellung',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  singleKeys: 'Kürzel mit einzelnen Buchstaben',
  themeIs: theme => `Darstellung: ${theme}`,
  languageIs: language => `Sprache: ${language}`,
};
