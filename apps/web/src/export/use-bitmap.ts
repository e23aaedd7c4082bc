import { useEffect, useState } from 'react';

/** A file as a bitmap, which is closed when another one takes its place; the one before stays until then. Null without a file. */
export function useBitmap(file: Blob | null): ImageBitmap | null {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);

  useEffect(() => {
    if (!file) {
      setBitmap(null);
      return;
    }
    let isWanted = true;
    // What was just written can be read again, but for a browser that lacks the format: there is no picture then.
    void createImageBitmap(file).then(
      next => (isWanted ? setBitmap(next) : next.close()),
      () => isWanted && setBitmap(null),
    );
    return () => {
      isWanted = false;
    };
  }, [file]);

  useEffect(() => () => bitmap?.close(), [bitmap]);

  return bitmap;
}
