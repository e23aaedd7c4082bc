import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULT_MODEL, isSameModel } from '../engine/chosen-model.ts';
import type { CutoutClient, CutoutProgress } from '../engine/cutout.api.ts';
import type { EdgeClient } from '../engine/edges.api.ts';
import {
  type Finished,
  heldUrls,
  isUpToDate,
  lastFinished,
  type Phase,
  type Picture,
} from './cutout-phase.ts';
import type { CutoutState, Notice } from './cutout-state.ts';
import { createEdgeDrafts } from './edge-drafts.ts';
import { DEFAULT_EDGES, type Edges, withEdges } from './edges.ts';
import { isAboutFile, SampleUnavailable, toProblem } from './problem.ts';

export type CutoutStore = StoreApi<CutoutState>;

export interface CutoutStoreDeps {
  readonly client: CutoutClient;
  readonly edgeClient: EdgeClient;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
  readonly fetch: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

/** A picture that is being cut out. */
type Work = Pick<Extract<Phase, { name: 'working' }>, 'picture' | 'edges' | 'previous'>;

const FIRST_PROGRESS: CutoutProgress = { stage: 'decode', fraction: 0 };

/** The page's only state machine: start → working → result or failed, for one picture at a time. */
export function createCutoutStore({ client, edgeClient, urls, fetch }: CutoutStoreDeps): CutoutStore {
  /** The running job's controller; whoever holds another one is out of date and must not touch the state. */
  let job: AbortController | null = null;
  let made = 0;

  return createStore<CutoutState>()((set, get) => {
    function enter(
      phase: Phase,
      rest: Partial<Pick<CutoutState, 'model' | 'quality' | 'notice'>> = {},
    ): void {
      const kept = heldUrls(phase);
      for (const url of heldUrls(get().phase)) {
        if (!kept.has(url) && url.startsWith('blob:')) urls.revokeObjectURL(url);
      }
      if (phase.name !== 'result') forgetDraft();
      set({ phase, ...rest });
    }

    function forgetDraft(): void {
      drafts.forget();
      showDraft(null);
    }

    function showDraft(draft: ImageBitmap | null): void {
      get().draft?.close();
      set({ draft });
    }

    const drafts = createEdgeDrafts({
      client: edgeClient,
      onBusy: isDrafting => set({ isDrafting }),
      onDraft: showDraft,
      onError: error => {
        // What is on screen stays, and the sliders go back to it.
        change(finished => ({ ...finished, edges: finished.pngEdges }));
        forgetDraft();
        sayProblem(error);
      },
    });

    /** Replaces the cut-out on screen by one with the same id. */
    function change(next: (finished: Finished) => Finished): void {
      const { phase } = get();
      if (phase.name === 'result') enter({ name: 'result', finished: next(phase.finished) });
    }

    /** Shows what the sliders say: the PNG where it is that, else a draft. */
    function redraw(): void {
      const { phase } = get();
      if (phase.name !== 'result') return;
      const { finished } = phase;
      if (isUpToDate(finished)) forgetDraft();
      else if (finished.source) drafts.ask(finished.source, finished.edges);
    }

    function sayProblem(error: unknown): void {
      const { phase } = get();
      const problem = phase.name === 'result' ? toProblem(error, phase.finished.picture.name) : null;
      if (problem) set({ notice: { kind: 'problem', problem } });
    }

    function leaveFor(finished: Finished | null, notice: Notice | null): void {
      if (finished) {
        const { model, quality } = finished;
        enter({ name: 'result', finished }, { model, quality, notice });
        redraw();
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

    function fail(error: unknown, { picture, edges, previous }: Work): void {
      const problem = toProblem(error, picture.name);
      if (!problem) leaveFor(previous, null);
      else if (isAboutFile(problem)) leaveFor(previous, { kind: 'problem', problem });
      else enter({ name: 'failed', picture, problem, edges, previous }, { notice: null });
    }

    async function run(
      picture: Picture,
      edges: Edges,
      notice: Notice | null,
      { model, quality }: Pick<CutoutState, 'model' | 'quality'> = get(),
    ): Promise<void> {
      endJob();
      const mine = new AbortController();
      job = mine;
      const previous = lastFinished(get().phase);
      const work = { picture, edges, previous };
      enter({ name: 'working', ...work, progress: FIRST_PROGRESS }, { model, quality, notice });
      try {
        const file = await picture.load(mine.signal);
        const cutout = await client.cutout(file, {
          model,
          quality,
          edges,
          signal: mine.signal,
          onProgress: progress => job === mine && advance(progress),
        });
        if (job !== mine) return;
        const id = `cutout-${++made}`;
        const finished: Finished = {
          id,
          picture,
          cutout,
          url: urls.createObjectURL(cutout.png),
          model,
          quality,
          edges,
          pngEdges: edges,
          ...(cutout.coarse && { source: { key: id, file, coarse: cutout.coarse, quality } }),
        };
        enter({ name: 'result', finished });
      } catch (error) {
        if (job !== mine) return;
        fail(error, work);
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
      draft: null,
      isDrafting: false,
      isPanelOpen: false,
      isSaving: false,

      open(file, notice) {
        const picture: Picture = {
          name: file.name,
          url: urls.createObjectURL(file),
          load: async () => file,
        };
        void run(picture, DEFAULT_EDGES, notice ?? null);
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
        void run(picture, DEFAULT_EDGES, null);
      },

      choose(what) {
        const { phase, model, quality } = get();
        const chosen = { model, quality, ...what };
        if (phase.name === 'failed') void run(phase.picture, phase.edges, null, chosen);
        else if (phase.name === 'result' && !isMadeWith(phase.finished, chosen)) {
          void run(phase.finished.picture, phase.finished.edges, null, chosen);
        } else set(chosen);
      },

      openPanel: isPanelOpen => set({ isPanelOpen }),

      adjust(changes) {
        change(finished => ({ ...finished, edges: withEdges(finished.edges, changes) }));
        redraw();
      },

      async save() {
        const { phase, isSaving } = get();
        if (phase.name !== 'result' || isSaving) return null;
        const { id, source, edges } = phase.finished;
        if (!source || isUpToDate(phase.finished)) return phase.finished;
        set({ isSaving: true });
        try {
          const drawn = await edgeClient.whole(source, edges);
          const now = lastFinished(get().phase);
          if (now?.id !== id || get().phase.name !== 'result') return null;
          const cutout = { ...now.cutout, ...drawn };
          const saved = { ...now, cutout, url: urls.createObjectURL(drawn.png), pngEdges: edges };
          change(() => saved);
          redraw();
          return saved;
        } catch (error) {
          sayProblem(error);
          return null;
        } finally {
          set({ isSaving: false });
        }
      },

      cancel() {
        const { phase } = get();
        if (phase.name !== 'working') return;
        endJob();
        leaveFor(phase.previous, null);
      },

      retry() {
        const { phase } = get();
        if (phase.name === 'failed') void run(phase.picture, phase.edges, null);
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
        edgeClient.dispose();
      },
    };
  });
}

function isMadeWith(finished: Finished, { model, quality }: Pick<CutoutState, 'model' | 'quality'>): boolean {
  return finished.quality === quality && isSameModel(finished.model, model);
}
