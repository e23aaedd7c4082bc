import { BACKDROP_FITS, RECIPE_RANGES } from '@backgroundfx/core';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';
import { AnchorGrid } from './AnchorGrid.tsx';
import type { BackgroundOf } from './backgrounds.ts';

/** The slider's; documents may say more. */
const SCALE = { min: 10, max: 400, step: 1 } as const;

interface ImageControlsProps {
  readonly background: BackgroundOf<'image'>;
  readonly onReplace: () => void;
  readonly onPreview: (background: BackgroundOf<'image'>) => void;
  readonly onCommit: (background: BackgroundOf<'image'>) => void;
}

/** How a picture of one's own fills the canvas. */
export function ImageControls({ background, onReplace, onPreview, onCommit }: ImageControlsProps) {
  const { replace: words } = useWords();
  const scaled = (percent: number) => ({ ...background, scale: percent / 100 });
  return (
    <>
      <Select
        label={words.image.fit}
        value={background.fit}
        options={BACKDROP_FITS.map(fit => ({ value: fit, label: words.image.fits[fit] }))}
        onChange={fit => onCommit({ ...background, fit })}
      />
      <Slider
        label={words.image.scale}
        {...SCALE}
        unit="%"
        value={Math.round(background.scale * 100)}
        neutral={RECIPE_RANGES.backdropScale.default * 100}
        onPreview={percent => onPreview(scaled(percent))}
        onCommit={percent => onCommit(scaled(percent))}
      />
      <AnchorGrid
        position={background.position}
        onChange={position => onCommit({ ...background, position })}
      />
      <Button look="quiet" className="-ml-3 justify-self-start" onClick={onReplace}>
        {words.image.replace}
      </Button>
    </>
  );
}
