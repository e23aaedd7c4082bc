import type { Recipe, SubjectPlace } from '@backgroundfx/core';
import type { StageGeometry } from '../engine/studio.api.ts';
import { type SubjectBox, subjectBoxOf, subjectFromBox } from '../state/subject-box.ts';
import type { WorkspaceStore } from '../state/use-workspace.ts';
import type { WorkspaceState } from '../state/workspace-state.ts';
import type { Guide } from './snap.ts';
import type { StageViewStore } from './stage-view.ts';

type Subject = Recipe['subject'];

/** Where a recipe's subject lies on the canvas; null where nothing is left of it. */
export function placeOf({ canvas, box }: StageGeometry, subject: Subject): SubjectPlace | null {
  const laid = subjectBoxOf({ canvas, box }, subject);
  if (!box || !laid) return null;
  return {
    pivot: { x: box.left + box.width / 2, y: box.top + box.height / 2 },
    at: { x: laid.x + laid.width / 2, y: laid.y + laid.height / 2 },
    scale: canvas.scale * subject.scale,
    rotation: subject.rotation,
  };
}

/**
 * The subject's box as the document has it, drafts included; null while another canvas is shown than the document's: what is
 * pulled there would come to lie elsewhere on the new one.
 */
export function heldBox(workspace: WorkspaceStore): SubjectBox | null {
  const state = workspace.getState();
  const recipe = state.document()?.recipe;
  if (!state.frame || !recipe || !showsItsCanvas(state)) return null;
  return subjectBoxOf(state.frame.geometry, recipe.subject);
}

/** Whether the canvas that is shown is the document's. */
export function showsItsCanvas({ drawn, document }: WorkspaceState): boolean {
  const recipe = document()?.recipe;
  return !drawn || !recipe || isSameCanvas(drawn.recipe.canvas, recipe.canvas);
}

export function isSameCanvas(a: Recipe['canvas'], b: Recipe['canvas']): boolean {
  return a === b || (Object.keys(a) as (keyof Recipe['canvas'])[]).every(field => a[field] === b[field]);
}

/** Shows the subject in a box at once: moved by the stage, and drawn anew by the engine as it comes to it. */
export function holdSubject(
  workspace: WorkspaceStore,
  view: StageViewStore,
  box: SubjectBox,
  guides: readonly Guide[] = [],
): void {
  const { frame, preview } = workspace.getState();
  const subject = frame && subjectFromBox(frame.geometry, box);
  if (!frame || !subject) return;
  view.setState({ held: placeOf(frame.geometry, subject), guides, isPicked: true });
  preview({ subject });
}

/** Keeps where the subject is held, as one step of the history; with `keep` false it goes back at once. */
export function releaseSubject(workspace: WorkspaceStore, view: StageViewStore, keep: boolean): void {
  const { draft, frame, history, perform, preview } = workspace.getState();
  if (view.getState().held === null) return;
  view.setState({ guides: [] });
  const subject = draft?.subject;
  const before = history?.document.recipe.subject;
  if (keep && subject && before && !isSameSubject(subject, before)) {
    perform({ name: 'change-recipe', about: 'subject', changes: { subject } });
    return;
  }
  // A frame that shows the pull may be there: the subject is held where it was until one shows it so.
  view.setState({ held: frame && before ? placeOf(frame.geometry, before) : null });
  preview(null);
}

export function isSameSubject(a: Subject, b: Subject): boolean {
  return a.x === b.x && a.y === b.y && a.scale === b.scale && a.rotation === b.rotation;
}
