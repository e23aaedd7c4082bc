import { QUALITIES, type Quality } from '@backgroundfx/core';
import { useState } from 'react';
import type { Expectation } from '../engine/cutout.api.ts';
import css from './QualityItems.module.css';
import { levelWords, QUALITY_WORDS, roughly } from './words/choice-words.ts';

interface QualityItemsProps {
  readonly quality: Quality;
  readonly expect: (quality: Quality) => Expectation;
  readonly onChoose: (quality: Quality) => void;
}

/** The four levels of the menu side by side with their times, and below them what the one looked at means. */
export function QualityItems({ quality, expect, onChoose }: QualityItemsProps) {
  const [looked, setLooked] = useState<Quality | null>(null);
  const shown = looked ?? quality;
  return (
    <fieldset className={css.group} aria-label="Quality">
      <div className={css.heading} aria-hidden="true">
        Quality
      </div>
      <div className={css.levels}>
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
              className={css.level}
              onPointerEnter={() => setLooked(level)}
              onPointerLeave={() => setLooked(null)}
              onFocus={() => setLooked(level)}
              onBlur={() => setLooked(null)}
              onClick={() => onChoose(level)}
            >
              <span className={css.name}>{QUALITY_WORDS[level].name}</span>
              <span className={css.time}>{roughly(expect(level).seconds)}</span>
            </button>
          );
        })}
      </div>
      <p className={css.meaning}>{levelWords(shown, expect(shown))}</p>
    </fieldset>
  );
}
