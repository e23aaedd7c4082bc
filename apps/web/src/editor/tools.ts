import { Crop, Eraser, Lasso, type LucideIcon, Move, Paintbrush, Shapes } from 'lucide-react';
import type { Tool } from '../state/workspace-state.ts';
import { Strands } from '../ui/strands-icon.ts';

/** How each tool looks. */
export const TOOL_ICONS: Readonly<Record<Tool, LucideIcon>> = {
  move: Move,
  restore: Paintbrush,
  erase: Eraser,
  refine: Strands,
  lasso: Lasso,
  region: Shapes,
  canvas: Crop,
};

/** As they stand in the rail: what lies together is one kind of work. */
export const TOOL_GROUPS: readonly (readonly Tool[])[] = [
  ['move'],
  ['restore', 'erase', 'refine', 'lasso', 'region'],
  ['canvas'],
];
