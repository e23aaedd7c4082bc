import type { Matte } from '@backgroundfx/core';

/** A matte from rows of tenths: '0' is alpha 0, '5' is 0.5, '#' is 1. */
export function drawnMatte(...rows: readonly string[]): Matte {
  const levels = rows.join('').replace(/#/g, ':').split('');
  const data = Uint8Array.from(levels, tenth => Math.round(((tenth.charCodeAt(0) - 48) / 10) * 255));
  return { kind: 'matte8', width: rows[0]?.length ?? 0, height: rows.length, data };
}
