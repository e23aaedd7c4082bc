import type { Quality } from '@backgroundfx/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CutoutClient, CutoutProgress, ModelState } from '../engine/cutout.api.ts';
import { type Finished, heldUrls, lastFinished, type Phase, type Picture } from './cutout-phase.ts';
import { isAboutFile, type Problem, SampleUnavailable, toProblem } from './problem.ts';

/** Something to tell beside the picture; the editor finds the words. */
export type Notice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'took_first'; readonly count: number; readonly fileName: string }
  | { readonly kind: 'no_picture'; readonly found: 'folder' | 'no_file' | 'empty_clipboard' };

export interface CutoutState {
  readonly phase: Phase;
  readonly quality: Quality;
  /** `null` until the engine has told. */
  readonly model: ModelState | null;
  readonly notice: Notice | null;

  /** Cuts a file out. A job that runs is cancelled. */
  open(file: File, notice?: Notice): void;
  /** The same for a picture of our own origin. */
  openSample(sample: { readonly name: string; readonly url: string }): void;
  /** Sets the level for this and later pictures; a picture that is shown is cut out again. */
  setQuality(quality: Quality): void;
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
  refreshModel(): Promise<void>;
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
    function enter(phase: Phase, rest: Partial<Pick<CutoutState, 'quality' | 'notice'>> = {}): void {
      const kept = heldUrls(phase);
      for (const url of heldUrls(get().phase)) {
        if (!kept.has(url) && url.startsWith('blob:')) urls.revokeObjectURL(url);
      }
      set({ phase, ...rest });
    }

    function leaveFor(finished: Finished | null, notice: Notice | null): void {
      if (finished) enter({ name: 'result', finished }, { quality: finished.quality, notice });
      else enter({ name: 'start', previous: null }, { notice });
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

    async function run(picture: Picture, quality: Quality, notice: Notice | null): Promise<void> {
      endJob();
      const mine = new AbortController();
      job = mine;
      const previous = lastFinished(get().phase);
      enter({ name: 'working', picture, progress: FIRST_PROGRESS, previous }, { quality, notice });
      try {
        const file = await picture.load(mine.signal);
        const cutout = await client.cutout(file, {
          quality,
          signal: mine.signal,
          onProgress: progress => job === mine && advance(progress),
        });
        if (job !== mine) return;
        const finished: Finished = { picture, cutout, url: urls.createObjectURL(cutout.png), quality };
        enter({ name: 'result', finished });
      } catch (error) {
        if (job !== mine) return;
        fail(error, picture, previous);
      }
      job = null;
      await get().refreshModel();
    }

    return {
      phase: { name: 'start', previous: null },
      quality: 'high',
      model: null,
      notice: null,

      open(file, notice) {
        const picture: Picture = {
          name: file.name,
          url: urls.createObjectURL(file),
          load: async () => file,
        };
        void run(picture, get().quality, notice ?? null);
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
        void run(picture, get().quality, null);
      },

      setQuality(quality) {
        const { phase } = get();
        if (phase.name === 'result' && phase.finished.quality !== quality) {
          void run(phase.finished.picture, quality, null);
        } else if (phase.name === 'failed') {
          void run(phase.picture, quality, null);
        } else {
          set({ quality });
        }
      },

      cancel() {
        const { phase } = get();
        if (phase.name !== 'working') return;
        endJob();
        leaveFor(phase.previous, null);
      },

      retry() {
        const { phase, quality } = get();
        if (phase.name === 'failed') void run(phase.picture, quality, null);
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

      async refreshModel() {
        // The line about the model is a courtesy: a job that needs the model reports what is wrong with it.
        const model = await client.modelState().catch(() => null);
        if (model) set({ model });
      },

      dispose() {
        endJob();
        enter({ name: 'start', previous: null }, { notice: null });
        client.dispose();
      },
    };
  });
}
