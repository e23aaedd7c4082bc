import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { type SubjectBox, subjectBoxOf } from '../state/subject-box.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { classes } from '../ui/classes.ts';
import { useWords } from '../words/use-words.ts';
import { MoveBox, SnapGuides } from './MoveBox.tsx';
import {
  CORNERS,
  type Grip,
  gripCursor,
  gripOf,
  grownBox,
  middleOf,
  SIDES,
  scaledBox,
  turnedAngle,
} from './move-box.ts';
import { snapAngle } from './snap.ts';
import type { StageParts } from './stage-tools.ts';
import { isOnSubject } from './subject-gesture.ts';
import { showsItsCanvas } from './subject-hold.ts';
import { useSubjectPull } from './use-subject-pull.ts';
import { type Point, toStage, type Viewport } from './viewport.ts';

/** How far the handle that turns stands off the box, CSS pixels. */
const STALK = 28;
/** A side shorter than this, CSS pixels, has no handle of its own: the corners' would lie on it. */
const SIDE_FROM = 72;
const HANDLE =
  'group absolute grid size-7 -translate-1/2 place-items-center touch-none outline-none transition-opacity touch:size-11';
const KNOB =
  'border-[1.5px] border-accent bg-white outline-2 outline-offset-2 outline-transparent group-focus-visible:outline-accent';

interface MoveHandlesProps {
  readonly parts: StageParts;
  readonly surface: RefObject<HTMLElement | null>;
}

/** The subject's box on its canvas, with a handle to scale by at each corner and side and one to turn by; guides where it snapped. */
export function MoveHandles({ parts, surface }: MoveHandlesProps) {
  const { stage: words } = useWords();
  const viewport = useStore(parts.view, state => state.viewport);
  const isPicked = useStore(parts.view, state => state.isPicked);
  const isNear = useStore(
    parts.view,
    ({ cursor, hand }) => cursor !== null && hand === null && isOnSubject(parts, cursor.at),
  );
  const geometry = useWorkspace(state => state.frame?.geometry);
  const drafted = useWorkspace(state => state.draft?.subject);
  const kept = useWorkspace(state => state.history?.document.recipe.subject);
  const { byPointer, byKeys } = useSubjectPull(parts, surface);
  const subject = drafted ?? kept;
  const box = geometry && subject ? subjectBoxOf(geometry, subject) : null;
  const isShown = useWorkspace(showsItsCanvas);
  if (!box || !subject || !isShown) return null;

  const stalk = stalkOf(viewport, box);
  const sides = SIDES.filter(({ x }) => (x === 0 ? box.width : box.height) * viewport.scale >= SIDE_FROM);
  const handle = classes(HANDLE, isPicked ? 'pointer-events-auto' : 'opacity-0');
  const pick = () => parts.view.setState({ isPicked: true });
  const place = (grip: Grip) => {
    const { x: left, y: top } = toStage(viewport, gripOf(box, grip));
    return { left, top, cursor: gripCursor(grip, box.angle) };
  };
  const scaling = (grip: Grip) => byPointer((held, _, to, event) => scaledBox(held, grip, to, event.altKey));

  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      <svg className="size-full" aria-hidden="true" fill="none">
        <SnapGuides parts={parts} />
        {(isPicked || isNear) && <MoveBox parts={parts} box={box} stalk={isPicked ? stalk : null} />}
      </svg>
      {sides.map(side => (
        <div key={`${side.x}${side.y}`} className={handle} style={place(side)} {...scaling(side)}>
          <span
            className={classes(KNOB, 'h-1.5 w-4 rounded-full')}
            style={{ rotate: `${box.angle + (side.x === 0 ? 0 : 90)}deg` }}
          />
        </div>
      ))}
      {CORNERS.map((corner, k) => (
        <div
          key={`${corner.x}${corner.y}`}
          className={handle}
          style={place(corner)}
          {...scaling(corner)}
          {...(k === 2 && {
            role: 'slider',
            tabIndex: 0,
            'aria-label': words.size,
            'aria-valuemin': 1,
            'aria-valuemax': 2000,
            'aria-valuenow': Math.round(subject.scale * 100),
            'aria-valuetext': words.sizeValue(subject.scale),
            onFocus: pick,
            ...byKeys((held, way) => grownBox(held, 1 + way / 100)),
          })}
        >
          <span className={classes(KNOB, 'size-3 rounded-xs')} />
        </div>
      ))}
      <div
        role="slider"
        tabIndex={0}
        aria-label={words.angle}
        aria-valuemin={-360}
        aria-valuemax={360}
        aria-valuenow={Math.round(subject.rotation)}
        aria-valuetext={words.angleValue(subject.rotation)}
        className={classes(handle, 'cursor-grab')}
        style={{ left: stalk[1].x, top: stalk[1].y }}
        onFocus={pick}
        {...byPointer((held, from, to, event) => ({
          ...held,
          angle: snapAngle(turnedAngle(held, from, to), event.shiftKey),
        }))}
        {...byKeys((held, way) => ({ ...held, angle: wrapped(held.angle + way) }))}
      >
        <span className={classes(KNOB, 'size-3 rounded-full')} />
      </div>
    </div>
  );
}

/** The line from the middle of the upper side to the handle that turns, CSS pixels of the stage. */
function stalkOf(viewport: Viewport, box: SubjectBox): readonly [Point, Point] {
  const middle = toStage(viewport, middleOf(box));
  const foot = toStage(viewport, gripOf(box, SIDES[0]));
  const away = Math.max(1, Math.hypot(foot.x - middle.x, foot.y - middle.y));
  const head = {
    x: foot.x + ((foot.x - middle.x) / away) * STALK,
    y: foot.y + ((foot.y - middle.y) / away) * STALK,
  };
  return [foot, head];
}

function wrapped(angle: number): number {
  return angle > 180 ? angle - 360 : angle < -180 ? angle + 360 : angle;
}
