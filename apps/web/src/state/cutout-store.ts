import type { Quality } from '@backgroundfx/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type ChosenModel,
  DEFAULT_MODEL,
  isSameModel,
  type ModelInfo,
  type OwnModel,
} from '../engine/chosen-model.ts';
import type { CutoutClient, CutoutProgress, Expectation, InspectedModel } from '../engine/cutout.api.ts';
import { type Finished, heldUrls, lastFinished, type Phase, type Picture } from './cutout-phase.ts';
import { isAboutFile, type Problem, SampleUnavailable, toProblem } from './problem.ts';

/** Something to tell beside the picture; the editor finds the words. */
export type Notice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'took_first'; readonly count: number; readonly fileName: string }
  | { readonly kind: 'no_picture'; readonly found: 'folder' | 'no_file' | 'empty_clipboard' };

export interface CutoutState {
  readonly phase: Phase;
  readonly model: ChosenModel;
  /** The network of their own that the user opened last; chosen or not. */
  readonly own: OwnModel | null;
  readonly quality: Quality;
  /** The catalogue's networks; none until the engine has told. */
  readonly models: readonly ModelInfo[];
  readonly notice: Notice | null;

  /** Cuts a file out. A job that runs is cancelled. */
  open(file: File, notice?: Notice): void;
  /** The same for a picture of our own origin. */
  openSample(sample: { readonly name: string; readonly url: string }): void;
  /** Sets network, level or both for this and later pictures; a picture that is shown is cut out again. */
  choose(what: { readonly model?: ChosenModel; readonly quality?: Quality }): void;
  /** Leaves a running job for the last cut-out, or for the start. */
  cancel(): void;
  /** Runs a failed picture again. */
  retry(): void;
  /** To the start; the last cut-out stays within reach. */
  startOver(): void;
  /** To the last cut-out, where there is one, else to the start. */
  goBack(): void;
  say(notice: Notice): void;
  dismissNotice(): void;
  /** Looks where the networks are: on this device, and on the server too with `ask`. */
  refreshModels(ask: boolean): Promise<void>;
  /** Checks a model file without running it. @throws EngineError `invalid_model`, `cancelled` */
  inspectModel(file: Blob, signal: AbortSignal): Promise<InspectedModel>;
  /**
   * Tries a network of the user's own and, when it can be used, chooses it. Until then nothing changes.
   * @throws EngineError `invalid_model`, `cancelled`
   */
  takeOwn(model: OwnModel, signal: AbortSignal): Promise<void>;
  /** What a job would take here. */
  expect(model: ChosenModel, quality: Quality): Expectation;
  /** Stops all work and gives back every address. */
  dispose(): void;
}

export type CutoutStore = StoreApi<CutoutState>;

export interface CutoutStoreDeps {
  readonly client: CutoutClient;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  readonly fetch: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

const FIRST_PROGRESS: CutoutProgress = { stage: 'decode', fraction: 0 };

/** The page's only state machine: start → working → result or failed, for one picture at a time. */
export function createCutoutStore({ client, urls, fetch }: CutoutStoreDeps): CutoutStore {
  /** The running job's controller; whoever holds another one is out of date and must not touch the state. */
  let job: AbortController | null = null;

  return createStore<CutoutState>()((set, get) => {
    function enter(
      phase: Phase,
      rest: Partial<Pick<CutoutState, 'model' | 'quality' | 'notice'>> = {},
    ): void {
      const kept = heldUrls(phase);
      for (const url of heldUrls(get().phase)) {
        if (!kept.has(url) && url.startsWith('blob:')) urls.revokeObjectURL(url);
      }
      set({ phase, ...rest });
    }

    function leaveFor(finished: Finished | null, notice: Notice | null): void {
      if (finished) {
        const { model, quality } = finished;
        enter({ name: 'result', finished }, { model, quality, notice });
      } else enter({ name: 'start', previous: null }, { notice });
    }

    function endJob(): void {
      job?.abort();
      job = null;
    }

    function advance(progress: CutoutProgress): void {
      const { phase } = get();
      if (phase.name !== 'working') return;
      const fraction = Math.max(phase.progress.fraction, progress.fraction);
      set({ phase: { ...phase, progress: { ...progress, fraction } } });
    }

    function fail(error: unknown, picture: Picture, previous: Finished | null): void {
      const problem = toProblem(error, picture.name);
      if (!problem) leaveFor(previous, null);
      else if (isAboutFile(problem)) leaveFor(previous, { kind: 'problem', problem });
      else enter({ name: 'failed', picture, problem, previous }, { notice: null });
    }

    async function run(
      picture: Picture,
      notice: Notice | null,
      { model, quality }: Pick<CutoutState, 'model' | 'quality'> = get(),
    ): Promise<void> {
      endJob();
      const mine = new AbortController();
      job = mine;
      const previous = lastFinished(get().phase);
      enter({ name: 'working', picture, progress: FIRST_PROGRESS, previous }, { model, quality, notice });
      try {
        const file = await picture.load(mine.signal);
        const cutout = await client.cutout(file, {
          model,
          quality,
          signal: mine.signal,
          onProgress: progress => job === mine && advance(progress),
        });
        if (job !== mine) return;
        const finished: Finished = { picture, cutout, url: urls.createObjectURL(cutout.png), model, quality };
        enter({ name: 'result', finished });
      } catch (error) {
        if (job !== mine) return;
        fail(error, picture, previous);
      }
      job = null;
      await get().refreshModels(false);
    }

    return {
      phase: { name: 'start', previous: null },
      model: DEFAULT_MODEL,
      own: null,
      quality: 'high',
      models: [],
      notice: null,

      open(file, notice) {
        const picture: Picture = {
          name: file.name,
          url: urls.createObjectURL(file),
          load: async () => file,
        };
        void run(picture, notice ?? null);
      },

      openSample({ name, url }) {
        const picture: Picture = {
          name,
          url,
          async load(signal) {
            const response = await fetch(url, { signal }).catch(cause => {
              throw new SampleUnavailable(`No answer for ${url}`, { cause });
            });
            if (!response.ok) throw new SampleUnavailable(`Status ${response.status} for ${url}`);
            return response.blob();
          },
        };
        void run(picture, null);
      },

      choose(what) {
        const { phase, model, quality } = get();
        const chosen = { model, quality, ...what };
        if (phase.name === 'failed') void run(phase.picture, null, chosen);
        else if (phase.name === 'result' && !isMadeWith(phase.finished, chosen)) {
          void run(phase.finished.picture, null, chosen);
        } else set(chosen);
      },

      cancel() {
        const { phase } = get();
        if (phase.name !== 'working') return;
        endJob();
        leaveFor(phase.previous, null);
      },

      retry() {
        const { phase } = get();
        if (phase.name === 'failed') void run(phase.picture, null);
      },

      startOver() {
        endJob();
        enter({ name: 'start', previous: lastFinished(get().phase) }, { notice: null });
      },

      goBack() {
        const { phase } = get();
        if (phase.name === 'start' || phase.name === 'failed') leaveFor(phase.previous, null);
      },

      say: notice => set({ notice }),
      dismissNotice: () => set({ notice: null }),

      async refreshModels(ask) {
        // Where the networks are is a courtesy: a job that needs one reports what is wrong with it.
        const models = await client.models(ask).catch(() => null);
        if (models) set({ models });
      },

      inspectModel: (file, signal) => client.inspectModel(file, signal),

      async takeOwn(own, signal) {
        await client.tryModel(own, signal);
        if (signal.aborted) return;
        set({ own });
        get().choose({ model: own });
      },

      expect: (model, quality) => client.expect(model, quality),

      dispose() {
        endJob();
        enter({ name: 'start', previous: null }, { notice: null });
        client.dispose();
      },
    };
  });
}

function isMadeWith(finished: Finished, { model, quality }: Pick<CutoutState, 'model' | 'quality'>): boolean {
  return finished.quality === quality && isSameModel(finished.model, model);
}
