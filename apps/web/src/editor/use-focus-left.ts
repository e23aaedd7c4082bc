import { type RefObject, useEffect, useEffectEvent } from 'react';

/**
 * Looks after a box whose contents come and go: where what had the focus in it is taken away and nothing else takes it, `onLost`
 * gives it to something, so that a keyboard does not begin at the top of the page again.
 */
export function useFocusLeft(box: RefObject<HTMLElement | null>, onLost: () => void): void {
  const lost = useEffectEvent(onLost);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    let last: Element | null = null;
    // Some browsers tell of what is taken away, too: that is connected no more in a moment.
    const forget = (left: EventTarget | null) => {
      // Another window took it: it comes back to where it is.
      if (document.activeElement === left) return;
      if (last === left && last?.isConnected) last = null;
    };
    const came = ({ target }: Event) => {
      last = target as Element;
    };
    element.addEventListener('focusin', came, { signal });
    element.addEventListener('focusout', ({ target }) => queueMicrotask(() => forget(target)), { signal });
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected) return;
      last = null;
      if (document.activeElement === document.body) lost();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      listening.abort();
      observer.disconnect();
    };
  }, [box]);
}
