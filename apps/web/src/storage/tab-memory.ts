/** The place where a tab is, kept over a reload of the page; forgotten where the browser keeps nothing. */
export interface TabPlace {
  readonly projectId: string;
  readonly pictureId: string | null;
}

const KEY = 'backgroundfx-place';

export function readPlace(): TabPlace | null {
  try {
    const place: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isPlace(place) ? place : null;
  } catch {
    return null;
  }
}

export function writePlace(place: TabPlace | null): void {
  try {
    if (place) sessionStorage.setItem(KEY, JSON.stringify(place));
    else sessionStorage.removeItem(KEY);
  } catch {
    // The tab begins at the start then.
  }
}

function isPlace(value: unknown): value is TabPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { projectId, pictureId } = value as Record<string, unknown>;
  return typeof projectId === 'string' && (pictureId === null || typeof pictureId === 'string');
}
