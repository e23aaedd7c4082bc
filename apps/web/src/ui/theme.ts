import { createStore } from 'zustand/vanilla';
import { keep, kept } from './kept.ts';

/** `system` follows the device, also while the page is open. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT_AS = 'theme';

/** What was chosen; components read it with zustand's `useStore`. */
export const themeStore = createStore<{ readonly theme: Theme }>(() => ({ theme: 'system' }));

/** Shows the kept theme. Call it before the first render, so that nothing flashes. */
export function startTheme(): void {
  const before = kept(KEPT_AS);
  show(THEMES.find(theme => theme === before) ?? 'system');
}

/** Shows a theme and keeps it. */
export function chooseTheme(theme: Theme): void {
  show(theme);
  keep(KEPT_AS, theme);
}

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  tintBrowser(theme);
  themeStore.setState({ theme });
}

/** The browser's own bars take the page's colour: `index.html` has a `theme-color` for each scheme. */
function tintBrowser(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const { scheme } = meta.dataset;
    if (theme === 'system') meta.media = `(prefers-color-scheme: ${scheme})`;
    else meta.media = theme === scheme ? 'all' : 'not all';
  }
}
