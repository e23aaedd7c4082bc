import { listBackdrops, type RecipeBackground } from '@backgroundfx/core';
import { useMemo } from 'react';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import type { CommandSubject, RecipeChanges } from '../state/document/commands.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { chosen } from './backgrounds.ts';
import { CANVAS_PRESETS, presetChanges, presetWords } from './canvas-presets.ts';
import { titleOf } from './library-titles.ts';

const KINDS = ['transparent', 'color', 'gradient', 'blur'] as const;

/** Offers backgrounds, those of the library too, and canvases by name. Shows nothing. */
export function ReplaceCommands() {
  const { replace: words } = useWords();
  const store = useWorkspaceStore();
  const isDrawn = useWorkspace(state => state.frame !== null);
  useCommands(
    useMemo((): readonly PageCommand[] => {
      const isEnabled = () => isDrawn;
      const commit = (about: CommandSubject, changes: RecipeChanges) =>
        store.getState().perform({ name: 'change-recipe', about, changes });
      const choose = (background: RecipeBackground) => commit('background', { background });
      return [
        ...KINDS.map(
          (kind): PageCommand => ({
            id: `background.${kind}`,
            title: words.backgroundIs(words.kinds[kind]),
            group: 'background',
            isEnabled,
            run: () => choose(chosen(store.getState().history, kind)),
          }),
        ),
        ...listBackdrops().map(
          ({ id, category }): PageCommand => ({
            id: `background.library.${id}`,
            title: words.backgroundIs(titleOf(words, id)),
            keywords: [words.library.categories[category]],
            group: 'background',
            isOnlyFound: true,
            isEnabled,
            run: () => choose({ type: 'library', id }),
          }),
        ),
        ...CANVAS_PRESETS.map(
          (preset): PageCommand => ({
            keywords: presetWords(preset),
            id: `canvas.${preset}`,
            title: words.canvas.presetIs(words.canvas.presets[preset]),
            group: 'canvas',
            isEnabled,
            run: () => {
              const { frame, document } = store.getState();
              const open = document();
              if (frame && open) commit('canvas', presetChanges(preset, open.recipe, frame.geometry));
            },
          }),
        ),
      ];
    }, [store, words, isDrawn]),
  );
  return null;
}
