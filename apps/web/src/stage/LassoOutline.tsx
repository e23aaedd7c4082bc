import { useStore } from 'zustand';
import type { StageParts } from './stage-tools.ts';
import { toStage } from './viewport.ts';

/** The outline that is being drawn, with its corners and the line to where the next one would be. */
export function LassoOutline({ parts: { view } }: { readonly parts: StageParts }) {
  const outline = useStore(view, state => state.outline);
  const viewport = useStore(view, state => state.viewport);
  const cursor = useStore(view, state => state.cursor);
  if (outline.length === 0) return null;
  const corners = [];
  for (let k = 0; k + 1 < outline.length; k += 2) {
    corners.push(toStage(viewport, { x: outline[k]!, y: outline[k + 1]! }));
  }
  const ends = cursor ? [...corners, cursor.at] : corners;
  const line = ends.map(({ x, y }) => `${x},${y}`).join(' ');
  const first = corners[0]!;
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true" fill="none">
      <polygon points={line} className="fill-accent/12" />
      <polyline points={line} stroke="#000" strokeOpacity="0.6" strokeWidth="3" strokeLinejoin="round" />
      <polyline points={line} stroke="#fff" strokeWidth="1.5" strokeDasharray="5 4" strokeLinejoin="round" />
      <circle cx={first.x} cy={first.y} r="5" fill="#fff" stroke="#000" strokeOpacity="0.6" />
    </svg>
  );
}
