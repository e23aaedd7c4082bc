import { useCallback, useState } from 'react';
import { runCommand } from '../commands/command-registry.ts';
import { SECTION_NAMES, type SectionName } from '../editor/sections.ts';
import { useWorkspaceStore } from '../state/use-workspace.ts';

interface SheetDesk {
  readonly sheet: SectionName | null;
  readonly openSheet: (section: SectionName | null) => void;
  /** Whether a section was ever shown: on a phone those that nobody asks for are not made. */
  readonly isMet: (section: SectionName) => boolean;
}

/** Which section a phone shows in its sheet. With the canvas goes its tool, which has no other button there. */
export function useSheet(isNarrow: boolean): SheetDesk {
  const store = useWorkspaceStore();
  const [sheet, setSheet] = useState<SectionName | null>(null);
  const [met, setMet] = useState<readonly SectionName[]>([]);
  if (!isNarrow && met !== SECTION_NAMES) setMet(SECTION_NAMES);

  const openSheet = useCallback(
    (next: SectionName | null) => {
      setSheet(next);
      if (next) setMet(before => (before.includes(next) ? before : [...before, next]));
      if (next === 'canvas') runCommand('tool.canvas');
      else if (store.getState().tool === 'canvas') runCommand('tool.move');
    },
    [store],
  );
  return { sheet, openSheet, isMet: section => met.includes(section) };
}
