import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { PageCommand } from '../commands/page-command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { isServed as hasServed } from '../state/active-picture.ts';
import { TOOLS, type Tool, VIEWS } from '../state/workspace-state.ts';
import { revealSection } from '../ui/reveal-section.ts';
import { useWords } from '../words/use-words.ts';
import type { StageParts } from './stage-tools.ts';
import { actualSize, fit, pointerAt, zoomBy } from './stage-view.ts';
import { ZOOM_STEP } from './viewport.ts';

/** One letter for each tool. */
const TOOL_KEYS: Readonly<Record<Tool, string>> = {
  move: 'v',
  restore: 'r',
  erase: 'e',
  refine: 'h',
  lasso: 'l',
  region: 'g',
  canvas: 'c',
};

/** Offers what can be done with the stage by name and by key. Shows nothing. */
export function StageCommands({ parts: { workspace, view } }: { readonly parts: StageParts }) {
  const { stage: words, editor } = useWords();
  // Read here, not when a key comes: whoever shows a command as a button learns of it by another list of commands.
  const isDrawn = useStore(workspace, state => state.frame !== null);
  const isOpen = useStore(view, state => state.world !== null);
  const isServed = useStore(workspace, hasServed);
  useCommands(
    useMemo((): readonly PageCommand[] => {
      const state = workspace.getState;
      const hasFrame = () => isDrawn;
      const hasPicture = () => isOpen;
      return [
        ...TOOLS.map(
          (tool): PageCommand => ({
            id: `tool.${tool}`,
            title: editor.tools[tool],
            group: 'tool',
            keys: TOOL_KEYS[tool],
            isEnabled: hasFrame,
            run: () => {
              state().setTool(tool);
              if (tool === 'canvas') revealSection('canvas');
            },
          }),
        ),
        {
          id: 'tool.swap',
          title: words.swapBrushes,
          group: 'tool',
          keys: 'x',
          isEnabled: hasFrame,
          run: () => state().setTool(state().tool === 'restore' ? 'erase' : 'restore'),
        },
        ...VIEWS.map(
          (name): PageCommand => ({
            id: `view.${name}`,
            title: words.showView(editor.views[name]),
            group: 'view',
            isEnabled: hasFrame,
            run: () => state().setView(name),
          }),
        ),
        {
          id: 'view.compare',
          title: words.compare,
          group: 'view',
          keys: ['\\', 'o'],
          // With the original alone there is nothing to compare.
          isEnabled: () => isOpen && (isDrawn || isServed),
          run: () => {
            const isComparing = !state().isComparing;
            view.setState({ isLineAwaited: isComparing });
            state().setComparing(isComparing);
          },
        },
        // The surface listens for it, to pan as long as it is held.
        {
          id: 'view.pan',
          title: words.pan,
          group: 'view',
          keys: 'Space',
          isHeld: true,
          run: () => undefined,
        },
        {
          id: 'view.fit',
          title: words.fit,
          group: 'view',
          keys: '0',
          isEnabled: hasPicture,
          run: () => fit(view),
        },
        {
          id: 'view.actual',
          title: words.actual,
          group: 'view',
          keys: '1',
          isEnabled: hasPicture,
          run: () => actualSize(view, pointerAt(view.getState())),
        },
        {
          id: 'view.toggle-zoom',
          title: words.toggleZoom,
          group: 'view',
          keys: 'z',
          isEnabled: hasPicture,
          run: () => {
            if (view.getState().isFitted) actualSize(view, pointerAt(view.getState()));
            else fit(view);
          },
        },
        {
          id: 'view.zoom-in',
          title: words.zoomIn,
          group: 'view',
          keys: ['+', 'Shift++', '='],
          repeats: true,
          isEnabled: hasPicture,
          run: () => zoomBy(view, ZOOM_STEP, pointerAt(view.getState())),
        },
        {
          id: 'view.zoom-out',
          title: words.zoomOut,
          group: 'view',
          keys: '-',
          repeats: true,
          isEnabled: hasPicture,
          run: () => zoomBy(view, 1 / ZOOM_STEP, pointerAt(view.getState())),
        },
      ];
    }, [workspace, view, words, editor, isDrawn, isServed, isOpen]),
  );
  return null;
}
