import { type RefObject, useEffect } from 'react';

/** Between a toast and the card below it, CSS pixels. */
const GAP = 8;
/** A card that ends further above the lower edge stands in the middle: there is room below it. */
const AT_EDGE = 40;
/** See `Toaster`. */
const NAMES = ['--toast-left', '--toast-right', '--toast-bottom'] as const;

/** Has toasts stand above the cards of a box, in the middle of it, as long as the box is there. */
export function useToastPlace(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { style } = document.documentElement;
    const place = () => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const inset = Number.parseFloat(getComputedStyle(element).paddingBottom);
      const cards = [...element.children].filter(card => card instanceof HTMLElement);
      const last = cards.at(-1);
      const isAtEdge = last && last.offsetTop + last.offsetHeight > bottom - top - AT_EDGE;
      const free = isAtEdge ? top + (cards[0]?.offsetTop ?? 0) - GAP : bottom - inset;
      style.setProperty('--toast-left', `${left + inset}px`);
      style.setProperty('--toast-right', `${innerWidth - right + inset}px`);
      style.setProperty('--toast-bottom', `${innerHeight - free}px`);
    };
    const sizes = new ResizeObserver(place);
    const watchCards = () => {
      sizes.disconnect();
      for (const each of [element, ...element.children]) sizes.observe(each);
    };
    const comings = new MutationObserver(watchCards);
    comings.observe(element, { childList: true });
    window.addEventListener('resize', place);
    watchCards();
    return () => {
      sizes.disconnect();
      comings.disconnect();
      window.removeEventListener('resize', place);
      for (const name of NAMES) style.removeProperty(name);
    };
  }, [box]);
}
