import type { CSSProperties, ReactNode } from 'react';
import { displayLimit } from './compare.ts';
import css from './PictureFrame.module.css';

interface PictureFrameProps {
  /** Of the picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Layers that fill the frame. */
  readonly children: ReactNode;
}

/** A box of the picture's shape, as large as the stage allows. */
export function PictureFrame({ width, height, children }: PictureFrameProps) {
  const limit = displayLimit(width, height);
  const style = { '--ratio': width / height, '--limit': `${limit}px` } as CSSProperties;
  return (
    <div className={css.frame} style={style} data-enlarged={limit >= width * 2}>
      {children}
    </div>
  );
}
