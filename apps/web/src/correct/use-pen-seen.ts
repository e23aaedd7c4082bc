import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { keep, kept } from '../ui/kept.ts';

const NAME = 'pen';
const pen = createStore(() => ({ isSeen: kept(NAME) === 'seen' }));

/** Whether this device has had a pen on it: what only pens can do is of no use to others. */
export function usePenSeen(): boolean {
  const isSeen = useStore(pen, state => state.isSeen);
  useEffect(() => {
    if (isSeen) return;
    const watch = ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'pen') return;
      keep(NAME, 'seen');
      pen.setState({ isSeen: true });
    };
    // A pen is told from afar, before it touches anything.
    window.addEventListener('pointerover', watch, { capture: true, passive: true });
    return () => window.removeEventListener('pointerover', watch, { capture: true });
  }, [isSeen]);
  return isSeen;
}
