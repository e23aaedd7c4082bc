import type { Recipe } from '@backgroundfx/core';
import { createStore } from 'zustand/vanilla';
import type { RecipeChanges } from './document/commands.ts';
import { choiceKey, choiceOf, fieldsOf } from './document/cutout-choice.ts';
import type { EditDocument } from './document/edit-document.ts';
import { createOutbox, type OutboxStatus } from './outbox.ts';
import { toProblem } from './problem.ts';
import { createProjectsStore } from './projects-store.ts';
import { createAssetRoom } from './rooms/asset-room.ts';
import { createCutoutRoom } from './rooms/cutout-room.ts';
import { createLogRoom } from './rooms/log-room.ts';
import { createModelsRoom } from './rooms/models-room.ts';
import { createProjectRoom } from './rooms/project-room.ts';
import { createStageRoom } from './rooms/stage-room.ts';
import { createThumbnailRoom } from './rooms/thumbnail-room.ts';
import { createToolsRoom } from './rooms/tools-room.ts';
import { readSent } from './sent-pictures.ts';
import type { WorkspaceStore } from './use-workspace.ts';
import { changePicture, type Desk, pictureOf, type WorkspaceDeps } from './workspace-desk.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** The workspace of one tab: pictures, their documents, what is in hand and what is drawn of it. */
export function createWorkspace(deps: WorkspaceDeps): WorkspaceStore {
  let look: () => void = () => undefined;
  const store = createStore<WorkspaceState>()((set, get) => {
    const outbox = createOutbox(status => onOutbox(status));
    const desk: Desk = { ...deps, set, get, outbox };
    const { storage, models, client, studio, tab } = deps;

    const logs = createLogRoom(desk, {
      changed(pictureId) {
        if (get().activeId === pictureId) showHistory(pictureId);
        cutouts.review(pictureId);
      },
      refused(pictureId, error) {
        const problem = toProblem(error, pictureOf(desk, pictureId)?.name ?? '');
        if (get().activeId === pictureId) set({ history: null, draft: null });
        if (problem) changePicture(desk, pictureId, { work: { name: 'failed', problem } });
      },
    });
    const assets = createAssetRoom(desk);
    const thumbnails = createThumbnailRoom(desk);
    const stage = createStageRoom(desk, assets, thumbnails, documentOf);
    const projects = createProjectRoom(desk, { logs, assets, thumbnails, cutouts: () => cutouts });
    const cutouts = createCutoutRoom(desk, logs, projects.setAside);
    look = stage.look;

    function onOutbox(status: OutboxStatus): void {
      if (status === 'full' && get().saving !== 'failed') {
        set({ notice: { kind: 'storage_full' } });
        // What was deleted a while ago makes room.
        void storage.sweep().then(outbox.retry, () => undefined);
      }
      if (status === 'empty') void storage.isLasting().then(isLasting => showSaved(isLasting));
      else if (status === 'writing') set({ saving: get().saving === 'failed' ? 'failed' : 'saving' });
      else set({ saving: 'failed' });
    }

    function showSaved(isLasting: boolean): void {
      set({ saving: isLasting ? 'saved' : 'failed' });
      const said = get().notice?.kind;
      if (said === 'storage_full' || said === 'not_saved') set({ notice: null });
      projects.settled();
    }

    /** Network and level that are shown are those of the picture that is open. */
    function showHistory(pictureId: string): void {
      const history = logs.history(pictureId);
      const choice = history && choiceOf(history.document.recipe, get().own, models);
      set({ history, ...choice });
    }

    /** The last document with a draft: the same one for as long as both are. */
    let drafted:
      | { readonly from: EditDocument; readonly draft: RecipeChanges; readonly document: EditDocument }
      | undefined;

    function documentOf(): EditDocument | null {
      const { history, draft } = get();
      if (!history || !draft) return history?.document ?? null;
      const from = history.document;
      if (drafted?.from !== from || drafted.draft !== draft) {
        drafted = { from, draft, document: { ...from, recipe: { ...from.recipe, ...draft } } };
      }
      return drafted.document;
    }

    return {
      project: null,
      isOpening: false,
      pictures: [],
      activeId: null,
      history: null,
      draft: null,
      frame: null,
      original: null,
      originalSize: null,
      standIn: null,
      drawn: null,
      isDrawing: false,
      notice: null,
      isServerOpen: false,
      sent: readSent(),
      saving: 'saved',
      shelf: createProjectsStore({ storage, outbox, urls: deps.urls }),
      ...createToolsRoom(desk),
      ...createModelsRoom(desk),
      add: projects.add,
      activate(pictureId) {
        projects.activate(pictureId);
        showHistory(pictureId);
      },
      remove: projects.remove,
      openProject: projects.openProject,
      renameProject: projects.renameProject,
      leaveProject: projects.leaveProject,
      resume: projects.resume,
      cancel: cutouts.cancel,
      retry: cutouts.retry,
      cutOutHere: cutouts.cutOutHere,

      document: documentOf,
      perform(command) {
        const { activeId } = get();
        if (activeId) logs.perform(activeId, command);
      },
      preview(changes) {
        const recipe = get().history?.document.recipe;
        // What came back to where it was is no draft: there is nothing to show, and nothing to take back.
        set({ draft: changes && recipe && isOther(recipe, changes) ? changes : null });
      },
      undo() {
        const { activeId, draft } = get();
        // A drag that is not over yet is the last thing that was done.
        if (draft) set({ draft: null });
        else if (activeId) logs.undo(activeId);
      },
      redo() {
        const { activeId } = get();
        if (activeId) logs.redo(activeId);
      },
      request: stage.request,
      keepAsset: assets.keep,

      choose(what) {
        const { activeId, model, quality, history } = get();
        set({ model, quality, ...what });
        if (!activeId || !history) return;
        // The document may ask for a network that is not open here: that stays chosen until another one is.
        const { recipe } = history.document;
        const kept = choiceOf(recipe, get().own, models);
        const chosen = { model: what.model ?? kept?.model, quality: what.quality ?? recipe.quality };
        const changes = chosen.model
          ? fieldsOf({ ...chosen, model: chosen.model })
          : { quality: chosen.quality };
        const isSame = choiceKey({ ...recipe, ...changes }) === choiceKey(recipe);
        const work = pictureOf(desk, activeId)?.work;
        // What a device with too little memory found at a lower level is asked for once more.
        const isThere = work?.name === 'ready' && (work.source?.quality ?? recipe.quality) === recipe.quality;
        if (isSame && isThere) return;
        if (isSame) return cutouts.cutOutHere(activeId);
        logs.perform(activeId, { name: 'change-recipe', about: 'cutout', changes });
      },
      letDo(maker) {
        const { activeId } = get();
        if (activeId) cutouts.letDo(activeId, maker);
      },
      openServer: isServerOpen => set({ isServerOpen }),
      say: notice => set({ notice }),
      dismissNotice: () => set({ notice: null }),

      dispose() {
        const place = tab.read();
        projects.leaveProject();
        // The tab comes back to where it was.
        tab.write(place);
        stage.dispose();
        // What is being written is written to its end, if the page lives as long.
        if (outbox.isEmpty()) {
          outbox.close();
          storage.close();
        }
        client.dispose();
        studio.dispose();
      },
    };
  });
  store.subscribe(() => look());
  return store;
}

function isOther(recipe: Recipe, changes: RecipeChanges): boolean {
  const fields = Object.keys(changes) as (keyof RecipeChanges)[];
  return fields.some(field => JSON.stringify(recipe[field]) !== JSON.stringify(changes[field]));
}
