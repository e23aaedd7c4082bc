import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { useWorkspace } from '../state/use-workspace.ts';
import { BrushCursor } from './BrushCursor.tsx';
import { CanvasFrame } from './CanvasFrame.tsx';
import { CompareLine } from './CompareLine.tsx';
import { LassoOutline } from './LassoOutline.tsx';
import { MoveHandles } from './MoveHandles.tsx';
import { RegionHint } from './RegionHint.tsx';
import { ServedPicture } from './ServedPicture.tsx';
import type { StageParts } from './stage-tools.ts';
import { UnsureLegend } from './UnsureLegend.tsx';
import { useSurfaceCursor } from './use-surface-cursor.ts';
import { ViewColour } from './ViewColour.tsx';
import { ZoomMenu } from './ZoomMenu.tsx';

interface StageOverlaysProps {
  readonly parts: StageParts;
  readonly surface: RefObject<HTMLElement | null>;
}

/** Everything over the picture that is no picture: cursors, handles, lines, read-outs. */
export function StageOverlays({ parts, surface }: StageOverlaysProps) {
  useSurfaceCursor(parts, surface);
  const tool = useWorkspace(state => state.tool);
  const view = useWorkspace(state => state.view);
  const isComparing = useWorkspace(state => state.isComparing);
  const hasFrame = useWorkspace(state => state.frame !== null);
  const hasWorld = useStore(parts.view, state => state.world !== null && state.stage.width > 0);
  if (!hasWorld) return null;
  const isOnCanvas = hasFrame && view === 'result';
  return (
    <>
      {!hasFrame && view === 'result' && <ServedPicture parts={parts} />}
      {hasFrame && tool === 'region' && <RegionHint parts={parts} />}
      {hasFrame && tool === 'lasso' && <LassoOutline parts={parts} />}
      {hasFrame && <BrushCursor parts={parts} />}
      {isOnCanvas && tool === 'canvas' && <CanvasFrame parts={parts} surface={surface} />}
      {isOnCanvas && tool === 'move' && !isComparing && <MoveHandles parts={parts} surface={surface} />}
      {isComparing && <CompareLine parts={parts} surface={surface} />}
      {hasFrame && view === 'unsure' && <UnsureLegend />}
      {hasFrame && view === 'colour' && <ViewColour />}
      <ZoomMenu parts={parts} />
    </>
  );
}
