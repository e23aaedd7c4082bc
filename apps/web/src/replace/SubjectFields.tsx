import { Crosshair, Undo } from 'lucide-react';
import type { StageGeometry } from '../engine/studio.api.ts';
import { resizedBox, STILL, type SubjectBox, subjectBoxOf, subjectFromBox } from '../state/subject-box.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { useWords } from '../words/use-words.ts';
import type { RecipeEditor } from './use-recipe.ts';

/** Further away nobody finds it again. */
const PLACE = { min: -20_000, max: 20_000, step: 1 } as const;
const LENGTH = { min: 1, max: 20_000, step: 1 } as const;
const ANGLE = { min: -360, max: 360, step: 1 } as const;

interface SubjectFieldsProps {
  readonly editor: RecipeEditor;
  readonly geometry: StageGeometry;
}

/** Where the subject lies, in pixels of the canvas. */
export function SubjectFields({ editor: { recipe, preview, commit }, geometry }: SubjectFieldsProps) {
  const { replace: words } = useWords();
  const box = subjectBoxOf(geometry, recipe.subject);
  if (box === null) return <p className="py-1 text-xs text-dim">{words.canvas.nothing}</p>;

  const changes = (next: SubjectBox) => ({ subject: subjectFromBox(geometry, next) ?? recipe.subject });
  const live = (change: (value: number) => SubjectBox) => ({
    onPreview: (value: number) => preview(changes(change(value))),
    onCommit: (value: number) => commit('subject', changes(change(value))),
    // The number that is shown is a rounded one: previewing it again would move the subject a little.
    onCancel: () => preview(null),
  });
  const { width, height } = geometry.canvas;
  const { x, y, scale, rotation } = recipe.subject;
  const isStill = x === 0 && y === 0 && scale === 1 && rotation === 0;

  return (
    <fieldset className="relative grid gap-1.5 pt-2">
      <legend className="sr-only">{words.canvas.subject}</legend>
      <div className="flex items-center gap-1">
        <span className="flex-1 text-dim" aria-hidden="true">
          {words.canvas.subject}
        </span>
        <IconButton
          label={words.canvas.centre}
          icon={Crosshair}
          onClick={() =>
            commit('subject', changes({ ...box, x: (width - box.width) / 2, y: (height - box.height) / 2 }))
          }
        />
        <IconButton
          label={words.canvas.back}
          icon={Undo}
          disabled={isStill}
          onClick={() => commit('subject', { subject: STILL })}
        />
      </div>
      <div className="grid grid-cols-2 gap-1.5">
        <NumberField
          label={words.canvas.subjectX}
          prefix={words.canvas.letters.x}
          {...PLACE}
          value={Math.round(box.x)}
          {...live(left => ({ ...box, x: left }))}
        />
        <NumberField
          label={words.canvas.subjectY}
          prefix={words.canvas.letters.y}
          {...PLACE}
          value={Math.round(box.y)}
          {...live(top => ({ ...box, y: top }))}
        />
        <NumberField
          label={words.canvas.subjectWidth}
          prefix={words.canvas.letters.width}
          {...LENGTH}
          value={Math.round(box.width)}
          {...live(length => resizedBox(box, 'width', length))}
        />
        <NumberField
          label={words.canvas.subjectHeight}
          prefix={words.canvas.letters.height}
          {...LENGTH}
          value={Math.round(box.height)}
          {...live(length => resizedBox(box, 'height', length))}
        />
        <NumberField
          label={words.canvas.subjectAngle}
          prefix="∠"
          unit="°"
          {...ANGLE}
          value={Math.round(box.angle * 10) / 10}
          {...live(angle => ({ ...box, angle }))}
        />
      </div>
    </fieldset>
  );
}
