import { useState } from 'react';
import { NumberField } from '../ui/NumberField.tsx';
import { Select } from '../ui/Select.tsx';
import { useWords } from '../words/use-words.ts';
import { SIDE, SIDES } from './export-settings.ts';

interface SizeChoiceProps {
  /** Of the picture at full size; null until it is known. */
  readonly full: { readonly width: number; readonly height: number } | null;
  readonly maxSide: number | null;
  readonly onChange: (maxSide: number | null) => void;
}

/** How large the file's picture is: as it is, or its longer side by name or by number. */
export function SizeChoice({ full, maxSide, onChange }: SizeChoiceProps) {
  const { export: words } = useWords();
  const longer = full ? Math.max(full.width, full.height) : SIDE.max;
  const [isOther, setOther] = useState(maxSide !== null && !SIDES.some(side => side === maxSide));
  const smaller = SIDES.filter(side => side < longer);
  const named = smaller.find(side => side === maxSide);
  const options = [
    {
      value: 'full',
      label: words.fullSize,
      detail: full ? words.pixels(full.width, full.height) : undefined,
    },
    ...smaller.map(side => ({ value: String(side), label: words.longest(side) })),
    { value: 'other', label: words.otherSide },
  ];
  const limit = Math.min(maxSide ?? longer, longer);
  const value = isOther ? 'other' : named === undefined ? 'full' : String(named);

  function choose(next: string): void {
    setOther(next === 'other');
    if (next === 'full') onChange(null);
    else onChange(next === 'other' ? limit : Number(next));
  }

  return (
    <>
      <Select label={words.size} value={value} options={options} onChange={choose} />
      {isOther && (
        <div className="grid min-h-8 grid-cols-[104px_minmax(0,1fr)] items-center gap-2.5 touch:min-h-11">
          <span className="text-dim" aria-hidden="true">
            {words.longerSide}
          </span>
          <NumberField
            label={words.longerSide}
            value={limit}
            unit="px"
            min={SIDE.min}
            max={Math.max(SIDE.min, longer)}
            step={1}
            onCommit={onChange}
            className="w-24"
          />
        </div>
      )}
    </>
  );
}
