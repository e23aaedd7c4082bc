import { createStore } from 'zustand/vanilla';
import { keep, kept } from '../ui/kept.ts';

const KEPT_AS = 'single-keys';

/**
 * Whether keys without Ctrl or ⌘ run commands. Speech input and shaky hands press letters by accident: such keys must be
 * possible to switch off (WCAG 2.1.4).
 */
export const singleKeyStore = createStore<{ readonly isOn: boolean }>(() => ({
  isOn: kept(KEPT_AS) !== 'off',
}));

/** Switches them, and keeps the choice. */
export function allowSingleKeys(isOn: boolean): void {
  singleKeyStore.setState({ isOn });
  keep(KEPT_AS, isOn ? 'on' : 'off');
}
