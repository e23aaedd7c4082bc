import { QUALITIES, type Quality } from '@backgroundfx/core';
import { useState } from 'react';
import type { Expectation } from '../engine/cutout.api.ts';
import { roughly, tellLevel } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

interface QualityItemsProps {
  readonly quality: Quality;
  readonly expect: (quality: Quality) => Expectation;
  readonly onChoose: (quality: Quality) => void;
}

/** The four levels of the menu side by side with their times, and below them what the one looked at means. */
export function QualityItems({ quality, expect, onChoose }: QualityItemsProps) {
  const words = useWords();
  const [looked, setLooked] = useState<Quality | null>(null);
  const shown = looked ?? quality;
  return (
    <fieldset className="min-w-0" aria-label={words.engine.quality}>
      <div className="px-2 pt-3 pb-1 pl-8.5 text-xs text-dim" aria-hidden="true">
        {words.engine.quality}
      </div>
      <div className="mr-2 ml-6.5 grid grid-cols-4 gap-0.5 rounded-[10px] bg-field p-0.5 touch:mx-2">
        {QUALITIES.map(level => {
          const isChosen = level === quality;
          return (
            <button
              key={level}
              type="button"
              role="menuitemradio"
              aria-checked={isChosen}
              data-first={isChosen}
              tabIndex={-1}
              className="grid cursor-pointer content-center justify-items-center rounded-md px-0.5 py-1 text-dim transition-colors hover:text-text aria-checked:bg-raised aria-checked:text-text touch:min-h-12"
              onPointerEnter={() => setLooked(level)}
              onPointerLeave={() => setLooked(null)}
              onFocus={() => setLooked(level)}
              onBlur={() => setLooked(null)}
              onClick={() => onChoose(level)}
            >
              <span className="max-w-full truncate font-medium touch:text-base">
                {words.engine.levels[level].name}{' '}
              </span>
              <span className="text-xs tabular-nums">{roughly(expect(level).seconds, words)}</span>
            </button>
          );
        })}
      </div>
      <p className="px-2 py-2 pl-8.5 text-xs text-dim">{tellLevel(shown, expect(shown), words)}</p>
    </fieldset>
  );
}
