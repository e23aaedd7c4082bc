import { rgbOf } from './ramp.ts';

/** The colour a share of the way from one to another, on sRGB values. */
export function mixed(from: string, to: string, share: number): string {
  const a = rgbOf(from);
  const b = rgbOf(to);
  return written(a.map((part, i) => part + (b[i]! - part) * share));
}

/** A colour as far from its own grey as `share` says: 0 is grey, 1 the colour itself, more is more vivid. */
export function saturated(color: string, share: number): string {
  const parts = rgbOf(color);
  const grey = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2];
  return written(parts.map(part => grey + (part - grey) * share));
}

/** Five shades of a colour, from dark to light. */
export function shadesOf(color: string): readonly string[] {
  return [
    mixed(color, '#0b0b12', 0.72),
    mixed(color, '#0b0b12', 0.4),
    color,
    mixed(color, '#ffffff', 0.45),
    mixed(color, '#ffffff', 0.8),
  ];
}

function written(parts: readonly number[]): string {
  const byte = (part: number) => Math.min(255, Math.max(0, Math.round(part)));
  return `#${parts.map(part => byte(part).toString(16).padStart(2, '0')).join('')}`;
}
