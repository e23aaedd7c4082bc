import { useState } from 'react';
import type { Picture } from '../state/cutout-phase.ts';
import css from './OriginalPicture.module.css';
import { PictureFrame } from './PictureFrame.tsx';

interface OriginalPictureProps {
  readonly picture: Picture;
  /** While it is being worked on. */
  readonly dimmed?: boolean;
}

/** A picture as it came; nothing until the browser knows its size, and nothing where it cannot read it. */
export function OriginalPicture({ picture, dimmed = false }: OriginalPictureProps) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  return (
    <PictureFrame width={size?.width ?? 1} height={size?.height ?? 1}>
      <img
        className={css.picture}
        data-shown={size !== null}
        data-dimmed={dimmed}
        src={picture.url}
        alt={picture.name}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setSize({ width, height })
        }
      />
    </PictureFrame>
  );
}
