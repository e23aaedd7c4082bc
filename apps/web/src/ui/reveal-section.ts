import { useEffect, useEffectEvent } from 'react';

type Listener = (id: string) => void;
const listeners = new Set<Listener>();

/** Unfolds a section of the inspector and brings it into view, where it is on the page. */
export function revealSection(id: string): void {
  for (const tell of listeners) tell(id);
}

/** Calls back whenever the section with that id is to be seen. */
export function useReveal(id: string, onReveal: () => void): void {
  const reveal = useEffectEvent((wanted: string) => {
    if (wanted === id) onReveal();
  });
  useEffect(() => {
    const listener: Listener = wanted => reveal(wanted);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
}
