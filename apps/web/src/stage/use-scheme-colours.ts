import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { SchemeColours } from './scene.ts';

/** The colours of an element whose classes take them from the scheme's tokens: what `light-dark()` came to. */
export function readSchemeColours(probe: HTMLElement): SchemeColours {
  const { backgroundColor, borderTopColor, color } = getComputedStyle(probe);
  return { checkA: backgroundColor, checkB: borderTopColor, accent: color };
}

/** Calls back when the scheme changes, by the system or by the switch. */
export function useSchemeColours(
  probe: RefObject<HTMLElement | null>,
  onChange: (colours: SchemeColours) => void,
): void {
  const changed = useEffectEvent(() => {
    if (probe.current) onChange(readSchemeColours(probe.current));
  });
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const listener = () => changed();
    system.addEventListener('change', listener);
    const observer = new MutationObserver(listener);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      system.removeEventListener('change', listener);
      observer.disconnect();
    };
  }, []);
}
