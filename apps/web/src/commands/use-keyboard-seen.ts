import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const keyboard = createStore(() => ({ isSeen: false }));

/** Whether a key was pressed outside of a field: what is about keys is of no use to a phone without any. */
export function useKeyboardSeen(): boolean {
  const isSeen = useStore(keyboard, state => state.isSeen);
  useEffect(() => {
    if (isSeen) return;
    const watch = ({ target }: KeyboardEvent) => {
      // There, a phone's own keys on the glass are at work.
      if (target instanceof Element && target.matches('input, textarea, [contenteditable]')) return;
      keyboard.setState({ isSeen: true });
    };
    window.addEventListener('keydown', watch, { capture: true });
    return () => window.removeEventListener('keydown', watch, { capture: true });
  }, [isSeen]);
  return isSeen;
}
