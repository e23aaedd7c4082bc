import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { useWorkspaceStore } from '../state/use-workspace.ts';
import { tellPulledCanvas } from './canvas-hold.ts';
import { listenForStageKeys } from './stage-keys.ts';
import { listenForPointers } from './stage-pointer.ts';
import { createStageRenderer } from './stage-renderer.ts';
import type { StageEvent, StageParts } from './stage-tools.ts';
import { createStageView, resizeStage } from './stage-view.ts';
import { readSchemeColours, useSchemeColours } from './use-scheme-colours.ts';

/** The elements of a stage. */
export interface StageElements {
  readonly surface: RefObject<HTMLDivElement | null>;
  readonly base: RefObject<HTMLCanvasElement | null>;
  readonly top: RefObject<HTMLCanvasElement | null>;
  readonly probe: RefObject<HTMLElement | null>;
}

/** Brings a stage's elements to life; null until they are there. */
export function useStageParts(
  elements: StageElements,
  onEvent: (event: StageEvent) => void,
): StageParts | null {
  const workspace = useWorkspaceStore();
  const [parts, setParts] = useState<StageParts | null>(null);
  const say = useEffectEvent(onEvent);
  const { surface: surfaceRef, base: baseRef, top: topRef, probe: probeRef } = elements;

  useEffect(() => {
    const [surface, base, top, probe] = [
      surfaceRef.current,
      baseRef.current,
      topRef.current,
      probeRef.current,
    ];
    if (!surface || !base || !top || !probe) return;
    const view = createStageView();
    const resizing = followSize(surface, (size, density) => resizeStage(view, size, density));
    const renderer = createStageRenderer({ workspace, view, base, top, colours: readSchemeColours(probe) });
    const made: StageParts = { workspace, view, renderer, say: event => say(event) };
    const stops = [
      resizing,
      tellPulledCanvas(made),
      listenForPointers(surface, made),
      listenForStageKeys(surface, made),
    ];
    setParts(made);
    return () => {
      for (const stop of stops) stop();
      renderer.dispose();
      setParts(null);
    };
  }, [workspace, surfaceRef, baseRef, topRef, probeRef]);

  useSchemeColours(probeRef, colours => parts?.renderer.recolour(colours));
  return parts;
}

/** Tells an element's size now and whenever it, or the density of the screen, changes. */
function followSize(
  element: HTMLElement,
  onSize: (size: { width: number; height: number }, density: number) => void,
): () => void {
  const tell = () =>
    onSize({ width: element.clientWidth, height: element.clientHeight }, window.devicePixelRatio || 1);
  const observer = new ResizeObserver(tell);
  observer.observe(element);
  // Zooming the page or moving it to another screen changes the density, which comes as a resize.
  window.addEventListener('resize', tell);
  tell();
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', tell);
  };
}
