import { RECIPE_RANGES } from '@backgroundfx/core';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';
import type { BackgroundOf } from './backgrounds.ts';

const { min, max, default: neutral } = RECIPE_RANGES.surroundingsBlur;

/** 0 to 100, finer where little changes much. */
function strengthOf(blur: number): number {
  return Math.round(Math.sqrt((blur - min) / (max - min)) * 100);
}

function blurOf(strength: number): number {
  return Math.round((min + (max - min) * (strength / 100) ** 2) * 1e5) / 1e5;
}

interface BlurControlsProps {
  readonly background: BackgroundOf<'blur'>;
  readonly onPreview: (background: BackgroundOf<'blur'>) => void;
  readonly onCommit: (background: BackgroundOf<'blur'>) => void;
}

/** How far out of focus the subject's own surroundings are. */
export function BlurControls({ background, onPreview, onCommit }: BlurControlsProps) {
  const { replace: words } = useWords();
  const blurred = (strength: number) => ({ ...background, blur: blurOf(strength) });
  return (
    <Slider
      label={words.blur.strength}
      min={0}
      max={100}
      step={1}
      value={strengthOf(background.blur)}
      neutral={strengthOf(neutral)}
      onPreview={strength => onPreview(blurred(strength))}
      onCommit={strength => onCommit(blurred(strength))}
    />
  );
}
