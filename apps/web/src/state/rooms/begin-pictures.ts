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

  function startDocument(): EditDocument {
    const { model, quality } = get();
    return { version: DOCUMENT_VERSION, recipe: parseRecipe(fieldsOf({ model, quality })), edits: [] };
  }

  async function fetchSample(url: string): Promise<Blob> {
    const { signal } = new AbortController();
    const response = await fetch(url, { signal }).catch(cause => {
      throw new SampleUnavailable(`No answer for ${url}`, { cause });
    });
    if (!response.ok) throw new SampleUnavailable(`Status ${response.status} for ${url}`);
    return response.blob();
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
      try {
        const file = await fetchSample(url);
        if (!pictureOf(desk, pictureId)) return;
        changePicture(desk, pictureId, { file });
        begin(projectId, pictureId, name, file);
      } catch (error) {
        const problem = toProblem(error, name);
        if (problem && pictureOf(desk, pictureId)) set({ notice: { kind: 'problem', problem } });
        takeOut(pictureId);
      }
    },
  };
}
