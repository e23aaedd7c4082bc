import { ARROWS } from '../ui/arrows.ts';
import { closeStroke, openStroke } from './brush-gesture.ts';
import { addTouch, type GrowingStroke } from './brush-stroke.ts';
import { addCorner, closeOutline } from './lasso.ts';
import { clickRegion } from './regions.ts';
import type { StageParts } from './stage-tools.ts';
import { heldBox, holdSubject, releaseSubject } from './subject-hold.ts';
import { keptPoint, type Point, toWorld } from './viewport.ts';

/** What an arrow moves the brush by, CSS pixels: alone, with shift, with Alt. */
const STEPS = { plain: 10, shift: 50, alt: 1 };

/**
 * The keyboard on the stage. With the move tool arrows move the subject; else they move a brush of their own, which space and
 * Enter put to work. Returns what stops it.
 */
export function listenForStageKeys(surface: HTMLElement, parts: StageParts): () => void {
  const { workspace, view, renderer, say } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  let pen: { readonly stroke: GrowingStroke; readonly pictureId: string | null } | null = null;
  /** Whether keys were used last, and no hand. */
  let isByKeys = false;
  let isMoving = false;

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.target !== surface) return;
    if (!handle(event)) return;
    event.preventDefault();
    showRing(true);
  }

  function handle(event: KeyboardEvent): boolean {
    const { tool, frame } = workspace.getState();
    if (!frame) return false;
    const arrow = ARROWS[event.key];
    if (tool === 'move' && event.key === 'Escape') return leaveSubject();
    if (tool === 'move') return arrow !== undefined && moveSubject(arrow, event.shiftKey);
    if (tool === 'canvas') return false;
    if (arrow) return moveCursor(arrow, event);
    if (event.key === 'Escape') return leaveAll();
    if (event.key === 'Backspace' && tool === 'lasso') return takeCorner();
    if (event.key !== 'Enter' && event.key !== ' ') return false;
    return act(event);
  }

  function moveSubject({ x, y }: Point, isFar: boolean): boolean {
    const box = heldBox(workspace);
    if (!box || view.getState().space !== 'canvas') return false;
    isMoving = true;
    const step = isFar ? 10 : 1;
    holdSubject(workspace, view, { ...box, x: box.x + x * step, y: box.y + y * step });
    return true;
  }

  function leaveSubject(): boolean {
    if (isMoving) {
      isMoving = false;
      releaseSubject(workspace, view, false);
      return true;
    }
    const { isPicked } = view.getState();
    view.setState({ isPicked: false });
    return isPicked;
  }

  function moveCursor({ x, y }: Point, { shiftKey, altKey }: KeyboardEvent): boolean {
    const step = altKey ? STEPS.alt : shiftKey ? STEPS.shift : STEPS.plain;
    const from = cursor();
    const at = keptPoint({ x: from.x + x * step, y: from.y + y * step }, view.getState().stage);
    view.setState({ cursor: { at, by: 'keys' } });
    if (pen) paintTo(at);
    return true;
  }

  function cursor(): Point {
    const { cursor: known, stage } = view.getState();
    return known?.at ?? { x: stage.width / 2, y: stage.height / 2 };
  }

  /** Space: a dab, a corner, a click. Enter: pen down and up, an outline's end, a click. */
  function act({ key, repeat }: KeyboardEvent): boolean {
    const { tool } = workspace.getState();
    const { cursor: known, viewport } = view.getState();
    // Space belongs to the hand as long as nobody paints by keys.
    if (key === ' ' && known?.by !== 'keys') return false;
    if (repeat) return true;
    const at = cursor();
    view.setState({ cursor: { at, by: 'keys' } });
    if (tool === 'lasso') {
      if (key === 'Enter') closeOutline(parts);
      else {
        addCorner(parts, at);
        say({ kind: 'point', count: view.getState().outline.length / 2 });
      }
      return true;
    }
    if (tool === 'region') {
      clickRegion(parts, toWorld(viewport, at));
      return true;
    }
    if (pen) liftPen();
    else {
      lowerPen(at);
      if (key === ' ') liftPen();
      else say({ kind: 'pen', isDown: true });
    }
    return true;
  }

  function lowerPen(at: Point): void {
    const { tool } = workspace.getState();
    if (tool !== 'restore' && tool !== 'erase' && tool !== 'refine') return;
    pen = openStroke(parts, tool);
    paintTo(at);
  }

  function paintTo(at: Point): void {
    if (pen && addTouch(pen.stroke, view.getState().viewport, { ...at, pressure: 1 })) {
      renderer.draw(pen.stroke);
    }
  }

  function liftPen(): void {
    if (!pen) return;
    const { stroke, pictureId } = pen;
    pen = null;
    closeStroke(parts, stroke, pictureId);
  }

  function leaveAll(): boolean {
    const hadOutline = view.getState().outline.length > 0;
    const hadPen = pen !== null;
    if (hadPen) {
      pen = null;
      renderer.end(false);
      say({ kind: 'pen', isDown: false });
    }
    if (hadOutline) view.setState({ outline: [] });
    return hadOutline || hadPen;
  }

  function takeCorner(): boolean {
    view.setState(({ outline }) => ({ outline: outline.slice(0, -2) }));
    say({ kind: 'point', count: view.getState().outline.length / 2 });
    return true;
  }

  function release(event: KeyboardEvent): void {
    if (!isMoving || !ARROWS[event.key]) return;
    isMoving = false;
    const box = heldBox(workspace);
    releaseSubject(workspace, view, true);
    if (box) say({ kind: 'placed', x: Math.round(box.x), y: Math.round(box.y) });
  }

  /** Around the stage while it is led by keys; a letter that chose a tool is no such key. */
  function showRing(isLed: boolean): void {
    surface.toggleAttribute('data-led', isLed);
  }

  function arrive(): void {
    // Given by the page in the place of something that went, the focus is visible to the browser even where a hand did that.
    if (!isByKeys || !surface.matches(':focus-visible')) return;
    showRing(true);
    const { tool, frame } = workspace.getState();
    const { cursor: known, stage } = view.getState();
    if (!frame || known || tool === 'move' || tool === 'canvas') return;
    view.setState({ cursor: { at: { x: stage.width / 2, y: stage.height / 2 }, by: 'keys' } });
  }

  function leave(): void {
    showRing(false);
    liftPen();
    if (isMoving) {
      isMoving = false;
      releaseSubject(workspace, view, true);
    }
    if (view.getState().cursor?.by === 'keys') view.setState({ cursor: null });
  }

  const usedBy = (keys: boolean) => () => {
    isByKeys = keys;
  };
  window.addEventListener('keydown', usedBy(true), { signal, capture: true });
  window.addEventListener('pointerdown', usedBy(false), { signal, capture: true });
  surface.addEventListener('keydown', press, { signal });
  surface.addEventListener('keyup', release, { signal });
  surface.addEventListener('focus', arrive, { signal });
  surface.addEventListener('blur', leave, { signal });
  surface.addEventListener('pointerdown', () => showRing(false), { signal });
  // Another tool lifts the pen of the one before.
  const stopWatching = workspace.subscribe((state, before) => {
    if (state.tool !== before.tool || state.activeId !== before.activeId) {
      liftPen();
      view.setState({ outline: [] });
    }
  });
  const stopHand = listenForHand(surface, parts, signal);
  return () => {
    stopping.abort();
    stopWatching();
    stopHand();
  };
}

/** Space puts the hand out wherever the focus is, unless something there wants space for itself. */
function listenForHand(surface: HTMLElement, { view }: StageParts, signal: AbortSignal): () => void {
  const wantsSpace = (target: EventTarget | null) =>
    target instanceof Element &&
    target !== surface &&
    target.closest('button, input, textarea, select, a, [role], [contenteditable]') !== null;
  const down = (event: KeyboardEvent) => {
    if (
      event.key !== ' ' ||
      event.ctrlKey ||
      event.metaKey ||
      event.defaultPrevented ||
      wantsSpace(event.target)
    )
      return;
    event.preventDefault();
    if (view.getState().hand === null) view.setState({ hand: 'open' });
  };
  const up = () => {
    if (view.getState().hand !== null) view.setState({ hand: null });
  };
  window.addEventListener('keydown', down, { signal });
  window.addEventListener('keyup', event => event.key === ' ' && up(), { signal });
  window.addEventListener('blur', up, { signal });
  return up;
}
