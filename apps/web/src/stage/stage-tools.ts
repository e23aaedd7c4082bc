import type { WorkspaceStore } from '../state/use-workspace.ts';
import type { StageRenderer } from './stage-renderer.ts';
import type { StageViewStore } from './stage-view.ts';
import type { Point } from './viewport.ts';

/** What the hands on the stage work with. */
export interface StageParts {
  readonly workspace: WorkspaceStore;
  readonly view: StageViewStore;
  readonly renderer: StageRenderer;
  /** Tells what was done, to those who do not see it. */
  readonly say: (what: StageEvent) => void;
}

/** What is told; the stage finds the words. */
export type StageEvent =
  | { readonly kind: 'painted'; readonly mode: 'restore' | 'erase' | 'refine' }
  | { readonly kind: 'pen'; readonly isDown: boolean }
  | { readonly kind: 'outlined'; readonly mode: 'add' | 'subtract' }
  | { readonly kind: 'point'; readonly count: number }
  | { readonly kind: 'too_few_points' }
  | { readonly kind: 'region'; readonly mode: 'drop' | 'fill' | 'only' }
  | { readonly kind: 'no_region'; readonly mode: 'drop' | 'fill' | 'only' }
  | { readonly kind: 'placed'; readonly x: number; readonly y: number }
  | { readonly kind: 'canvas'; readonly width: number; readonly height: number };

/** One pull of a pointer, from press to release. Points are CSS pixels of the stage. */
export interface Gesture {
  /** @param event with what the browser held back since the last one (`getCoalescedEvents`) */
  move(at: Point, event: PointerEvent): void;
  end(at: Point, event: PointerEvent): void;
  /** The pull became something else: nothing of it stays. */
  cancel(): void;
}

/** Where an event lies on an element, CSS pixels. */
export function pointOn(bounds: DOMRect, event: { clientX: number; clientY: number }): Point {
  return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
}
