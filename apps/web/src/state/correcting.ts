import type { Tool, WorkspaceState } from './workspace-state.ts';

/** Whether a tool works on the picture itself; the others work on the canvas that the result lies on. */
export function isCorrecting(tool: Tool): boolean {
  return tool !== 'move' && tool !== 'canvas';
}

/** Whether the tool in hand brings something back, and it is seen what: what is no subject shows faintly. */
export function hasGhost({ frame, view, tool, lassoMode }: WorkspaceState): boolean {
  if (!frame || view !== 'result') return false;
  return tool === 'restore' || tool === 'refine' || (tool === 'lasso' && lassoMode === 'add');
}

/** Whether the picture is corrected without the background that it has in the result. */
export function isWithoutBackground({ frame, view, tool }: WorkspaceState): boolean {
  return view === 'result' && isCorrecting(tool) && frame?.behind != null;
}
