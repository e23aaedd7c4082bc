import { useStore } from 'zustand';
import { runCommand } from '../commands/command-registry.ts';
import { useCommandKeys } from '../commands/use-commands.ts';
import { Menu } from '../ui/Menu.tsx';
import { useWords } from '../words/use-words.ts';
import type { StageParts } from './stage-tools.ts';
import { zoomOf, zoomTo } from './stage-view.ts';

/** How large the picture is shown, and the other sizes. */
export function ZoomMenu({ parts: { view } }: { readonly parts: StageParts }) {
  const { stage: words, ui } = useWords();
  const zoom = useStore(view, zoomOf);
  const value = words.zoomValue(zoom < 0.1 ? Math.round(zoom * 1000) / 1000 : zoom);
  const item = (label: string, id: string, keys: string | undefined) =>
    ({ kind: 'item', label, keys, run: () => void runCommand(id) }) as const;
  return (
    <div className="absolute right-3 bottom-3 max-wide:hidden">
      <Menu
        side="top"
        align="end"
        trigger={
          <button
            type="button"
            aria-label={ui.chosen(words.zoom, value)}
            className="h-7 min-w-14 cursor-pointer rounded-md border border-line bg-panel px-2.5 text-xs text-text tabular-nums hover:bg-field touch:h-11 touch:min-w-16"
          >
            {value}
          </button>
        }
        entries={[
          item(words.fit, 'view.fit', useCommandKeys('view.fit')),
          item(words.actual, 'view.actual', useCommandKeys('view.actual')),
          {
            kind: 'item',
            label: words.double,
            run: () => zoomTo(view, 2 / view.getState().density),
          },
          { kind: 'line' },
          item(words.zoomIn, 'view.zoom-in', useCommandKeys('view.zoom-in')),
          item(words.zoomOut, 'view.zoom-out', useCommandKeys('view.zoom-out')),
        ]}
      />
    </div>
  );
}
