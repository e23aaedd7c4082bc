import { useEffect, useRef, useState } from 'react';
import css from './ResultPicture.module.css';

interface ResultPictureProps {
  /** Address of the PNG. */
  readonly url: string;
  /** Shown in its place, as large. */
  readonly draft: ImageBitmap | null;
  readonly alt: string;
}

/** The cut-out. A draft stays until the next PNG can be shown, so that nothing flashes in between. */
export function ResultPicture({ url, draft, alt }: ResultPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shownUrl, setShownUrl] = useState<string | null>(null);

  useEffect(() => {
    const context = draft && canvas.current?.getContext('2d');
    if (!context) return;
    context.canvas.width = draft.width;
    context.canvas.height = draft.height;
    context.drawImage(draft, 0, 0);
  }, [draft]);

  const isDrafted = draft !== null || (shownUrl !== null && shownUrl !== url);
  return (
    <>
      <img src={url} alt={alt} draggable={false} hidden={isDrafted} onLoad={() => setShownUrl(url)} />
      <canvas ref={canvas} className={css.draft} role="img" aria-label={alt} hidden={!isDrafted} />
    </>
  );
}
