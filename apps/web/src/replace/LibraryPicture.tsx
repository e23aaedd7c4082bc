import { useEffect, useRef } from 'react';
import { backdrops } from './backdrops.ts';

/** A background of the library, drawn by the worker and faded in; it fills what is around it. */
export function LibraryPicture({ id }: { readonly id: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isWanted = true;
    void backdrops.thumbnail(id).then(
      picture => {
        const target = canvas.current;
        if (!isWanted || !target) return;
        target.width = picture.width;
        target.height = picture.height;
        target.getContext('2d')?.drawImage(picture, 0, 0);
        target.dataset.drawn = 'true';
      },
      // The tile keeps its name and can be chosen; the next time it is looked at, it is drawn again.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  return (
    <span aria-hidden="true" className="absolute inset-0 bg-field">
      <canvas ref={canvas} className="block size-full opacity-0 transition-opacity data-drawn:opacity-100" />
    </span>
  );
}
