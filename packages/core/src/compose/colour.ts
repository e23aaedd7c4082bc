import { EngineError } from '../errors.ts';

/** A colour in sRGB with straight alpha, each part 0..255. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** How colours are written: `#rgb`, `#rrggbb` or `#rrggbbaa`, in small or capital letters. */
export const COLOUR_PATTERN = /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/;

/** Reads a colour as `COLOUR_PATTERN` has it. @throws EngineError `invalid_argument` for anything else */
export function parseColour(text: string): Colour {
  if (!COLOUR_PATTERN.test(text)) {
    throw new EngineError('invalid_argument', `A colour is written as #rrggbb, not "${text.slice(0, 40)}"`);
  }
  const short = text.length === 4;
  const part = (i: number) => {
    const digits = short ? text.charAt(1 + i).repeat(2) : text.slice(1 + 2 * i, 3 + 2 * i);
    return digits === '' ? 255 : Number.parseInt(digits, 16);
  };
  return { r: part(0), g: part(1), b: part(2), a: short ? 255 : part(3) };
}
