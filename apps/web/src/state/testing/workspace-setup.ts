import { EngineError, type Quality } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from '../../engine/chosen-model.ts';
import type {
  CoarseMatte,
  CutoutClient,
  CutoutMaker,
  CutoutProgress,
  CutoutResult,
  FoundSubject,
} from '../../engine/cutout.api.ts';
import type { StageFrame, StudioClient, StudioRequest } from '../../engine/studio.api.ts';
import { createMemoryStorage } from '../../storage/memory-storage.ts';
import type { WorkspaceStorage } from '../../storage/workspace-storage.ts';
import type { TabMemory } from '../workspace-desk.ts';
import { createWorkspace } from '../workspace-store.ts';

/** A job that was asked for, and its end. */
export interface Call<T> {
  readonly file: Blob;
  readonly quality: Quality;
  readonly model: ChosenModel;
  readonly signal: AbortSignal;
  readonly report: (progress: CutoutProgress) => void;
  readonly draft: (coarse: CoarseMatte) => void;
  readonly finish: (result: T) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

export const ISNET: ModelInfo = {
  id: 'isnet',
  displayName: 'ISNet',
  totalBytes: 44_000_000,
  place: 'elsewhere',
};
export const SMALL: ChosenModel = { kind: 'catalog', id: 'u2netp' };
export const OWN: OwnModel = {
  kind: 'own',
  key: 'own-1',
  file: new Blob(['onnx']),
  entry: {
    id: 'custom',
    displayName: 'Mine',
    kind: 'saliency',
    input: { name: 'x', mean: [0, 0, 0], scale: [1, 1, 1], multipleOf: 32, bestSize: 64, fit: 'stretch' },
    output: { name: 'y', values: 'unit' },
  },
};

/** Lets every promise that is due run to its end. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise<void>(resolve => setTimeout(resolve));
}

export function coarseOf(name: string): CoarseMatte {
  return { width: 4, height: 3, alpha: new Blob([name]) };
}

export function foundOf(coverage = 0.4): FoundSubject {
  return {
    width: 1280,
    height: 960,
    coverage,
    hasForeground: coverage > 0,
    ...(coverage > 0 && { coarse: coarseOf('floats') }),
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
  };
}

/** As a server gives it: without what edges are drawn from. */
export function servedOf(): CutoutResult {
  const { coarse: _, coverage: __, ...result } = foundOf();
  return {
    ...result,
    png: new Blob(['png'], { type: 'image/png' }),
    report: { provider: 'server', models: [], why: '' },
  };
}

export interface TestBitmap extends ImageBitmap {
  readonly closed: boolean;
}

export function bitmapOf(width = 8, height = 6): TestBitmap {
  const bitmap = {
    width,
    height,
    closed: false,
    close: () => Object.assign(bitmap, { closed: true }),
  };
  return bitmap as unknown as TestBitmap;
}

export function frameOf(): StageFrame {
  return {
    geometry: {
      picture: { width: 8, height: 6 },
      canvas: { width: 8, height: 6, left: 0, top: 0, scale: 1 },
      place: { pivot: { x: 4, y: 3 }, at: { x: 4, y: 3 }, scale: 1, rotation: 0 },
      box: { left: 0, top: 0, width: 8, height: 6 },
    },
    pictureScale: 1,
    subject: bitmapOf(),
    matte: bitmapOf(),
    canvasScale: 1,
    behind: null,
    composed: bitmapOf(),
  };
}

/** A frame that was asked for, and its end. */
export interface Drawing {
  readonly request: StudioRequest;
  readonly pixels: number;
  readonly signal: AbortSignal | undefined;
  readonly finish: (frame?: StageFrame) => Promise<StageFrame>;
  readonly fail: (error: unknown) => Promise<void>;
}

function scriptedStudio() {
  const drawings: Drawing[] = [];
  const originals: TestBitmap[] = [];
  const glanced: Blob[] = [];
  const warmed: { readonly file: Blob; readonly signal: AbortSignal | undefined }[] = [];
  let disposed = 0;
  const never = () => Promise.reject(new EngineError('internal', 'Not part of this test'));
  const client: StudioClient = {
    async original() {
      const bitmap = bitmapOf();
      originals.push(bitmap);
      return { bitmap, picture: { width: 8, height: 6 } };
    },
    async glance(file) {
      glanced.push(file);
      return { bitmap: bitmapOf(), picture: { width: 8, height: 6 } };
    },
    warm: (file, signal) =>
      new Promise((_, reject) => {
        warmed.push({ file, signal });
        signal?.addEventListener('abort', () => reject(new EngineError('cancelled', 'Cancelled')));
      }),
    frame: (request, pixels, signal) =>
      new Promise((resolve, reject) => {
        const fail = (error: unknown) => {
          reject(error);
          return settle();
        };
        signal?.addEventListener('abort', () => void fail(new EngineError('cancelled', 'Cancelled')));
        drawings.push({
          request,
          pixels,
          signal,
          fail,
          async finish(frame = frameOf()) {
            resolve(frame);
            await settle();
            return frame;
          },
        });
      }),
    whole: never,
    layers: never,
    matte: never,
    dispose: () => {
      disposed += 1;
    },
  };
  return { client, drawings, originals, glanced, warmed, disposed: () => disposed };
}

/** Keeps every job that is asked for, so that the test can end it. */
function take<T>(
  calls: Call<T>[],
  file: Blob,
  options: {
    readonly quality: Quality;
    readonly model: ChosenModel;
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: CutoutProgress) => void;
    readonly onDraft?: (coarse: CoarseMatte) => void;
  },
): Promise<T> {
  const { quality, model, signal, onProgress, onDraft } = options;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error);
      return settle();
    };
    signal?.addEventListener('abort', () => void fail(new EngineError('cancelled', 'Cancelled')));
    calls.push({
      file,
      model,
      quality,
      signal: signal ?? new AbortController().signal,
      report: progress => onProgress?.(progress),
      draft: coarse => onDraft?.(coarse),
      finish(result) {
        resolve(result);
        return settle();
      },
      fail,
    });
  });
}

/** Another maker than the page's own, such as a server. */
export function otherMaker(): { readonly maker: CutoutMaker; readonly calls: readonly Call<CutoutResult>[] } {
  const calls: Call<CutoutResult>[] = [];
  return { maker: { cutout: (file, options) => take(calls, file, options) }, calls };
}

let ids = 0;
/** Ids that tell in which order they were made. */
export const nextId = () => `id-${++ids}`;

export function photo(name: string): File {
  return new File([name], name, { type: 'image/jpeg' });
}

/** A workspace whose engine, studio and clock the test drives. */
export function setUp(storage: WorkspaceStorage = createMemoryStorage(nextId, Date.now)) {
  const calls: Call<FoundSubject>[] = [];
  const live = new Set<string>();
  /** Samples that `/slow.jpg` was asked for. */
  const slow: { readonly signal: AbortSignal; readonly arrive: () => Promise<void> }[] = [];
  let made = 0;
  let disposed = 0;
  let models: () => Promise<readonly ModelInfo[]> = async () => [ISNET];
  let trial: (model: OwnModel) => Promise<void> = async () => undefined;
  let place: ReturnType<TabMemory['read']> = null;
  const client: CutoutClient = {
    find: (file, options) => take(calls, file, options),
    models: () => models(),
    expect: () => ({ seconds: 4, learned: false }),
    inspectModel: () => Promise.reject(new EngineError('invalid_model', 'No')),
    tryModel: model => trial(model),
    dispose: () => {
      disposed += 1;
    },
  };
  const studio = scriptedStudio();
  const thumbnails: { readable: boolean; held?: Promise<void> } = { readable: false };
  const store = createWorkspace({
    client,
    studio: studio.client,
    storage,
    thumbnails: {
      open: async file => (file.size > 0 && thumbnails.readable ? bitmapOf() : null),
      reopen: async () => bitmapOf(),
      async paint(_, coarse) {
        await thumbnails.held;
        return new Blob([coarse ? 'small cut-out' : 'small']);
      },
    },
    tab: {
      read: () => place,
      write: next => {
        place = next;
      },
    },
    urls: {
      createObjectURL() {
        made += 1;
        live.add(`blob:${made}`);
        return `blob:${made}`;
      },
      revokeObjectURL: url => live.delete(url),
    },
    fetch: (url, { signal }) => {
      if (url === '/missing.jpg') return Promise.resolve(new Response(null, { status: 404 }));
      if (url !== '/slow.jpg') return Promise.resolve(new Response('jpeg'));
      return new Promise((resolve, reject) => {
        const arrive = () => {
          resolve(new Response('slow'));
          return settle();
        };
        slow.push({ signal, arrive });
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
    newId: nextId,
    models: ['isnet', 'u2netp', 'u2net', 'deeplabv3'],
    plan: { previewPixels: 100, stagePixels: 1000 },
  });
  const state = () => store.getState();
  return {
    store,
    state,
    storage,
    calls,
    live,
    slow,
    thumbnails,
    studio,
    disposed: () => disposed,
    place: () => place,
    setModels: (next: typeof models) => {
      models = next;
    },
    setTrial: (next: typeof trial) => {
      trial = next;
    },
    /** How far each picture is, in their order. */
    works: () => state().pictures.map(({ work }) => work.name),
    picture: (name: string) => {
      const picture = state().pictures.find(candidate => candidate.name === name);
      if (!picture) throw new Error(`There is no picture ${name}`);
      return picture;
    },
    async add(...names: string[]) {
      state().add(names.map(photo));
      await settle();
      return calls.at(-1)!;
    },
  };
}
