import { createStore } from 'zustand/vanilla';

/** A word about what just happened, which goes by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** `problem` interrupts people who listen. */
  readonly tone: 'info' | 'problem';
  /** What can be done about it: most often "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Its action gets the focus, where what had it is gone. */
  readonly takesFocus: boolean;
  /** Whether it goes with the project that it speaks of. */
  readonly isOfProject: boolean;
  /** How long it stays; pointing at it stops the clock. */
  readonly seconds: number;
}

/** Long enough to read and to reach for "Undo". */
const SECONDS = 6;
const SECONDS_WITH_ACTION = 10;
/** More are forgotten. */
const MOST = 3;

/** The last is shown; before it are those that can still be undone, which come back when it goes. */
export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let lastId = 0;

/** Shows a toast in the place of others. Returns the id to take it away with. */
export function showToast(
  text: string,
  options: Partial<Pick<Toast, 'tone' | 'action' | 'takesFocus' | 'isOfProject' | 'seconds'>> = {},
): number {
  const id = ++lastId;
  const toast: Toast = {
    id,
    text,
    tone: options.tone ?? 'info',
    action: options.action,
    takesFocus: options.takesFocus ?? false,
    isOfProject: options.isOfProject ?? false,
    seconds: options.seconds ?? (options.action ? SECONDS_WITH_ACTION : SECONDS),
  };
  toastStore.setState(({ toasts }) => ({
    toasts: [...toasts.filter(before => before.action), toast].slice(-MOST),
  }));
  return id;
}

/** Takes a toast away; nothing happens where it is gone already. */
export function dropToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter(toast => toast.id !== id) }));
}

/** Takes away what spoke of a project that is left. */
export function dropProjectToasts(): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter(toast => !toast.isOfProject) }));
}
