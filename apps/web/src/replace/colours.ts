import { parseColour } from '@backgroundfx/core';

/** A recipe's colour as pickers write them, `#rrggbb`; its alpha is left out. */
export function opaque(color: string): string {
  const { r, g, b } = parseColour(color);
  return hexOf(r, g, b);
}

/** Another colour with the alpha of the one that was there. */
export function recoloured(color: string, hex: string): string {
  return color.length === 9 ? hex + color.slice(7) : hex;
}

/** `#rrggbb` of bytes. */
export function hexOf(r: number, g: number, b: number): string {
  return `#${[r, g, b].map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
