import type { EdgeSettings } from '@backgroundfx/core';
import { EngineError } from '@backgroundfx/core';
import { createRoot } from 'react-dom/client';
import { type ModelInfo, modelKey, type OwnModel } from '../../engine/chosen-model.ts';
import type { CutoutClient, CutoutProgress, CutoutResult, InspectedModel } from '../../engine/cutout.api.ts';
import type { EdgeClient } from '../../engine/edges.api.ts';
import { type CutoutStore, createCutoutStore } from '../../state/cutout-store.ts';
import { CutoutStoreContext } from '../../state/use-cutout.ts';
import { App } from '../App.tsx';

const SECONDS = { low: 0.6, medium: 2, high: 4, ultra: 40 } as const;

export const MODELS: readonly ModelInfo[] = [
  { id: 'isnet', displayName: 'ISNet', totalBytes: 44_000_000, place: 'device' },
  { id: 'u2netp', displayName: 'U²-Net-P', totalBytes: 2_400_000, place: 'server' },
  { id: 'u2net', displayName: 'U²-Net', totalBytes: 176_000_000, place: 'missing' },
];

/** A running cut-out. */
interface Job {
  readonly report: (progress: CutoutProgress) => void;
  readonly resolve: (result: CutoutResult) => void;
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
    cutout: (_file, { model, quality, signal, onProgress }) =>
      new Promise((resolve, reject) => {
        qualities.push(quality);
        models.push(modelKey(model));
        jobs.push({ resolve, reject, report: progress => onProgress?.(progress) });
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

async function picture(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas');
  context.fillRect(width / 4, height / 4, width / 2, height / 2);
  return canvas.convertToBlob({ type: 'image/png' });
}

export async function resultOf(
  png: Blob,
  { coverage = 0.25, ...more }: Partial<CutoutResult> = {},
): Promise<CutoutResult> {
  const { width, height } = await createImageBitmap(png);
  const report = {
    models: [{ id: 'isnet', displayName: 'ISNet' }],
    variant: 'int8',
    provider: 'wasm',
    threads: 2,
    looks: 1,
    why: 'No graphics adapter was found.',
    modelBytes: 44_000_000,
  } as const;
  return {
    width,
    height,
    png,
    coverage,
    hasForeground: coverage > 0,
    ...(coverage > 0 && { coarse: { width: 4, height: 3, alpha: new Blob([new Float32Array(12)]) } }),
    confidence: 0.9,
    found: [],
    seconds: 1.4,
    stageSeconds: {},
    report,
    ...more,
  };
}

export function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

/** A client whose drafts are squares as wide as the edge is shifted, so that tests can see which one is shown. */
export function scriptedEdges() {
  const drafts: EdgeSettings[] = [];
  const wholes: EdgeSettings[] = [];
  let answer: () => Promise<void> = async () => undefined;
  const client: EdgeClient = {
    async draft(_source, edges) {
      drafts.push(edges);
      await answer();
      const canvas = new OffscreenCanvas(32 + (edges.shiftEdge ?? 0), 24);
      canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
      return canvas.transferToImageBitmap();
    },
    async whole(_source, edges) {
      wholes.push(edges);
      await answer();
      return { png: await picture(320, 240), coverage: 0.5 };
    },
    dispose: () => {},
  };
  return {
    client,
    drafts,
    wholes,
    onAsk: (next: typeof answer) => {
      answer = next;
    },
  };
}

export interface ScriptedPage {
  readonly edges: ReturnType<typeof scriptedEdges>;
  readonly scripted: ReturnType<typeof scriptedClient>;
  readonly store: CutoutStore;
  readonly png: Blob;
  readonly file: File;
  /** Takes the page away again. */
  readonly leave: () => void;
}

/** The page over a client that the test drives, with a picture to give it. */
export async function openScriptedPage(): Promise<ScriptedPage> {
  const png = await picture(320, 240);
  const scripted = scriptedClient();
  const edges = scriptedEdges();
  const store = createCutoutStore({
    client: scripted.client,
    edgeClient: edges.client,
    urls: URL,
    fetch: async () => new Response(png),
  });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(
    <CutoutStoreContext value={store}>
      <App />
    </CutoutStoreContext>,
  );
  await store.getState().refreshModels(false);
  return {
    edges,
    scripted,
    store,
    png,
    file: new File([png], 'square.png', { type: 'image/png' }),
    leave() {
      root.unmount();
      document.body.replaceChildren();
    },
  };
}
