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
 * @returns whether something is being dragged over it.
 */
export function useWindowDrop(onDrop: (candidates: Candidate[]) => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);

  useEffect(() => {
    // Each child entered or left fires as well: only the balance tells whether the pointer is still in the window.
    let depth = 0;
    const handlers = {
      dragenter(event: DragEvent) {
        event.preventDefault();
        depth += 1;
        setOver(true);
      },
      dragover(event: DragEvent) {
        // Without this the browser opens the file in place of the page.
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      },
      dragleave() {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      drop(event: DragEvent) {
        event.preventDefault();
        depth = 0;
        setOver(false);
        if (event.dataTransfer) drop(toCandidates(event.dataTransfer));
      },
    };
    const stop = new AbortController();
    window.addEventListener('dragenter', handlers.dragenter, stop);
    window.addEventListener('dragover', handlers.dragover, stop);
    window.addEventListener('dragleave', handlers.dragleave, stop);
    window.addEventListener('drop', handlers.drop, stop);
    return () => stop.abort();
  }, []);

  return over;
}
