import { parseRecipe } from '@backgroundfx/core';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { CommandCentre } from '../../commands/CommandCentre.tsx';
import type { StageFrame } from '../../engine/studio.api.ts';
import { applyCommand } from '../../state/document/commands.ts';
import { advance, startHistory } from '../../state/document/history.ts';
import { WorkspaceContext, type WorkspaceStore } from '../../state/use-workspace.ts';
import type { BrushSettings, WorkspaceState } from '../../state/workspace-state.ts';
import { UiRoot } from '../../ui/UiRoot.tsx';
import { Stage } from '../Stage.tsx';
import { placeOf } from '../subject-hold.ts';

/** A picture that a scripted engine has cut out: the left half is blue, the right half orange; the subject is a green disc. */
export interface ScriptedPicture {
  readonly width: number;
  readonly height: number;
  /** Of the disc in the middle. */
  readonly radius: number;
  /** Pixels of the bitmaps for one of the picture. */
  readonly share?: number;
}

export const BLUE = [40, 80, 200] as const;
export const ORANGE = [230, 140, 40] as const;
export const GREEN = [30, 160, 60] as const;

const css = ([r, g, b]: readonly number[]) => `rgb(${r} ${g} ${b})`;
const BRUSH: BrushSettings = { size: 60, hardness: 1, opacity: 1, edgeAware: false, pressure: true };

function bitmap(width: number, height: number, draw: (on: OffscreenCanvasRenderingContext2D) => void) {
  const canvas = new OffscreenCanvas(width, height);
  draw(canvas.getContext('2d')!);
  return canvas.transferToImageBitmap();
}

export function scriptedOriginal({ width, height, radius, share = 1 }: ScriptedPicture): ImageBitmap {
  return bitmap(width * share, height * share, on => {
    on.scale(share, share);
    on.fillStyle = css(BLUE);
    on.fillRect(0, 0, width / 2, height);
    on.fillStyle = css(ORANGE);
    on.fillRect(width / 2, 0, width / 2, height);
    disc(on, width, height, radius, css(GREEN));
  });
}

function disc(
  on: OffscreenCanvasRenderingContext2D,
  width: number,
  height: number,
  radius: number,
  colour: string,
): void {
  on.fillStyle = colour;
  on.beginPath();
  on.arc(width / 2, height / 2, radius, 0, Math.PI * 2);
  on.fill();
}

export function scriptedFrame(picture: ScriptedPicture, subject = parseRecipe({}).subject): StageFrame {
  const { width, height, radius, share = 1 } = picture;
  const w = width * share;
  const h = height * share;
  const box = { left: width / 2 - radius, top: height / 2 - radius, width: 2 * radius, height: 2 * radius };
  const canvas = { width, height, scale: 1, left: 0, top: 0 };
  const geometry = { picture: { width, height }, canvas, box };
  const place = placeOf(
    { ...geometry, place: { pivot: { x: 0, y: 0 }, at: { x: 0, y: 0 }, scale: 1, rotation: 0 } },
    subject,
  )!;
  const cut = (on: OffscreenCanvasRenderingContext2D) => {
    on.scale(share, share);
    disc(on, width, height, radius, css(GREEN));
  };
  return {
    geometry: { ...geometry, place },
    pictureScale: share,
    subject: bitmap(w, h, cut),
    matte: bitmap(w, h, on => {
      on.fillStyle = '#000';
      on.fillRect(0, 0, w, h);
      on.scale(share, share);
      disc(on, width, height, radius, '#fff');
    }),
    canvasScale: share,
    behind: null,
    composed: bitmap(w, h, on => {
      on.scale(share, share);
      on.translate(place.at.x, place.at.y);
      on.scale(place.scale, place.scale);
      disc(on, 0, 0, radius, css(GREEN));
    }),
  };
}

export interface ScriptedStage {
  readonly workspace: WorkspaceStore;
  /** The frame of what is done now arrives. */
  readonly drawFrame: (frame?: StageFrame) => void;
  readonly leave: () => void;
}

/** Opens a stage of the window's size with a picture on it. */
export async function openScriptedStage(
  picture: ScriptedPicture,
  changes: Partial<WorkspaceState> = {},
): Promise<ScriptedStage> {
  const workspace = scriptedWorkspace(picture, changes);
  const box = document.createElement('div');
  box.style.cssText = 'position:fixed;inset:0';
  document.body.append(box);
  const root = createRoot(box);
  root.render(
    <UiRoot>
      <WorkspaceContext value={workspace}>
        <CommandCentre />
        <Stage />
      </WorkspaceContext>
    </UiRoot>,
  );
  await untilShown(box);
  return {
    workspace,
    drawFrame(frame = scriptedFrame(picture)) {
      workspace.setState({ frame, drawn: workspace.getState().document() });
    },
    leave() {
      root.unmount();
      box.remove();
    },
  };
}

async function untilShown(box: HTMLElement): Promise<void> {
  for (let k = 0; k < 200; k++) {
    await nextFrames(1);
    const canvas = box.querySelector('canvas');
    if (canvas && canvas.width > 1 && box.querySelector('button')) return nextFrames();
  }
  throw new Error('The stage did not come');
}

/** Until what was asked for is on the screen. */
export async function nextFrames(count = 3): Promise<void> {
  for (let k = 0; k < count; k++) await new Promise(requestAnimationFrame);
}

function scriptedWorkspace(picture: ScriptedPicture, changes: Partial<WorkspaceState>): WorkspaceStore {
  const document = { version: 1, recipe: parseRecipe({}), edits: [] } as const;
  let commands = 0;
  const store = createStore<Partial<WorkspaceState>>((set, get) => ({
    originalSize: { width: picture.width, height: picture.height },
    standIn: null,
    pictures: [{ id: 'p1', name: 'disc.png', file: new Blob(), thumbnail: null, work: { name: 'waiting' } }],
    activeId: 'p1',
    history: startHistory(document),
    draft: null,
    frame: scriptedFrame(picture),
    original: scriptedOriginal(picture),
    drawn: document,
    tool: 'move',
    view: 'result',
    viewColour: '#ff00ff',
    isComparing: false,
    canvasInHand: null,
    brushes: { restore: BRUSH, erase: BRUSH, refine: BRUSH },
    lassoMode: 'subtract',
    regionMode: 'drop',
    document() {
      const { history, draft } = get();
      if (!history) return null;
      if (!draft) return history.document;
      return applyCommand(history.document, { name: 'change-recipe', about: 'subject', changes: draft });
    },
    perform(command) {
      const { history } = get();
      if (history)
        set({ history: advance(history, { kind: 'do', id: `c${commands++}`, command }), draft: null });
    },
    preview: draft => set({ draft }),
    setTool: tool => set({ tool }),
    setView: (view, viewColour = get().viewColour ?? '#ff00ff') => set({ view, viewColour }),
    setComparing: isComparing => set({ isComparing }),
    setCanvasInHand: canvasInHand => set({ canvasInHand }),
    ...changes,
  }));
  // The stage asks for nothing else of a workspace.
  return store as unknown as WorkspaceStore;
}
