import { EDGE_SETTINGS } from '@backgroundfx/core';
import { useEffect, useId, useState } from 'react';
import { areSameEdges, DEFAULT_EDGES, EDGE_NAMES, type EdgeName, type Edges } from '../state/edges.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Slider } from '../ui/Slider.tsx';
import css from './EdgePanel.module.css';
import { EDGE_WORDS } from './words/edge-words.ts';

/** Lengths go by half pixels. */
const STEPS: Readonly<Record<EdgeName, number>> = {
  edgeRefinement: 1,
  shiftEdge: 0.5,
  feather: 0.5,
  contrast: 1,
  decontamination: 1,
};

/** What takes longer than this is told. */
const WORTH_TELLING_MS = 300;

interface EdgePanelProps {
  readonly edges: Edges;
  /** While the picture is being cut out, and where nothing was found. */
  readonly isDisabled?: boolean;
  readonly onClose: () => void;
}

/** The sliders of the cut-out's edges; what they do is seen at once. */
export function EdgePanel({ edges, isDisabled = false, onClose }: EdgePanelProps) {
  const adjust = useCutout(state => state.adjust);
  const isSlow = useIsSlow(useCutout(state => state.isDrafting));
  const titleId = useId();
  const canReset = !isDisabled && !areSameEdges(edges, DEFAULT_EDGES);
  return (
    <section className={css.panel} aria-labelledby={titleId}>
      <div className={css.head}>
        <h2 id={titleId}>Edges</h2>
        <span className={css.state} aria-hidden="true">
          {isSlow && 'Drawing…'}
        </span>
        <Button
          className={css.reset}
          look="quiet"
          aria-disabled={!canReset}
          onClick={() => canReset && adjust(DEFAULT_EDGES)}
        >
          Reset
        </Button>
        <Button className={css.close} look="quiet" aria-label="Close edges" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <fieldset className={css.sliders} disabled={isDisabled} aria-labelledby={titleId}>
        {EDGE_NAMES.map(name => (
          <Slider
            key={name}
            {...EDGE_WORDS[name]}
            min={EDGE_SETTINGS[name].min}
            max={EDGE_SETTINGS[name].max}
            neutral={EDGE_SETTINGS[name].default}
            step={STEPS[name]}
            value={edges[name]}
            onChange={value => adjust({ [name]: value })}
          />
        ))}
      </fieldset>
    </section>
  );
}

/** Whether something has been going on for so long that it should be told. */
function useIsSlow(isBusy: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setSlow(true), WORTH_TELLING_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isBusy]);
  return isSlow;
}
