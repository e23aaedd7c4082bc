import { type CanvasRect, canvasChanges, isWhole, type PulledCanvas, wholeCanvas } from './canvas-pull.ts';
import type { StageParts } from './stage-tools.ts';
import { showsItsCanvas } from './subject-hold.ts';

/** The canvas as hands have it now, to begin a pull with; null while the one that is shown is not the document's. */
export function heldCanvas({ workspace, view }: StageParts): CanvasRect | null {
  const { pulledCanvas } = view.getState();
  if (pulledCanvas) return pulledCanvas.isHeld ? pulledCanvas.rect : null;
  const state = workspace.getState();
  if (!state.frame || !showsItsCanvas(state)) return null;
  return wholeCanvas(state.frame.geometry.canvas);
}

export function holdCanvas({ view }: StageParts, rect: CanvasRect): void {
  view.setState({ pulledCanvas: { rect, isHeld: true } });
}

/** Tells everybody beside the stage how large the canvas is in the hand. Returns what stops it. */
export function tellPulledCanvas({ workspace, view }: Pick<StageParts, 'workspace' | 'view'>): () => void {
  const tell = (pulled: PulledCanvas | null) =>
    workspace.getState().setCanvasInHand(pulled?.isHeld ? pulled.rect : null);
  const stop = view.subscribe(({ pulledCanvas }, before) => {
    if (pulledCanvas !== before.pulledCanvas) tell(pulledCanvas);
  });
  return () => {
    stop();
    tell(null);
  };
}

/** Keeps what the canvas was pulled to, as one step of the history; with `keep` false it goes back. */
export function releaseCanvas({ workspace, view, say }: StageParts, keep: boolean): void {
  const { pulledCanvas } = view.getState();
  if (!pulledCanvas?.isHeld) return;
  const { rect } = pulledCanvas;
  const { frame, history, perform } = workspace.getState();
  if (!keep || !frame || !history || isWhole(rect, frame.geometry.canvas)) {
    view.setState({ pulledCanvas: null });
    return;
  }
  const changes = canvasChanges(history.document.recipe, frame.geometry, rect);
  perform({ name: 'change-recipe', about: 'canvas', changes });
  // Only now: whoever hears that the hand is off finds the canvas in the document.
  view.setState({ pulledCanvas: { rect, isHeld: false } });
  say({ kind: 'canvas', width: rect.width, height: rect.height });
}
