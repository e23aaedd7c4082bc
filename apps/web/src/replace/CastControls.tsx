import { RECIPE_RANGES } from '@backgroundfx/core';
import { useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { ColourField } from '../ui/ColourField.tsx';
import { Fold } from '../ui/Fold.tsx';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';
import { opaque, recoloured } from './colours.ts';
import { type Cast, firstCast, thrown, throwOf } from './shadows.ts';

/** Shares of the canvas's longer side that the sliders reach; documents may say more. */
const REACH = { distance: 0.2, blur: 0.1 } as const;
/** Pixels of a canvas that nobody knows yet. */
const UNKNOWN_SIDE = 1000;

interface CastControlsProps {
  readonly cast: Cast;
  readonly onPreview: (cast: Cast) => void;
  readonly onCommit: (cast: Cast) => void;
}

/** One shadow: how dark and where, then, behind a fold, what is rarely changed. Lengths in pixels of the canvas. */
export function CastControls({ cast, onPreview, onCommit }: CastControlsProps) {
  const { replace: words } = useWords();
  const long = useWorkspace(({ frame }) =>
    frame ? Math.max(frame.geometry.canvas.width, frame.geometry.canvas.height) : UNKNOWN_SIDE,
  );
  const [still, setStill] = useState(180);
  const first = firstCast(cast.type);
  const lies = throwOf(cast, still);
  const pixels = (share: number) => Math.round(share * long);
  const live = (change: (value: number) => Cast) => ({
    onPreview: (value: number) => onPreview(change(value)),
    onCommit: (value: number) => onCommit(change(value)),
  });
  const turned = (angle: number) => thrown(cast, { distance: lies.distance, angle });
  const withColour = (hex: string) => ({ ...cast, color: recoloured(cast.color, hex) });

  const distance = (
    <Slider
      label={words.shadow.distance}
      min={0}
      max={Math.max(pixels(REACH.distance), pixels(lies.distance))}
      step={1}
      unit="px"
      value={pixels(lies.distance)}
      neutral={pixels(throwOf(first).distance)}
      {...live(length => thrown(cast, { distance: length / long, angle: lies.angle }))}
    />
  );
  const blur = (
    <Slider
      label={words.shadow.blur}
      min={0}
      max={Math.max(pixels(REACH.blur), pixels(cast.blur))}
      step={1}
      unit="px"
      value={pixels(cast.blur)}
      neutral={pixels(first.blur)}
      {...live(length => ({ ...cast, blur: Math.min(RECIPE_RANGES.dropBlur.max, length / long) }))}
    />
  );
  // What lies on the ground lies below its subject; what is cast behind it lies away from it.
  const isOnGround = cast.type === 'contact';
  return (
    // A line in the margin says what belongs to the switch, and takes nothing of the sliders' length.
    <div className="relative grid grid-cols-[minmax(0,1fr)] gap-0.5 pb-1 before:absolute before:inset-y-1 before:-left-2.5 before:w-0.5 before:rounded-full before:bg-line-strong">
      <Slider
        label={words.shadow.opacity}
        min={0}
        max={100}
        step={1}
        unit="%"
        value={Math.round(cast.opacity * 100)}
        neutral={first.opacity * 100}
        {...live(percent => ({ ...cast, opacity: percent / 100 }))}
      />
      {isOnGround ? blur : distance}
      <Fold
        id={`shadow-${cast.type}`}
        label={words.shadow.more}
        spoken={words.shadow.of(words.shadow[cast.type], words.shadow.more)}
      >
        {isOnGround ? distance : blur}
        {lies.distance > 0 && (
          <Slider
            label={words.shadow.angle}
            min={0}
            max={360}
            step={1}
            unit="°"
            value={Math.round(lies.angle)}
            neutral={180}
            onPreview={angle => {
              setStill(angle);
              onPreview(turned(angle));
            }}
            onCommit={angle => {
              setStill(angle);
              onCommit(turned(angle));
            }}
          />
        )}
        <ColourField
          label={words.shadow.colour}
          value={opaque(cast.color)}
          onPreview={hex => onPreview(withColour(hex))}
          onCommit={hex => onCommit(withColour(hex))}
        />
      </Fold>
    </div>
  );
}
