/** A small choice of the person, kept from visit to visit; null where none was made or site data is blocked. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice; where site data is blocked it lasts as long as the page. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The page works without its memory.
  }
}
