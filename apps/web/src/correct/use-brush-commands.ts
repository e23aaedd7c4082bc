import { STROKE_MODES, type StrokeMode } from '@backgroundfx/core';
import { useMemo } from 'react';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { useWorkspaceStore } from '../state/use-workspace.ts';
import type { BrushSettings } from '../state/workspace-state.ts';
import { useWords } from '../words/use-words.ts';
import { stepHardness, stepSize } from './brush-steps.ts';

/** Offers the keys that change the brush in hand: `[` and `]` its size, with shift its hardness;
 * comma and full stop do the same on keyboards that hide brackets behind AltGr. */
export function useBrushCommands(): void {
  const { correct: words } = useWords();
  const store = useWorkspaceStore();
  useCommands(
    useMemo(() => {
      const mode = (): StrokeMode | undefined => STROKE_MODES.find(own => own === store.getState().tool);
      const change = (changes: (brush: BrushSettings) => Partial<BrushSettings>) => {
        const inHand = mode();
        if (inHand) store.getState().setBrush(inHand, changes(store.getState().brushes[inHand]));
      };
      const brush = (
        id: string,
        title: string,
        keys: readonly string[],
        changes: (brush: BrushSettings) => Partial<BrushSettings>,
      ): PageCommand => ({
        id: `brush.${id}`,
        title,
        keys,
        group: 'tool',
        isEnabled: () => mode() !== undefined,
        repeats: true,
        run: () => change(changes),
      });
      return [
        brush('smaller', words.smaller, ['[', ','], ({ size }) => ({ size: stepSize(size, -1) })),
        brush('larger', words.larger, [']', '.'], ({ size }) => ({ size: stepSize(size, 1) })),
        brush('softer', words.softer, ['Shift+{', 'Shift+;', 'Shift+<'], ({ hardness }) => ({
          hardness: stepHardness(hardness, -1),
        })),
        brush('harder', words.harder, ['Shift+}', 'Shift+:', 'Shift+>'], ({ hardness }) => ({
          hardness: stepHardness(hardness, 1),
        })),
        {
          ...brush('edges', words.toggleEdgeAware, ['k'], ({ edgeAware }) => ({ edgeAware: !edgeAware })),
          isEnabled: () => mode() === 'restore' || mode() === 'erase',
          repeats: false,
        },
      ];
    }, [store, words]),
  );
}
