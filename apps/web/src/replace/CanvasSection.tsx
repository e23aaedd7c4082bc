import { useGeometry } from '../state/use-geometry.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Section } from '../ui/Section.tsx';
import { Slider } from '../ui/Slider.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useWords } from '../words/use-words.ts';
import { CanvasPresets } from './CanvasPresets.tsx';
import { CanvasSize } from './CanvasSize.tsx';
import { presetOf } from './canvas-presets.ts';
import { SubjectFields } from './SubjectFields.tsx';
import { useRecipe } from './use-recipe.ts';

/** Of a side: more than anybody wants, and documents may say more. */
const ROOM = { min: 0, max: 50, step: 1 } as const;

/** How large the canvas is, what it shows, and where the subject lies on it. */
export function CanvasSection() {
  const { replace: words } = useWords();
  const editor = useRecipe();
  const geometry = useGeometry();
  const inHand = useWorkspace(state => state.canvasInHand);
  if (!editor) return null;
  const { recipe, preview, commit } = editor;
  const { canvas } = recipe;
  const size = inHand ?? geometry?.canvas;
  const preset = geometry && presetOf(canvas, geometry.picture);
  const room = (part: 'padding' | 'margin') => ({
    ...ROOM,
    max: Math.max(ROOM.max, Math.round(canvas[part] * 100)),
    unit: '%',
    value: Math.round(canvas[part] * 100),
    neutral: 0,
    onPreview: (percent: number) => preview({ canvas: { ...canvas, [part]: percent / 100 } }),
    onCommit: (percent: number) => commit('canvas', { canvas: { ...canvas, [part]: percent / 100 } }),
  });

  return (
    <Section id="canvas" title={words.canvas.title} note={size && words.canvas.size(size.width, size.height)}>
      {geometry && <CanvasPresets editor={editor} geometry={geometry} preset={preset} />}
      {size && <CanvasSize editor={editor} canvas={size} />}
      <Slider label={words.canvas.padding} {...room('padding')} />
      <Switch
        label={words.canvas.crop}
        isOn={canvas.crop}
        onChange={crop => commit('canvas', { canvas: { ...canvas, crop } })}
      />
      {canvas.crop && <Slider label={words.canvas.margin} {...room('margin')} />}
      {geometry && <SubjectFields editor={editor} geometry={geometry} />}
    </Section>
  );
}
