import { BLEND_MODES, RECIPE_RANGES, type Recipe } from '@backgroundfx/core';
import type { RecipeChanges } from '../state/document/commands.ts';
import { Select } from '../ui/Select.tsx';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';

interface BlendControlsProps {
  readonly recipe: Recipe;
  readonly onPreview: (changes: RecipeChanges) => void;
  readonly onCommit: (changes: RecipeChanges) => void;
}

/** How the subject meets what is behind it. */
export function BlendControls({ recipe, onPreview, onCommit }: BlendControlsProps) {
  const { replace: words } = useWords();
  const matched = (strength: number) => ({ color_match: strength / 100 });
  return (
    <>
      <Slider
        label={words.colourMatch}
        hint={words.colourMatchHint}
        min={0}
        max={100}
        step={1}
        value={Math.round(recipe.color_match * 100)}
        neutral={RECIPE_RANGES.colorMatch.default}
        onPreview={strength => onPreview(matched(strength))}
        onCommit={strength => onCommit(matched(strength))}
      />
      <Select
        label={words.blend.label}
        value={recipe.blend_mode}
        options={BLEND_MODES.map(mode => ({ value: mode, label: words.blend.modes[mode] }))}
        onChange={blend_mode => onCommit({ blend_mode })}
      />
    </>
  );
}
