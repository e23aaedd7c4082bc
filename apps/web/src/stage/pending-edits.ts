import { isSameEdit, type MatteEdit } from '@backgroundfx/core';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { isPainted, type PaintedEdit } from './live-paint.ts';

/**
 * The edits that are done but not yet shown by a frame, in order: they are painted over it. An edit that was undone meanwhile is
 * none of them.
 */
export function pendingEdits({ history, drawn }: Pick<WorkspaceState, 'history' | 'drawn'>): PaintedEdit[] {
  const edits = history?.document.edits ?? [];
  if (!drawn || edits === drawn.edits) return [];
  const shown = drawn.edits;
  const from = sameUpTo(edits, shown);
  return edits.slice(from).filter(isPainted);
}

function sameUpTo(a: readonly MatteEdit[], b: readonly MatteEdit[]): number {
  let k = 0;
  while (k < a.length && k < b.length && isSameEdit(a[k]!, b[k]!)) k++;
  return k;
}
