import { parseHex } from './hsv.ts';
import { keep, kept } from './kept.ts';

const KEY = 'recent-colours';
/** A row of the picker. */
const MOST = 8;

/** The colours that were chosen last, `#rrggbb`, the latest first; kept on this device, for every picture. */
export function recentColours(): readonly string[] {
  return (kept(KEY) ?? '')
    .split(' ')
    .filter(hex => parseHex(hex) === hex)
    .slice(0, MOST);
}

/** Puts a colour at the beginning of the recent ones. @param hex `#rrggbb` */
export function rememberColour(hex: string): void {
  const others = recentColours().filter(known => known !== hex);
  keep(KEY, [hex, ...others].slice(0, MOST).join(' '));
}
