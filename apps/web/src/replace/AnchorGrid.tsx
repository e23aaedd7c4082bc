import { ANCHORS, type Anchor } from '@backgroundfx/core';
import { RadioGroup } from 'radix-ui';
import { useWords } from '../words/use-words.ts';

type AnchorName = keyof typeof ANCHORS;
const NAMES = Object.keys(ANCHORS) as readonly AnchorName[];

interface AnchorGridProps {
  readonly position: Anchor;
  readonly onChange: (position: Anchor) => void;
}

/** Where a picture is held when it is larger or smaller than the canvas: nine places. */
export function AnchorGrid({ position, onChange }: AnchorGridProps) {
  const { replace: words } = useWords();
  const current = NAMES.find(name => ANCHORS[name].x === position.x && ANCHORS[name].y === position.y);
  return (
    <div className="grid grid-cols-[104px_minmax(0,1fr)] items-start gap-2.5 py-1.5">
      <span className="pt-0.5 text-dim" aria-hidden="true">
        {words.image.position}
      </span>
      <RadioGroup.Root
        aria-label={words.image.position}
        value={current ?? ''}
        onValueChange={name => onChange(ANCHORS[name as AnchorName])}
        className="grid size-20 grid-cols-3 overflow-hidden rounded-md bg-field touch:size-33"
      >
        {NAMES.map(name => (
          <RadioGroup.Item
            key={name}
            value={name}
            aria-label={words.image.positions[name]}
            className="group grid cursor-pointer place-items-center hover:bg-field-hover focus-visible:-outline-offset-2"
          >
            <span className="size-1.5 rounded-full bg-line-strong transition-[scale,background-color] group-aria-checked:scale-150 group-aria-checked:bg-accent" />
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
