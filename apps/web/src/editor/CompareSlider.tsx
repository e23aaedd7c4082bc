import { type CSSProperties, type ReactNode, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import css from './CompareSlider.module.css';
import { splitAfterKey } from './compare.ts';
import { ResultPicture } from './ResultPicture.tsx';

const MIDDLE = 50;

interface CompareSliderProps {
  /** Addresses of the two pictures, of the same size. */
  readonly original: string;
  readonly result: string;
  /** In the place of the result while its edges are changed. */
  readonly draft: ImageBitmap | null;
  readonly fileName: string;
  /** Lies over both pictures, below the line. */
  readonly overlay?: ReactNode;
}

/**
 * The original left of a line, the cut-out right of it on a checkerboard. A real range input lies over the whole
 * picture: pointer, touch, keys and assistive technology come with it.
 */
export function CompareSlider({ original, result, draft, fileName, overlay }: CompareSliderProps) {
  const [split, setSplit] = useState(MIDDLE);
  const share = Math.round(split);
  return (
    <div className={css.compare} style={{ '--split': `${split}%` } as CSSProperties}>
      <div className={css.result}>
        <ResultPicture url={result} draft={draft} alt={`${fileName} without its background`} />
        <span className={css.tag}>Result</span>
      </div>
      <div className={css.original}>
        <img src={original} alt={`${fileName} as it was`} draggable={false} />
        <span className={css.tag}>Original</span>
      </div>
      {overlay}
      <input
        type="range"
        className={css.slider}
        aria-label="Compare"
        aria-valuetext={`${share} % original, ${100 - share} % result`}
        min={0}
        max={100}
        step={0.1}
        value={split}
        onChange={event => setSplit(event.target.valueAsNumber)}
        onDoubleClick={() => setSplit(MIDDLE)}
        onKeyDown={event => {
          const moved = splitAfterKey(split, event.key, event.shiftKey);
          if (moved === null) return;
          event.preventDefault();
          setSplit(moved);
        }}
      />
      <div className={css.line} aria-hidden="true">
        <span className={css.handle}>
          <Icon name="handle" />
        </span>
      </div>
    </div>
  );
}
