const STEP = 1;
const BIG_STEP = 10;

/**
 * Where a key moves the dividing line.
 * @param split position from the left, 0..100.
 * @returns the new position, or `null` when the key is not one of the slider's.
 */
export function splitAfterKey(split: number, key: string, shift: boolean): number | null {
  const step = shift ? BIG_STEP : STEP;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: split - step,
    ArrowDown: split - step,
    ArrowRight: split + step,
    ArrowUp: split + step,
    PageDown: split - BIG_STEP,
    PageUp: split + BIG_STEP,
    Home: 0,
    End: 100,
  };
  const moved = moves[key];
  return moved === undefined ? null : Math.min(100, Math.max(0, Math.round(moved)));
}

const SMALL_SIDE = 480;

/**
 * How wide a picture may be drawn, CSS pixels: at most its own size, which keeps it sharp, but icons are enlarged until
 * they can be judged.
 */
export function displayLimit(width: number, height: number): number {
  const longest = Math.max(width, height);
  return longest >= SMALL_SIDE ? width : Math.round((width * SMALL_SIDE) / longest);
}
