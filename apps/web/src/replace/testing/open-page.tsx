import { EngineError, type Recipe } from '@backgroundfx/core';
import type { ReactNode } from 'react';
import type { CutoutClient, FoundSubject } from '../../engine/cutout.api.ts';
import { createStudioClient } from '../../engine/studio.client.ts';
import { StudioContext } from '../../engine/studio-context.ts';
import { foundOf } from '../../state/testing/workspace-setup.ts';
import { createThumbnailPainter } from '../../state/thumbnails.ts';
import { WorkspaceContext } from '../../state/use-workspace.ts';
import { createWorkspace } from '../../state/workspace-store.ts';
import { createMemoryStorage } from '../../storage/memory-storage.ts';
import { type Shown, show } from '../../ui/testing/shown.tsx';

export const PICTURE = { width: 400, height: 300 } as const;
/** Of the picture's subject, a plain red square. */
export const SUBJECT = { left: 150, top: 100, width: 100, height: 100 } as const;
const COARSE = { width: 80, height: 60 } as const;

/** A red square on a blue ground. */
export async function scene(): Promise<File> {
  const canvas = new OffscreenCanvas(PICTURE.width, PICTURE.height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#2040e0';
  context.fillRect(0, 0, PICTURE.width, PICTURE.height);
  context.fillStyle = '#e02020';
  context.fillRect(SUBJECT.left, SUBJECT.top, SUBJECT.width, SUBJECT.height);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'square.png', { type: 'image/png' });
}

/** What a network would have seen of it. */
function found(): FoundSubject {
  const alpha = new Float32Array(COARSE.width * COARSE.height);
  const share = COARSE.width / PICTURE.width;
  for (let y = SUBJECT.top * share; y < (SUBJECT.top + SUBJECT.height) * share; y++) {
    const begin = y * COARSE.width + SUBJECT.left * share;
    alpha.fill(1, begin, begin + SUBJECT.width * share);
  }
  return { ...foundOf(1 / 12), ...PICTURE, coarse: { ...COARSE, alpha: new Blob([alpha]) } };
}

/** The pixels of what is on the stage. */
export interface Seen {
  readonly width: number;
  readonly height: number;
  /** r, g, b, a at a place. */
  at(x: number, y: number): readonly number[];
}

/** Children on a page with a workspace of its own, whose picture is open and drawn by the real studio. */
export interface Page {
  recipe(): Recipe;
  /** What every step of the history was about. */
  steps(): readonly string[];
  previews(): number;
  /** A hand on the stage has the canvas as large. */
  holdCanvas(size: { width: number; height: number } | null): void;
  undo(): void;
  /** Waits until what is decided is drawn. */
  seen(): Promise<Seen>;
  leave(): void;
}

let ids = 0;

export async function openPage(children: ReactNode): Promise<Page> {
  const none = () => Promise.reject(new EngineError('internal', 'Not part of this test'));
  const client: CutoutClient = {
    find: async () => found(),
    models: async () => [],
    expect: () => ({ seconds: 1, learned: false }),
    inspectModel: none,
    tryModel: none,
    dispose: () => undefined,
  };
  const studio = createStudioClient();
  const newId = () => `replace-${++ids}`;
  const store = createWorkspace({
    client,
    studio,
    storage: createMemoryStorage(newId, Date.now),
    thumbnails: createThumbnailPainter(),
    tab: { read: () => null, write: () => undefined },
    urls: URL,
    fetch: (url, init) => fetch(url, init),
    newId,
    models: ['isnet'],
    plan: { previewPixels: 16_000_000, stagePixels: 16_000_000 },
  });
  store.getState().add([await scene()]);
  let previews = 0;
  store.subscribe((now, before) => {
    if (now.draft !== null && now.draft !== before.draft) previews += 1;
  });
  const isDrawn = () => {
    const { drawn, draft, document, isDrawing, frame } = store.getState();
    return frame !== null && draft === null && !isDrawing && drawn === document();
  };
  await until(isDrawn);
  const shown: Shown = show(
    <StudioContext value={studio}>
      <WorkspaceContext value={store}>{children}</WorkspaceContext>
    </StudioContext>,
  );
  return {
    recipe: () => store.getState().history!.document.recipe,
    steps: () =>
      store.getState().history!.done.map(({ command }) => ('about' in command ? command.about : '')),
    previews: () => previews,
    holdCanvas: size => store.getState().setCanvasInHand(size),
    undo: () => store.getState().undo(),
    async seen() {
      await until(isDrawn);
      const { composed } = store.getState().frame!;
      const { width, height } = composed;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(composed, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      return { width, height, at: (x, y) => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4)] };
    },
    leave() {
      shown.leave();
      store.getState().dispose();
      studio.dispose();
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('The picture was not drawn in time');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
