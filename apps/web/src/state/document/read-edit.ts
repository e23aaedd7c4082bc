import { EDIT_RANGES, ID_PATTERN, type MatteEdit, STROKE_MODES } from '@backgroundfx/core';

const LASSO_MODES = ['add', 'subtract'] as const;
const REGION_MODES = ['drop', 'fill', 'only'] as const;
const MASK_MODES = ['replace', 'add', 'subtract', 'intersect'] as const;

/** An edit that was kept; `unknown` for a kind or a mode that this version does not have, null for one that is damaged. */
export function readEdit(value: unknown): MatteEdit | 'unknown' | null {
  if (typeof value !== 'object' || value === null) return null;
  const edit = value as Record<string, unknown>;
  switch (edit.kind) {
    case 'stroke': {
      const { mode, points, size, hardness, opacity, edge_aware } = edit;
      if (!isOne(STROKE_MODES, mode)) return unreadable(mode);
      const isRead =
        arePoints(points, 3) &&
        isWithin('size', size) &&
        isWithin('hardness', hardness) &&
        isWithin('opacity', opacity) &&
        typeof edge_aware === 'boolean';
      return isRead ? { kind: 'stroke', mode, points, size, hardness, opacity, edge_aware } : null;
    }
    case 'lasso': {
      const { mode, points } = edit;
      if (!isOne(LASSO_MODES, mode)) return unreadable(mode);
      return arePoints(points, 2) ? { kind: 'lasso', mode, points } : null;
    }
    case 'region': {
      const { mode, x, y } = edit;
      if (!isOne(REGION_MODES, mode)) return unreadable(mode);
      return isNumber(x) && isNumber(y) ? { kind: 'region', mode, x, y } : null;
    }
    case 'mask': {
      const { mode, asset } = edit;
      if (!isOne(MASK_MODES, mode)) return unreadable(mode);
      return typeof asset === 'string' && ID_PATTERN.test(asset) ? { kind: 'mask', mode, asset } : null;
    }
    default:
      return unreadable(edit.kind);
  }
}

function unreadable(name: unknown): 'unknown' | null {
  return typeof name === 'string' ? 'unknown' : null;
}

function isOne<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some(known => known === value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isWithin(name: keyof typeof EDIT_RANGES, value: unknown): value is number {
  return isNumber(value) && value >= EDIT_RANGES[name].min && value <= EDIT_RANGES[name].max;
}

/** @param each numbers of a point */
function arePoints(value: unknown, each: number): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.length % each === 0 && value.every(isNumber);
}
