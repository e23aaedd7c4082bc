import { EngineError, parseRecipe } from '@backgroundfx/core';
import { fieldsOf } from '../document/cutout-choice.ts';
import { DOCUMENT_VERSION, type EditDocument } from '../document/edit-document.ts';
import { SampleUnavailable, toProblem } from '../problem.ts';
import { changePicture, type Desk, pictureOf } from '../workspace-desk.ts';
import type { CutoutRoom } from './cutout-room.ts';
import type { LogRoom } from './log-room.ts';
import type { ThumbnailRoom } from './thumbnail-room.ts';

/** How a picture that was added becomes one that is worked on. */
export interface BeginPictures {
  /** Begins the document of a picture whose file is here, and has it kept and cut out. */
  begin(projectId: string, pictureId: string, name: string, file: Blob): void;
  /** Fetches a sample, then begins it; one that is not to be had is told of and taken out. */
  beginSample(projectId: string, pictureId: string, name: string, url: string): Promise<void>;
  /** The address of a sample that is still fetched, so that nothing of it is kept yet. */
  fetchedFrom(pictureId: string): string | undefined;
  /** Stops fetching a sample that nobody waits for any more. */
  drop(pictureId: string): void;
}

export interface BeginPicturesRooms {
  readonly logs: LogRoom;
  readonly cutouts: () => CutoutRoom;
  readonly thumbnails: ThumbnailRoom;
  /** Looks at a picture whose document has just begun. */
  readonly activate: (pictureId: string) => void;
  readonly takeOut: (pictureId: string) => void;
}

export function createBeginPictures(
  desk: Desk,
  { logs, cutouts, thumbnails, activate, takeOut }: BeginPicturesRooms,
): BeginPictures {
  const { storage, outbox, fetch, get, set } = desk;
  /** Samples on their way, by their pictures. */
  const fetching = new Map<string, { readonly url: string; readonly stop: AbortController }>();

  function startDocument(): EditDocument {
    const { model, quality } = get();
    return { version: DOCUMENT_VERSION, recipe: parseRecipe(fieldsOf({ model, quality })), edits: [] };
  }

  async function fetchSample(url: string, signal: AbortSignal): Promise<Blob> {
    const response = await fetch(url, { signal }).catch(cause => {
      throw new SampleUnavailable(`No answer for ${url}`, { cause });
    });
    if (!response.ok) throw new SampleUnavailable(`Status ${response.status} for ${url}`);
    return response.blob().catch(cause => {
      throw new SampleUnavailable(`${url} broke off`, { cause });
    });
  }

  function begin(projectId: string, pictureId: string, name: string, file: Blob): void {
    const start = startDocument();
    logs.begin(pictureId, start);
    if (get().activeId === pictureId) activate(pictureId);
    void outbox
      .post(() => storage.addPicture({ id: pictureId, projectId, name, file, start }))
      .then(kept => changePicture(desk, pictureId, { file: kept }))
      .catch(cause => {
        // What was made of it before can still be exported; a cut-out that comes to the same says it by itself.
        const work = pictureOf(desk, pictureId)?.work.name;
        const gone = new EngineError('unreadable_image', 'The file cannot be read any more', { cause });
        const problem = work === undefined || work === 'failed' ? null : toProblem(gone, name);
        if (problem) set({ notice: { kind: 'problem', problem } });
      });
    void cutouts().take(pictureId);
    void thumbnails.paintOriginal(pictureId);
  }

  return {
    begin,
    async beginSample(projectId, pictureId, name, url) {
      const mine = { url, stop: new AbortController() };
      fetching.set(pictureId, mine);
      const isWanted = () => fetching.get(pictureId) === mine;
      try {
        const file = await fetchSample(url, mine.stop.signal);
        if (!isWanted()) return;
        fetching.delete(pictureId);
        changePicture(desk, pictureId, { file });
        begin(projectId, pictureId, name, file);
      } catch (error) {
        if (!isWanted()) return;
        const problem = toProblem(error, name);
        if (problem) set({ notice: { kind: 'problem', problem } });
        takeOut(pictureId);
      }
    },
    fetchedFrom: pictureId => fetching.get(pictureId)?.url,
    drop(pictureId) {
      fetching.get(pictureId)?.stop.abort();
      fetching.delete(pictureId);
    },
  };
}
