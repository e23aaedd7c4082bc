import { useStore } from 'zustand';
import type { SubjectBox } from '../state/subject-box.ts';
import { CORNERS, gripOf } from './move-box.ts';
import type { StageParts } from './stage-tools.ts';
import { type Point, toStage } from './viewport.ts';

interface MoveBoxProps {
  readonly parts: StageParts;
  readonly box: SubjectBox;
  /** From the middle of the upper side to the handle that turns, CSS pixels of the stage; null without that handle. */
  readonly stalk: readonly [Point, Point] | null;
}

/** The subject's outline: a hairline in the accent, between two of the panel's colour, so that it is seen on any picture. */
export function MoveBox({ parts: { view }, box, stalk }: MoveBoxProps) {
  const viewport = useStore(view, state => state.viewport);
  // Upright lines lie on whole pixels: all four are equally thin.
  const crisp = ({ x, y }: Point) =>
    box.angle % 90 === 0 ? `${Math.round(x - 0.5) + 0.5} ${Math.round(y - 0.5) + 0.5}` : `${x} ${y}`;
  const corners = CORNERS.map(corner => crisp(toStage(viewport, gripOf(box, corner))));
  const lines = `M${corners.join('L')}Z${stalk ? `M${stalk.map(crisp).join('L')}` : ''}`;
  return (
    <g data-part="outline">
      <path d={lines} className="stroke-panel" strokeOpacity="0.7" strokeWidth="3" />
      <path d={lines} className="stroke-accent" strokeWidth="1" />
    </g>
  );
}

/** Where the subject snapped, over the whole stage. */
export function SnapGuides({ parts: { view } }: { readonly parts: StageParts }) {
  const viewport = useStore(view, state => state.viewport);
  const guides = useStore(view, state => state.guides);
  return guides.map(({ axis, at }) => {
    const line = toStage(viewport, { x: at, y: at });
    const d = axis === 'x' ? `M${line.x} 0V9999` : `M0 ${line.y}H9999`;
    return <path key={`${axis}${at}`} d={d} className="stroke-accent" strokeWidth="1" />;
  });
}
