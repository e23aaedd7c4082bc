/** Items of a list mark what takes their focus with `data-item`, and their id. */
const ITEM = '[data-item]';
/** What does not come back within this time does not take the focus from what people do meanwhile. */
const PATIENCE_MS = 2000;

/**
 * Before an item of a list is taken away: gives the focus to the one after it, or before it, so that a keyboard goes on where
 * it was. Nothing happens while the focus is elsewhere.
 * @returns whether the focus would be lost: it was within, and there is no neighbour
 */
export function focusBeside(item: HTMLElement | null): boolean {
  if (!item?.contains(document.activeElement)) return false;
  const beside = [item.nextElementSibling, item.previousElementSibling];
  const target = beside.map(each => each?.querySelector<HTMLElement>(ITEM)).find(Boolean);
  target?.focus();
  return !target;
}

/** Gives the focus to an item that is on its way back, once it is there. */
export function focusReturned(id: string): void {
  const observer = new MutationObserver(() => {
    const item = document.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`);
    if (!item) return;
    observer.disconnect();
    item.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE_MS);
}
