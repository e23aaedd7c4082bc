import { useCallback, useSyncExternalStore } from 'react';

/** As the breakpoint `wide` of the style sheet. */
const narrow = matchMedia('(max-width: 720px)');
/** Between rail and inspector there is no room for a whole row of controls. */
const tight = matchMedia('(max-width: 1279px)');
/** As the variant `touch` of the style sheet. */
const touch = matchMedia('(pointer: coarse), (max-width: 720px)');

function useMatch(query: MediaQueryList): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => query.matches);
}

/** Whether the window is as narrow as a phone. What differs in looks alone is left to the style sheet. */
export function useIsNarrow(): boolean {
  return useMatch(narrow);
}

/** Whether the window is as narrow as a tablet's, or narrower. */
export function useIsTight(): boolean {
  return useMatch(tight);
}

/** Whether fingers are at work, which tap, have no keys, and need larger things. */
export function useIsTouch(): boolean {
  return useMatch(touch);
}
