import { type EdgeSettings, EngineError } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from '../../engine/chosen-model.ts';
import type { CutoutClient, CutoutProgress, CutoutResult } from '../../engine/cutout.api.ts';
import type { DrawnCutout, EdgeClient, EdgeSource } from '../../engine/edges.api.ts';
import { createCutoutStore } from '../cutout-store.ts';

/** A cut-out that was asked for, and its end. */
export interface Call {
  readonly file: Blob;
  readonly quality: string;
  readonly edges: EdgeSettings;
  readonly model: ChosenModel;
  readonly signal: AbortSignal;
  readonly report: (progress: CutoutProgress) => void;
  readonly finish: (result: CutoutResult) => Promise<void>;
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
export const settle = () => new Promise<void>(resolve => setTimeout(resolve));

export function cutoutOf(coverage = 0.4): CutoutResult {
  return {
    width: 1280,
    height: 960,
    png: new Blob(['png'], { type: 'image/png' }),
    coverage,
    hasForeground: coverage > 0,
    ...(coverage > 0 && { coarse: { width: 4, height: 3, alpha: new Blob(['floats']) } }),
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

/** A drawing that was asked for, and its end. */
export interface Drawing<T> {
  readonly source: EdgeSource;
  readonly edges: EdgeSettings;
  readonly finish: (result: T) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

/** A draft that knows whether it was closed. */
export function draftOf(name: string): ImageBitmap & { readonly closed: boolean } {
  const draft = {
    name,
    width: 8,
    height: 6,
    closed: false,
    close: () => Object.assign(draft, { closed: true }),
  };
  return draft as unknown as ImageBitmap & { readonly closed: boolean };
}

/** A client whose drawings the test ends. */
function scriptedEdges() {
  const drafts: Drawing<ImageBitmap>[] = [];
  const wholes: Drawing<DrawnCutout>[] = [];
  function asked<T>(list: Drawing<T>[], source: EdgeSource, edges: EdgeSettings): Promise<T> {
    return new Promise((resolve, reject) => {
      list.push({
        source,
        edges,
        finish(result) {
          resolve(result);
          return settle();
        },
        fail(error) {
          reject(error);
          return settle();
        },
      });
    });
  }
  const client: EdgeClient = {
    draft: (source, edges) => asked(drafts, source, edges),
    whole: (source, edges) => asked(wholes, source, edges),
    dispose: () => undefined,
  };
  return { client, drafts, wholes };
}

export function setUp() {
  const calls: Call[] = [];
  const live = new Set<string>();
  let made = 0;
  let disposed = 0;
  let models: () => Promise<readonly ModelInfo[]> = async () => [ISNET];
  let trial: (model: OwnModel) => Promise<void> = async () => undefined;
  const client: CutoutClient = {
    cutout(file, { model, quality, edges, signal, onProgress }) {
      return new Promise((resolve, reject) => {
        const fail = (error: unknown) => {
          reject(error);
          return settle();
        };
        signal?.addEventListener('abort', () => fail(new EngineError('cancelled', 'Cancelled')));
        calls.push({
          file,
          model,
          quality,
          edges,
          signal: signal!,
          report: progress => onProgress?.(progress),
          finish(result) {
            resolve(result);
            return settle();
          },
          fail,
        });
      });
    },
    models: () => models(),
    expect: () => ({ seconds: 4, learned: false }),
    inspectModel: () => Promise.reject(new EngineError('invalid_model', 'No')),
    tryModel: model => trial(model),
    dispose: () => {
      disposed += 1;
    },
  };
  const edges = scriptedEdges();
  const store = createCutoutStore({
    client,
    edgeClient: edges.client,
    urls: {
      createObjectURL() {
        made += 1;
        live.add(`blob:${made}`);
        return `blob:${made}`;
      },
      revokeObjectURL: url => live.delete(url),
    },
    fetch: async url => (url === '/missing.jpg' ? new Response(null, { status: 404 }) : new Response('jpeg')),
  });
  return {
    store,
    edges,
    calls,
    live,
    disposed: () => disposed,
    setModels: (next: typeof models) => {
      models = next;
    },
    setTrial: (next: typeof trial) => {
      trial = next;
    },
    phase: () => store.getState().phase,
    async open(name: string) {
      store.getState().open(new File([name], name, { type: 'image/jpeg' }));
      await settle();
      return calls.at(-1)!;
    },
  };
}
