import { useEffect, useEffectEvent, useState } from 'react';
import type { Candidate } from './choose-picture.ts';

function toCandidates(transfer: DataTransfer): Candidate[] {
  return [...transfer.items].map(item => ({
    file: item.kind === 'file' ? item.getAsFile() : null,
    isFolder: item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory === true,
  }));
}

/**
 * Makes the whole window a place to drop things on.
 * @returns whether a file is being dragged over it.
 */
export function useWindowDrop(onDrop: (candidates: Candidate[]) => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);

  useEffect(() => {
    const handlers = {
      dragover(event: DragEvent) {
        // Without this the browser opens the file in place of the page.
        event.preventDefault();
        if (!event.dataTransfer) return;
        event.dataTransfer.dropEffect = 'copy';
        setOver(event.dataTransfer.types.includes('Files'));
      },
      dragleave(event: DragEvent) {
        // Leaving one element for another is told as well; only the window has nothing beyond it.
        if (event.relatedTarget === null) setOver(false);
      },
      drop(event: DragEvent) {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) drop(toCandidates(event.dataTransfer));
      },
    };
    const stop = new AbortController();
    window.addEventListener('dragenter', handlers.dragover, stop);
    window.addEventListener('dragover', handlers.dragover, stop);
    window.addEventListener('dragleave', handlers.dragleave, stop);
    window.addEventListener('drop', handlers.drop, stop);
    return () => stop.abort();
  }, []);

  return over;
}
