import { useMemo } from 'react';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { useProjects } from './use-projects.ts';

/** Offers every kept project by its name. */
export function useProjectCommands(): void {
  const { projects: words } = useWords();
  const projects = useProjects(state => state.projects);
  const open = useWorkspace(state => state.openProject);
  useCommands(
    useMemo(
      () =>
        (projects ?? []).map(
          ({ id, name }): PageCommand => ({
            id: `project.open.${id}`,
            title: words.open(name),
            group: 'file',
            run: () => void open(id),
          }),
        ),
      [projects, words, open],
    ),
  );
}
