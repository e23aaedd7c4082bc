import { EDIT_RANGES, STROKE_MODES, type StrokeMode } from '@backgroundfx/core';
import type { Desk } from '../workspace-desk.ts';
import type { BrushSettings, WorkspaceState } from '../workspace-state.ts';

type ToolsRoom = Pick<
  WorkspaceState,
  | 'tool'
  | 'view'
  | 'viewColour'
  | 'isComparing'
  | 'canvasInHand'
  | 'brushes'
  | 'lassoMode'
  | 'regionMode'
  | 'setTool'
  | 'setView'
  | 'setComparing'
  | 'setCanvasInHand'
  | 'setBrush'
  | 'setLassoMode'
  | 'setRegionMode'
>;

const BRUSH: BrushSettings = {
  size: EDIT_RANGES.size.default,
  hardness: EDIT_RANGES.hardness.default,
  opacity: EDIT_RANGES.opacity.default,
  edgeAware: true,
  pressure: true,
};

/** What is in hand, and how the picture is looked at. Nothing of it is part of a document. */
export function createToolsRoom({ set, get }: Desk): ToolsRoom {
  return {
    tool: 'move',
    view: 'result',
    viewColour: '#e6007e',
    isComparing: false,
    canvasInHand: null,
    brushes: Object.fromEntries(STROKE_MODES.map(mode => [mode, BRUSH])) as Record<StrokeMode, BrushSettings>,
    lassoMode: 'subtract',
    regionMode: 'drop',
    setTool: tool => set({ tool }),
    setView: (view, viewColour = get().viewColour) => set({ view, viewColour }),
    setComparing: isComparing => set({ isComparing }),
    setCanvasInHand: canvasInHand => set({ canvasInHand }),
    setBrush(mode, changes) {
      const { brushes } = get();
      set({ brushes: { ...brushes, [mode]: withinRanges({ ...brushes[mode], ...changes }, brushes[mode]) } });
    },
    setLassoMode: lassoMode => set({ lassoMode }),
    setRegionMode: regionMode => set({ regionMode }),
  };
}

/** What is out of range stops at its end; what is no number stays as it was. */
function withinRanges(brush: BrushSettings, before: BrushSettings): BrushSettings {
  const kept: { -readonly [K in keyof BrushSettings]: BrushSettings[K] } = { ...brush };
  for (const name of ['size', 'hardness', 'opacity'] as const) {
    const { min, max } = EDIT_RANGES[name];
    kept[name] = Number.isNaN(brush[name]) ? before[name] : Math.min(max, Math.max(min, brush[name]));
  }
  return kept;
}
