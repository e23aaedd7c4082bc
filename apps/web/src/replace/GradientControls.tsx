import { GRADIENT_SHAPES, RECIPE_RANGES } from '@backgroundfx/core';
import { ArrowLeftRight, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { ColourField } from '../ui/ColourField.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';
import { opaque, recoloured } from './colours.ts';
import { GradientBar } from './GradientBar.tsx';
import {
  canAdd,
  canRemove,
  changedStop,
  type Gradient,
  reversed,
  widestGap,
  withoutStop,
  withStop,
} from './gradient.ts';
import { PickFromPicture } from './PickFromPicture.tsx';

interface GradientControlsProps {
  readonly gradient: Gradient;
  readonly onPreview: (gradient: Gradient) => void;
  readonly onCommit: (gradient: Gradient) => void;
}

/** A gradient's colours, their places, its shape and its way. */
export function GradientControls({ gradient, onPreview, onCommit }: GradientControlsProps) {
  const { replace: words } = useWords();
  const [wanted, setWanted] = useState(0);
  const index = Math.min(wanted, gradient.stops.length - 1);
  const stop = gradient.stops[index]!;
  const withColour = (hex: string) => changedStop(gradient, index, { color: recoloured(stop.color, hex) });

  function add(at: number): void {
    const added = withStop(gradient, at);
    setWanted(added.index);
    onCommit(added.gradient);
  }

  function remove(at: number): void {
    setWanted(Math.max(0, at - 1));
    onCommit(withoutStop(gradient, at));
  }

  return (
    <>
      <GradientBar
        gradient={gradient}
        chosen={index}
        onChoose={setWanted}
        onAdd={canAdd(gradient) ? add : undefined}
        onRemove={canRemove(gradient) ? remove : undefined}
        onPreview={onPreview}
        onCommit={onCommit}
      />
      <ColourField
        label={words.colour}
        value={opaque(stop.color)}
        onPreview={hex => onPreview(withColour(hex))}
        onCommit={hex => onCommit(withColour(hex))}
      />
      <PickFromPicture onPick={hex => onCommit(withColour(hex))} />
      <div className="flex items-center gap-1">
        <span className="flex-1 text-dim">{words.gradient.stops}</span>
        <IconButton
          label={words.gradient.add}
          icon={Plus}
          disabled={!canAdd(gradient)}
          onClick={() => add(widestGap(gradient))}
        />
        <IconButton
          label={words.gradient.remove}
          icon={Minus}
          disabled={!canRemove(gradient)}
          onClick={() => remove(index)}
        />
        <IconButton
          label={words.gradient.reverse}
          icon={ArrowLeftRight}
          onClick={() => onCommit(reversed(gradient))}
        />
      </div>
      <div className="py-1">
        <Segmented
          label={words.gradient.shape}
          isWide
          value={gradient.shape}
          options={GRADIENT_SHAPES.map(shape => ({ value: shape, label: words.gradient.shapes[shape] }))}
          onChange={shape => onCommit({ ...gradient, shape })}
        />
      </div>
      {gradient.shape === 'linear' ? (
        <Slider
          label={words.gradient.angle}
          min={RECIPE_RANGES.angle.min}
          max={RECIPE_RANGES.angle.max}
          step={1}
          unit="°"
          value={gradient.angle}
          neutral={RECIPE_RANGES.angle.default}
          onPreview={angle => onPreview({ ...gradient, angle })}
          onCommit={angle => onCommit({ ...gradient, angle })}
        />
      ) : (
        (['x', 'y'] as const).map(axis => {
          const moved = (percent: number) => ({
            ...gradient,
            center: { ...gradient.center, [axis]: percent / 100 },
          });
          return (
            <Slider
              key={axis}
              label={axis === 'x' ? words.gradient.centreX : words.gradient.centreY}
              min={0}
              max={100}
              step={1}
              unit="%"
              value={Math.round(gradient.center[axis] * 100)}
              neutral={50}
              onPreview={percent => onPreview(moved(percent))}
              onCommit={percent => onCommit(moved(percent))}
            />
          );
        })
      )}
    </>
  );
}
