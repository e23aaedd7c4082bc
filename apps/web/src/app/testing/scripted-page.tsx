import { EngineError } from '@backgroundfx/core';
import { createRoot } from 'react-dom/client';
import { type ModelInfo, modelKey, type OwnModel } from '../../engine/chosen-model.ts';
import type {
  CoarseMatte,
  CutoutClient,
  CutoutProgress,
  FoundSubject,
  InspectedModel,
} from '../../engine/cutout.api.ts';
import type { StageFrame, StudioClient } from '../../engine/studio.api.ts';
import { StudioContext } from '../../engine/studio-context.ts';
import { type LoadServer, LoadServerContext } from '../../state/load-server.ts';
import { newId } from '../../state/new-id.ts';
import { createThumbnailPainter } from '../../state/thumbnails.ts';
import { WorkspaceContext, type WorkspaceStore } from '../../state/use-workspace.ts';
import { createWorkspace } from '../../state/workspace-store.ts';
import { createMemoryStorage } from '../../storage/memory-storage.ts';
import { App } from '../App.tsx';

const SECONDS = { low: 0.6, medium: 2, high: 4, ultra: 40 } as const;

export const MODELS: readonly ModelInfo[] = [
  { id: 'isnet', displayName: 'ISNet', totalBytes: 44_000_000, place: 'device' },
  { id: 'u2netp', displayName: 'U²-Net-P', totalBytes: 2_400_000, place: 'server' },
  { id: 'u2net', displayName: 'U²-Net', totalBytes: 176_000_000, place: 'missing' },
];

/** A subject that is being looked for. */
interface Job {
  readonly report: (progress: CutoutProgress) => void;
  readonly draft: (coarse: CoarseMatte) => void;
  readonly resolve: (found: FoundSubject) => void;
  readonly reject: (error: EngineError) => void;
}

/** A client whose latest job the test drives. */
export function scriptedClient() {
  const jobs: Job[] = [];
  const qualities: string[] = [];
  const models: string[] = [];
  let served = MODELS;
  let inspect = (_: Blob): Promise<InspectedModel> => Promise.reject(new EngineError('invalid_model', 'No'));
  let tryOut = async (_: OwnModel): Promise<void> => undefined;
  const client: CutoutClient = {
    find: (_file, { model, quality, signal, onProgress, onDraft }) =>
      new Promise((resolve, reject) => {
        qualities.push(quality);
        models.push(modelKey(model));
        jobs.push({
          resolve,
          reject,
          report: progress => onProgress?.(progress),
          draft: coarse => onDraft?.(coarse),
        });
        signal?.addEventListener('abort', () => reject(new EngineError('cancelled', 'Cancelled')));
      }),
    models: async () => served,
    expect: (model, quality) => ({
      seconds: (model.kind === 'own' ? 2 : 1) * SECONDS[quality],
      learned: quality === 'high',
    }),
    inspectModel: file => inspect(file),
    tryModel: model => tryOut(model),
    dispose: () => {},
  };
  return {
    client,
    qualities,
    models,
    job: () => jobs.at(-1)!,
    serve: (next: readonly ModelInfo[]) => {
      served = next;
    },
    onInspect: (next: typeof inspect) => {
      inspect = next;
    },
    onTry: (next: typeof tryOut) => {
      tryOut = next;
    },
  };
}

const WIDTH = 320;
const HEIGHT = 240;

/** A canvas with a black square in the middle. */
function drawing(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas');
  context.fillRect(WIDTH / 4, HEIGHT / 4, WIDTH / 2, HEIGHT / 2);
  return canvas;
}

/** A studio that draws the same square whatever it is asked for, and remembers what that was. */
function squareStudio() {
  const recipes: unknown[] = [];
  const bitmap = () => drawing().transferToImageBitmap();
  const frame = (): StageFrame => ({
    geometry: {
      picture: { width: WIDTH, height: HEIGHT },
      canvas: { width: WIDTH, height: HEIGHT, left: 0, top: 0, scale: 1 },
      place: {
        pivot: { x: WIDTH / 2, y: HEIGHT / 2 },
        at: { x: WIDTH / 2, y: HEIGHT / 2 },
        scale: 1,
        rotation: 0,
      },
      box: { left: WIDTH / 4, top: HEIGHT / 4, width: WIDTH / 2, height: HEIGHT / 2 },
    },
    pictureScale: 1,
    subject: bitmap(),
    matte: bitmap(),
    canvasScale: 1,
    behind: null,
    composed: bitmap(),
  });
  const never = () => Promise.reject(new EngineError('internal', 'Not part of this test'));
  const client: StudioClient = {
    original: async () => ({ bitmap: bitmap(), picture: { width: WIDTH, height: HEIGHT } }),
    glance: () => Promise.reject(new EngineError('internal', 'Not part of this test')),
    warm: async () => {},
    async frame(request) {
      recipes.push(request.recipe);
      return frame();
    },
    whole: never,
    layers: never,
    matte: never,
    dispose: () => {},
  };
  return { client, recipes };
}

/** What the engine found in the square. */
export function foundOf({ coverage = 0.25, ...more }: Partial<FoundSubject> = {}): FoundSubject {
  return {
    width: WIDTH,
    height: HEIGHT,
    coverage,
    hasForeground: coverage > 0,
    ...(coverage > 0 && { coarse: { width: 4, height: 3, alpha: new Blob([new Float32Array(12)]) } }),
    confidence: 0.9,
    found: [],
    seconds: 1.4,
    stageSeconds: {},
    report: {
      models: [{ id: 'isnet', displayName: 'ISNet' }],
      variant: 'int8',
      provider: 'wasm',
      threads: 2,
      looks: 1,
      why: 'No graphics adapter was found.',
      modelBytes: 44_000_000,
    },
    ...more,
  };
}

export function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

export interface ScriptedPage {
  readonly scripted: ReturnType<typeof scriptedClient>;
  readonly studio: ReturnType<typeof squareStudio>;
  readonly store: WorkspaceStore;
  readonly png: Blob;
  readonly file: File;
  /** Takes the page away again. */
  readonly leave: () => void;
}

/** The page over a client that the test drives, with a picture to give it; beside it no server unless one is given. */
export async function openScriptedPage(
  loadServer: LoadServer = () => Promise.reject(new TypeError('No server')),
): Promise<ScriptedPage> {
  const png = await drawing().convertToBlob({ type: 'image/png' });
  const scripted = scriptedClient();
  const studio = squareStudio();
  const store = createWorkspace({
    client: scripted.client,
    studio: studio.client,
    // As on a disk, where all that is done is kept.
    storage: { ...createMemoryStorage(newId, Date.now), isLasting: async () => true },
    thumbnails: createThumbnailPainter(),
    tab: { read: () => null, write: () => undefined },
    urls: URL,
    fetch: async () => new Response(png),
    newId,
    models: MODELS.map(({ id }) => id),
    plan: { previewPixels: 1e6, stagePixels: 1e6 },
  });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(
    <WorkspaceContext value={store}>
      <StudioContext value={studio.client}>
        <LoadServerContext value={loadServer}>
          <App />
        </LoadServerContext>
      </StudioContext>
    </WorkspaceContext>,
  );
  await store.getState().refreshModels(false);
  return {
    scripted,
    studio,
    store,
    png,
    file: new File([png], 'square.png', { type: 'image/png' }),
    leave() {
      root.unmount();
      store.getState().dispose();
      document.body.replaceChildren();
    },
  };
}
