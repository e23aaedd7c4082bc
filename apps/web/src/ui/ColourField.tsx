import { use, useId, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { ColourPicker } from './ColourPicker.tsx';
import { HexField } from './HexField.tsx';
import { Popover } from './Popover.tsx';
import { rememberColour } from './recent-colours.ts';
import { SectionFrame } from './Section.tsx';
import { SheetPage } from './Sheet.tsx';

interface ColourFieldProps {
  readonly label: string;
  /** `#rrggbb`. */
  readonly value: string;
  /** While it is being looked for. */
  readonly onPreview: (hex: string) => void;
  /** Once a gesture. */
  readonly onCommit: (hex: string) => void;
  readonly isDisabled?: boolean;
}

/** A colour: a swatch that opens the picker, in a phone's sheet as a page of it, and its six digits to type or paste. */
export function ColourField({ label, value, onPreview, onCommit, isDisabled = false }: ColourFieldProps) {
  const { ui } = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [atFirst, setAtFirst] = useState(value);

  function open(next: boolean): void {
    setOpen(next);
    if (next) setAtFirst(value);
    else if (value !== atFirst) rememberColour(value);
  }

  const isInSheet = use(SectionFrame) !== 'fold';
  const swatch = (
    <button
      type="button"
      disabled={isDisabled}
      aria-label={ui.chosen(label, value)}
      className="size-7 flex-none cursor-pointer rounded-sm border border-line-strong disabled:cursor-default disabled:opacity-40 touch:size-11"
      style={{ background: value }}
      {...(isInSheet && { 'aria-haspopup': 'dialog', onClick: () => open(true) })}
    />
  );
  const picker = <ColourPicker value={value} onPreview={onPreview} onCommit={onCommit} />;

  return (
    <div className="grid min-h-8 grid-cols-[104px_minmax(0,1fr)] items-center gap-2.5 touch:min-h-11 touch:grid-cols-[112px_minmax(0,1fr)]">
      <label htmlFor={id} className="text-dim">
        {label}
      </label>
      <span className="flex items-center gap-2">
        {isInSheet ? (
          swatch
        ) : (
          <Popover
            label={label}
            side="left"
            align="start"
            isOpen={isOpen}
            onOpenChange={open}
            trigger={swatch}
          >
            {picker}
          </Popover>
        )}
        {isInSheet && isOpen && (
          <SheetPage title={label} onClose={() => open(false)}>
            {picker}
          </SheetPage>
        )}
        <HexField
          id={id}
          value={value}
          onPreview={onPreview}
          onCommit={hex => {
            rememberColour(hex);
            onCommit(hex);
          }}
          isDisabled={isDisabled}
        />
      </span>
    </div>
  );
}
