import { useEffect, useRef } from 'react';
import type { StageParts } from './stage-tools.ts';

/** A ring thinner than this shows where a brush is, though it paints less; CSS pixels. */
const LEAST_RADIUS = 2.5;

/**
 * The brush where it would paint: a ring of its size, within it one of what it covers fully; a cross where lasso and regions are led
 * by keys. It follows the pointer without React: it moves with every event.
 */
export function BrushCursor({ parts }: { readonly parts: StageParts }) {
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    const update = () => {
      if (group.current) show(group.current, parts);
    };
    update();
    const stops = [parts.view.subscribe(update), parts.workspace.subscribe(update)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [parts]);

  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
      <g ref={group} visibility="hidden" fill="none">
        <circle data-part="ring" stroke="#000" strokeOpacity="0.7" strokeWidth="2.5" />
        <circle data-part="ring" stroke="#fff" strokeWidth="1.25" />
        <circle data-part="core" stroke="#000" strokeOpacity="0.45" strokeWidth="2" />
        <circle data-part="core" stroke="#fff" strokeOpacity="0.8" strokeWidth="1" strokeDasharray="3 3" />
        <path data-part="cross" d="M-9 0H9M0-9V9" stroke="#000" strokeOpacity="0.7" strokeWidth="3" />
        <path data-part="cross" d="M-9 0H9M0-9V9" stroke="#fff" strokeWidth="1.25" />
      </g>
    </svg>
  );
}

function show(group: SVGGElement, { view, workspace }: StageParts): void {
  const { cursor, viewport, hand } = view.getState();
  const { tool, brushes } = workspace.getState();
  const isBrush = tool === 'restore' || tool === 'erase' || tool === 'refine';
  const isLed = cursor?.by === 'keys' && (tool === 'lasso' || tool === 'region');
  const isSeen = cursor !== null && hand === null && (isBrush || isLed);
  group.setAttribute('visibility', isSeen ? 'visible' : 'hidden');
  if (!isSeen) return;
  group.setAttribute('transform', `translate(${cursor.at.x} ${cursor.at.y})`);
  const brush = isBrush ? brushes[tool] : null;
  const radius = brush ? Math.max(LEAST_RADIUS, (brush.size / 2) * viewport.scale) : 0;
  const core = brush ? radius * brush.hardness : 0;
  // A core that is nearly the ring would only blur it.
  const showsCore = core > 3 && radius - core > 3;
  for (const part of group.children) {
    const kind = part.getAttribute('data-part');
    if (kind === 'ring') part.setAttribute('r', String(radius));
    if (kind === 'core') part.setAttribute('r', String(showsCore ? core : 0));
    if (kind === 'cross') part.setAttribute('visibility', isBrush ? 'hidden' : 'inherit');
  }
}
