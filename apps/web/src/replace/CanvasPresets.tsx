import type { StageGeometry } from '../engine/studio.api.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { useWords } from '../words/use-words.ts';
import {
  CANVAS_PRESETS,
  type CanvasPreset,
  presetChanges,
  presetSize,
  WANTS_WHITE,
} from './canvas-presets.ts';
import { opaque } from './colours.ts';
import type { RecipeEditor } from './use-recipe.ts';

const WHITE = '#ffffff';
const OWN = 'own';

interface CanvasPresetsProps {
  readonly editor: RecipeEditor;
  readonly geometry: StageGeometry;
  readonly preset: CanvasPreset | null;
}

/** Canvases that are known by what they are for. */
export function CanvasPresets({ editor, geometry, preset }: CanvasPresetsProps) {
  const { replace: words } = useWords();
  const { recipe, commit } = editor;
  const { background } = recipe;
  const isWhite = background.type === 'color' && opaque(background.color) === WHITE;

  const own = { value: OWN, label: words.canvas.custom, isDisabled: true } as const;
  const options = CANVAS_PRESETS.map(value => {
    const { width, height } = presetSize(value, geometry.picture) ?? geometry.picture;
    // The one that is chosen stands beside its size already.
    const size = value === preset ? undefined : words.canvas.size(width, height);
    return { value, label: words.canvas.presets[value], note: size };
  });
  return (
    <>
      <Select<CanvasPreset | typeof OWN>
        label={words.canvas.preset}
        value={preset ?? OWN}
        options={preset === null ? [own, ...options] : options}
        onChange={value => {
          if (value !== OWN) commit('canvas', presetChanges(value, recipe, geometry));
        }}
      />
      {preset !== null && WANTS_WHITE.includes(preset) && !isWhite && (
        <div className="flex items-center gap-2 text-xs text-dim">
          <span className="min-w-0 flex-1 text-pretty">{words.canvas.wantsWhite}</span>
          <Button
            look="quiet"
            className="-mr-3 text-accent"
            onClick={() => commit('background', { background: { type: 'color', color: WHITE } })}
          >
            {words.canvas.makeWhite}
          </Button>
        </div>
      )}
    </>
  );
}
