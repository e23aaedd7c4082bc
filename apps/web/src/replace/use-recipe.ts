import type { Recipe } from '@backgroundfx/core';
import { useMemo } from 'react';
import type { CommandSubject, RecipeChanges } from '../state/document/commands.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';

export interface RecipeEditor {
  /** With what is being dragged. */
  readonly recipe: Recipe;
  /** Shows changes while a slider moves; null ends that. */
  readonly preview: (changes: RecipeChanges | null) => void;
  /** Makes them a step of the history. */
  readonly commit: (about: CommandSubject, changes: RecipeChanges) => void;
}

/** The recipe of the open picture and the two ways to change it; null where no picture is open. */
export function useRecipe(): RecipeEditor | null {
  const store = useWorkspaceStore();
  const kept = useWorkspace(state => state.history?.document.recipe ?? null);
  const draft = useWorkspace(state => state.draft);
  return useMemo(() => {
    if (kept === null) return null;
    return {
      recipe: { ...kept, ...draft },
      preview: changes => store.getState().preview(changes),
      commit: (about, changes) => store.getState().perform({ name: 'change-recipe', about, changes }),
    };
  }, [kept, draft, store]);
}
