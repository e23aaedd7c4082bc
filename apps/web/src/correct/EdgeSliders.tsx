import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Slider } from '../ui/Slider.tsx';
import { useWords } from '../words/use-words.ts';
import { EDGE_RANGES, EDGE_SLIDERS, edgeChange, edgeOf } from './edge-settings.ts';
import { useCorrectable } from './use-correctable.ts';

/** Lengths are told with their unit. */
const LENGTHS: readonly string[] = ['shift_edge', 'feather'];

/** The sliders of the matte's edges; what they do is seen while they move, and is one step when they are let go. */
export function EdgeSliders() {
  const { correct: words } = useWords();
  const store = useWorkspaceStore();
  const recipe = useWorkspace(state => state.history?.document.recipe);
  const draft = useWorkspace(state => state.draft);
  const isCorrectable = useCorrectable();
  if (!recipe) return null;
  const shown = { ...recipe, ...draft };
  return EDGE_SLIDERS.map(slider => {
    const { default: neutral, ...range } = EDGE_RANGES[slider];
    const isLength = LENGTHS.includes(slider);
    return (
      <Slider
        key={slider}
        {...words.edges[slider]}
        {...range}
        neutral={neutral}
        unit={isLength ? words.pixels : undefined}
        spoken={isLength ? words.spokenPixels : undefined}
        value={edgeOf(shown, slider)}
        isDisabled={!isCorrectable}
        onPreview={value => store.getState().preview(edgeChange(shown, slider, value))}
        onCommit={value =>
          store
            .getState()
            .perform({ name: 'change-recipe', about: 'edges', changes: edgeChange(shown, slider, value) })
        }
      />
    );
  });
}
