import { EDIT_RANGES, type StrokeMode } from '@backgroundfx/core';
import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import type { BrushSettings } from '../state/workspace-state.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Slider } from '../ui/Slider.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useIsNarrow, useIsTight } from '../ui/use-is-narrow.ts';
import { useWords } from '../words/use-words.ts';
import { SLIDER_SIZE } from './brush-steps.ts';
import { usePenSeen } from './use-pen-seen.ts';

interface BrushProps {
  readonly mode: StrokeMode;
}

/** What a brush can be set to, in one line; what finds no room in it, on a phone all but the size, is behind a button. */
export function BrushOptions({ mode }: BrushProps) {
  const { correct: words } = useWords();
  const isNarrow = useIsNarrow();
  const isTight = useIsTight();
  // What the other brushes do, their names say.
  const isHinted = isNarrow && mode === 'refine';
  return (
    <>
      {isHinted ? (
        <p className="line-clamp-2 min-w-0 flex-auto text-pretty whitespace-normal">{words.refineHint}</p>
      ) : (
        <SizeSlider mode={mode} />
      )}
      {!isNarrow && <ShareSlider mode={mode} of="hardness" />}
      {!isTight && <ShareSlider mode={mode} of="opacity" />}
      {!isTight && <Switches mode={mode} />}
      {!isNarrow && mode === 'refine' && <p className="min-w-0 flex-1 truncate">{words.refineHint}</p>}
      {isTight && (
        <Popover
          label={words.more}
          align="end"
          trigger={<IconButton label={words.more} icon={SlidersHorizontal} />}
        >
          <div className="grid w-72 gap-1 [&_.slider-place>div]:grid-cols-[72px_minmax(0,1fr)_84px]!">
            {isHinted && <SizeSlider mode={mode} />}
            {isNarrow && <ShareSlider mode={mode} of="hardness" />}
            <ShareSlider mode={mode} of="opacity" />
            <Switches mode={mode} />
          </div>
        </Popover>
      )}
    </>
  );
}

/** The brush and a way to change it. */
function useBrush(mode: StrokeMode): readonly [BrushSettings, (changes: Partial<BrushSettings>) => void] {
  const store = useWorkspaceStore();
  const brush = useWorkspace(state => state.brushes[mode]);
  return [brush, changes => store.getState().setBrush(mode, changes)];
}

function SizeSlider({ mode }: BrushProps) {
  const { correct: words } = useWords();
  const [brush, set] = useBrush(mode);
  return (
    <Place>
      <Slider
        label={words.size}
        {...SLIDER_SIZE}
        neutral={EDIT_RANGES.size.default}
        value={Math.round(brush.size)}
        unit={words.pixels}
        spoken={words.spokenPixels}
        onPreview={size => set({ size })}
        onCommit={size => set({ size })}
      />
    </Place>
  );
}

/** How hard its edge is or how much it covers, in hundredths. */
function ShareSlider({ mode, of }: BrushProps & { readonly of: 'hardness' | 'opacity' }) {
  const { correct: words } = useWords();
  const [brush, set] = useBrush(mode);
  return (
    <Place>
      <Slider
        label={words[of]}
        min={of === 'opacity' ? 1 : 0}
        max={100}
        step={1}
        neutral={EDIT_RANGES[of].default * 100}
        value={Math.round(brush[of] * 100)}
        unit={words.percent}
        onPreview={value => set({ [of]: value / 100 })}
        onCommit={value => set({ [of]: value / 100 })}
      />
    </Place>
  );
}

/** Whether it keeps to edges, and what a pen's pressure does where there is a pen. */
function Switches({ mode }: BrushProps) {
  const { correct: words } = useWords();
  const [brush, set] = useBrush(mode);
  const hasPen = usePenSeen();
  return (
    <>
      {mode !== 'refine' && (
        <div title={words.edgeAwareHint}>
          <Switch label={words.edgeAware} isOn={brush.edgeAware} onChange={edgeAware => set({ edgeAware })} />
        </div>
      )}
      {hasPen && (
        <Switch label={words.pressure} isOn={brush.pressure} onChange={pressure => set({ pressure })} />
      )}
    </>
  );
}

/** Labels are short here: the slider gets what is left. */
function Place({ children }: { readonly children: ReactNode }) {
  return (
    <div className="slider-place min-w-0 flex-1 wide:max-w-52 [&>div]:grid-cols-[auto_minmax(0,1fr)_64px]! touch:[&>div]:grid-cols-[auto_minmax(0,1fr)_84px]!">
      {children}
    </div>
  );
}
