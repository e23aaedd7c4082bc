import { CANVAS_SIDE } from '@backgroundfx/core';
import { Maximize2 } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { useWords } from '../words/use-words.ts';
import type { RecipeEditor } from './use-recipe.ts';

interface CanvasSizeProps {
  readonly editor: RecipeEditor;
  /** As it is, or as a hand has it now. */
  readonly canvas: { readonly width: number; readonly height: number };
}

/** Width and height in pixels. A side that nobody set follows from the other, or is as long as what is seen. */
export function CanvasSize({ editor: { recipe, commit }, canvas }: CanvasSizeProps) {
  const { replace: words } = useWords();
  const sized = (size: { width?: number | null; height?: number | null }) =>
    commit('canvas', { canvas: { ...recipe.canvas, ...size } });
  const isOwn = recipe.canvas.width !== null || recipe.canvas.height !== null;
  return (
    <div className="flex min-h-8 items-center gap-1.5 touch:min-h-11">
      {(['width', 'height'] as const).map(side => (
        <NumberField
          key={side}
          label={words.canvas[side]}
          prefix={words.canvas.letters[side]}
          unit="px"
          {...CANVAS_SIDE}
          step={1}
          value={canvas[side]}
          className="min-w-0 flex-1"
          onCommit={length => sized({ [side]: length })}
        />
      ))}
      <IconButton
        label={words.canvas.automatic}
        icon={Maximize2}
        disabled={!isOwn}
        onClick={() => sized({ width: null, height: null })}
      />
    </div>
  );
}
