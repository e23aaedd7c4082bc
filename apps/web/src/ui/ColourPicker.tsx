import { Pipette } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useFormats, useWords } from '../words/use-words.ts';
import { Button } from './Button.tsx';
import { HexField } from './HexField.tsx';
import { type Hsv, hexToHsv, hsvToHex } from './hsv.ts';
import { recentColours } from './recent-colours.ts';

interface ColourPickerProps {
  /** `#rrggbb`. */
  readonly value: string;
  readonly onPreview: (hex: string) => void;
  /** Once a gesture. */
  readonly onCommit: (hex: string) => void;
}

/** A step of the arrows in the area; ten with shift. */
const STEP = 0.01;

interface EyeDropperResult {
  readonly sRGBHex: string;
}
declare global {
  interface Window {
    /** Where the browser has one. */
    readonly EyeDropper?: new () => { open(): Promise<EyeDropperResult> };
  }
}

/** Where the knob's middle may be: it stays within the area. */
const within = (share: number) => `clamp(8px, ${share * 100}%, calc(100% - 8px))`;

/**
 * An area of saturation and brightness, a strip of hues, the six digits, the colours chosen last, and the browser's eyedropper
 * where there is one.
 */
export function ColourPicker({ value, onPreview, onCommit }: ColourPickerProps) {
  const { ui } = useWords();
  const formats = useFormats();
  const [kept, setKept] = useState<Hsv>(() => hexToHsv(value));
  const [recent] = useState(recentColours);
  // A grey forgets its hue and black its saturation: they stay as long as the colour is still the one that was shown.
  const known = hsvToHex(kept) === value ? kept : hexToHsv(value, kept.h);
  /** Where the gesture under way has brought it; null when at rest. */
  const [draft, setDraft] = useState<Hsv | null>(null);
  const hsv = draft ?? known;

  function preview(next: Hsv): void {
    setDraft(next);
    onPreview(hsvToHex(next));
  }

  function commit(next: Hsv): void {
    setDraft(null);
    setKept(next);
    onCommit(hsvToHex(next));
  }

  const at = (event: PointerEvent<HTMLElement>): Hsv => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (value: number) => Math.min(1, Math.max(0, value));
    return {
      h: hsv.h,
      s: share((event.clientX - box.left) / box.width),
      v: 1 - share((event.clientY - box.top) / box.height),
    };
  };

  function onKeyDown(event: KeyboardEvent): void {
    const by = STEP * (event.shiftKey ? 10 : 1);
    const moves: Readonly<Record<string, readonly [s: number, v: number]>> = {
      ArrowRight: [by, 0],
      ArrowLeft: [-by, 0],
      ArrowUp: [0, by],
      ArrowDown: [0, -by],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const within = (value: number) => Math.min(1, Math.max(0, value));
    preview({ h: hsv.h, s: within(hsv.s + move[0]), v: within(hsv.v + move[1]) });
  }

  const { EyeDropper } = window;
  return (
    <div className="grid w-56 gap-3 in-data-sheet:w-auto">
      <div
        role="slider"
        tabIndex={0}
        aria-label={ui.colour.area}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(hsv.s * 100)}
        aria-valuetext={ui.colour.areaValue(formats.percent(hsv.s), formats.percent(hsv.v))}
        className="relative h-36 in-data-sheet:h-28 cursor-crosshair touch-none rounded-md"
        style={{
          background: `linear-gradient(to top, #000, transparent), linear-gradient(to right, #fff, hsl(${hsv.h} 100% 50%))`,
        }}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          preview(at(event));
        }}
        onPointerMove={event => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) preview(at(event));
        }}
        onPointerUp={event => commit(at(event))}
        onKeyDown={onKeyDown}
        onKeyUp={event => {
          if (draft && event.key.startsWith('Arrow')) commit(draft);
        }}
      >
        <span
          className="pointer-events-none absolute -m-2 size-4 rounded-full border-2 border-white shadow-[0_0_0_1px_#0006]"
          style={{ left: within(hsv.s), top: within(1 - hsv.v), background: hsvToHex(hsv) }}
        />
      </div>
      <input
        type="range"
        min={0}
        max={359}
        step={1}
        aria-label={ui.colour.hue}
        aria-valuetext={`${Math.round(hsv.h)}°`}
        className="slider hue"
        value={Math.round(hsv.h) % 360}
        onChange={event => preview({ ...hsv, h: event.target.valueAsNumber })}
        onPointerUp={() => draft && commit(draft)}
        onKeyUp={() => draft && commit(draft)}
      />
      <div className="flex items-center gap-2">
        <span aria-hidden="true" className="text-dim">
          {ui.colour.hexShort}
        </span>
        <HexField label={ui.colour.hex} value={hsvToHex(hsv)} onPreview={onPreview} onCommit={onCommit} />
      </div>
      {recent.length > 0 && (
        <fieldset>
          <legend className="mb-1.5 text-xs text-dim">{ui.colour.recent}</legend>
          <div className="grid grid-cols-8 gap-1 touch:grid-cols-5 touch:gap-1.5 in-data-sheet:grid-cols-8">
            {recent.map(hex => (
              <button
                key={hex}
                type="button"
                aria-label={hex}
                title={hex}
                className="aspect-square cursor-pointer rounded-sm border border-line-strong"
                style={{ background: hex }}
                onClick={() => commit(hexToHsv(hex, hsv.h))}
              />
            ))}
          </div>
        </fieldset>
      )}
      {EyeDropper && (
        <Button
          onClick={() =>
            new EyeDropper().open().then(
              ({ sRGBHex }) => onCommit(sRGBHex.toLowerCase()),
              // Escape.
              () => undefined,
            )
          }
        >
          <Pipette size={16} strokeWidth={1.6} aria-hidden="true" />
          {ui.colour.pick}
        </Button>
      )}
    </div>
  );
}
