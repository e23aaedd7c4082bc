import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { colourProfileOf } from '../engine/colour-profile.ts';
import { ACCEPTED_PICTURES, pictureKind } from '../engine/picture-kind.ts';
import { onLaunchedFiles } from '../pwa/launched-files.ts';
import { takeSharedFiles } from '../pwa/share-target.ts';
import { useWorkspaceStore } from '../state/use-workspace.ts';
import type { WorkspaceNotice } from '../state/workspace-state.ts';
import { type Gathered, gatherAddress, gatherDropped, gatherFiles } from './gather.ts';

/** What is in the middle of being dragged over the page. */
const DRAGGED = ['Files', 'text/uri-list'];

/**
 * Brings pictures into the workspace, however they come: dropped (files, folders, from another tab), pasted, chosen, shared
 * by another program or opened with the installed page. Used once, by the shell.
 * @returns whether something is being dragged over the window, and what opens the system's file dialog: to be called from a
 * click or a key press.
 */
export function useIntake(): { readonly draggingOver: boolean; readonly choose: () => void } {
  const store = useWorkspaceStore();

  const take = useCallback(
    ({ files, addresses, leftOut, beyond, found }: Gathered) => {
      const { add, say } = store.getState();
      if (found !== null) {
        say({ kind: 'no_picture', found });
        return;
      }
      add([...files, ...addresses]);
      if (leftOut.length > 0 || beyond) say({ kind: 'left_out', names: leftOut, ...(beyond && { beyond }) });
      else {
        const { notice } = store.getState();
        void convertedOf(files).then(told => {
          // What was said meanwhile is newer.
          const now = store.getState().notice;
          if (told && (now === null || now === notice)) say(told);
        });
      }
    },
    [store],
  );

  const draggingOver = useDrop(take);
  usePaste(files => {
    if (files.length === 0) store.getState().say({ kind: 'no_picture', found: 'empty_clipboard' });
    else take(gatherFiles(files));
  }, take);
  useEffect(() => {
    const takeFiles = (files: readonly File[]) => {
      if (files.length > 0) take(gatherFiles(files));
    };
    void takeSharedFiles().then(takeFiles);
    return onLaunchedFiles(takeFiles);
  }, [take]);
  return { draggingOver, choose: useChooser(files => take(gatherFiles(files))) };
}

type Converted = Extract<WorkspaceNotice, { kind: 'converted' }>;

/** What is told of the pictures whose colours become others than their files'. */
async function convertedOf(files: readonly File[]): Promise<Converted | undefined> {
  const converted: Converted[] = [];
  for (const file of files) {
    // A file that cannot be read is told of by whoever needs its pixels.
    const head = await file
      .slice(0, 256)
      .arrayBuffer()
      .catch(() => new ArrayBuffer());
    const isHeic = pictureKind(new Uint8Array(head)) === 'heic';
    const profile = await colourProfileOf(file);
    if (!isHeic && profile === 'srgb') continue;
    const from = profile === 'srgb' ? 'heic' : profile;
    converted.push({ kind: 'converted', fileName: file.name, from });
  }
  const [first, ...others] = converted;
  return first && { ...first, ...(others.length > 0 && { others: others.length }) };
}

function useDrop(onGathered: (gathered: Gathered) => void): boolean {
  const [over, setOver] = useState(false);

  useEffect(() => {
    const hover = (event: DragEvent) => {
      // Without this the browser opens the file in place of the page.
      event.preventDefault();
      if (!event.dataTransfer) return;
      event.dataTransfer.dropEffect = 'copy';
      setOver(event.dataTransfer.types.some(type => DRAGGED.includes(type)));
    };
    const leave = (event: DragEvent) => {
      // Leaving one element for another is told as well; only the window has nothing beyond it.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer) void gatherDropped(event.dataTransfer).then(onGathered);
    };
    const stop = new AbortController();
    window.addEventListener('dragenter', hover, stop);
    window.addEventListener('dragover', hover, stop);
    window.addEventListener('dragleave', leave, stop);
    window.addEventListener('drop', drop, stop);
    return () => stop.abort();
  }, [onGathered]);

  return over;
}

function usePaste(onFiles: (files: File[]) => void, onGathered: (gathered: Gathered) => void): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    // What is pasted into a field is the field's.
    if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')) return;
    event.preventDefault();
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && URL.canParse(text)) onGathered(gatherAddress([text]));
    else onFiles(files);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}

function useChooser(onChoose: (files: File[]) => void): () => void {
  const input = useRef<HTMLInputElement>(null);
  const chosen = useEffectEvent(onChoose);

  useEffect(() => {
    const element = document.createElement('input');
    element.type = 'file';
    element.accept = ACCEPTED_PICTURES;
    element.multiple = true;
    element.hidden = true;
    element.addEventListener('change', () => {
      const files = [...(element.files ?? [])];
      if (files.length > 0) chosen(files);
      // So that the same file can be chosen twice in a row.
      element.value = '';
    });
    document.body.append(element);
    input.current = element;
    return () => element.remove();
  }, []);

  return useCallback(() => input.current?.click(), []);
}
