import { useEffect, useEffectEvent } from 'react';

/**
 * Calls back on every key press that nothing nearer to the focus has used up. The callback returns whether it used the
 * press, which then does nothing else.
 */
export function useKey(onKey: (event: KeyboardEvent) => boolean): void {
  const handle = useEffectEvent(onKey);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && handle(event)) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
