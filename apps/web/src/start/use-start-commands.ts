import { useMemo } from 'react';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { SAMPLES } from './samples.ts';

/** Offers the ways in by name and by key. */
export function useStartCommands(onChoose: () => void): void {
  const { start: words } = useWords();
  const add = useWorkspace(state => state.add);
  useCommands(
    useMemo(
      (): readonly PageCommand[] => [
        { id: 'start.choose', title: words.choose, group: 'file', keys: '$mod+o', run: onChoose },
        ...SAMPLES.map(
          (sample): PageCommand => ({
            id: `start.sample.${sample.id}`,
            title: words.sample(words.samples[sample.id]),
            group: 'file',
            run: () => add([sample]),
          }),
        ),
      ],
      [words, add, onChoose],
    ),
  );
}
