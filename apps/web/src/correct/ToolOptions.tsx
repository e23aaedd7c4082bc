import { STROKE_MODES, type StrokeMode } from '@backgroundfx/core';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import type { Tool } from '../state/workspace-state.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { useIsNarrow, useIsTouch } from '../ui/use-is-narrow.ts';
import { useWords } from '../words/use-words.ts';
import { BrushOptions } from './BrushOptions.tsx';
import { CorrectingNote } from './CorrectingNote.tsx';
import { useBrushCommands } from './use-brush-commands.ts';

const LASSO_MODES = ['add', 'subtract'] as const;
const REGION_MODES = ['drop', 'fill', 'only'] as const;

/** A strip with what the chosen tool can be set to, or what one does with it. Always there, so that the picture keeps its place. */
export function ToolOptions() {
  const { correct: words, editor } = useWords();
  const tool = useWorkspace(state => state.tool);
  const hasFrame = useWorkspace(state => state.frame !== null);
  useBrushCommands();
  return (
    <section
      aria-label={`${words.tool}: ${editor.tools[tool]}`}
      className="flex h-10 items-center gap-4 overflow-hidden border-line border-b bg-panel px-4 text-dim whitespace-nowrap touch:h-13"
    >
      {hasFrame ? <Options tool={tool} /> : <NoTools />}
    </section>
  );
}

function Options({ tool }: { readonly tool: Tool }) {
  const { correct: words } = useWords();
  const view = useWorkspace(state => state.view);
  const isTouch = useIsTouch();
  const isNarrow = useIsNarrow();
  if (tool === 'move' || tool === 'canvas') {
    // In the other views there is nothing to move.
    if (view !== 'result') return <Hint>{words.viewHints[view]}</Hint>;
    return <Hint>{(isTouch ? words.touch : words.toolHints)[tool]}</Hint>;
  }
  return (
    <>
      {isStroke(tool) && <BrushOptions mode={tool} />}
      {tool === 'lasso' && <LassoOptions />}
      {tool === 'region' && <RegionOptions />}
      {/* On a phone the brush needs the whole strip. */}
      {!(isNarrow && isStroke(tool)) && <CorrectingNote />}
    </>
  );
}

/** Before there is something to correct, and where there will be nothing. */
function NoTools() {
  const { correct: words } = useWords();
  const isComing = useWorkspace(({ pictures, activeId }) => {
    const work = pictures.find(picture => picture.id === activeId)?.work;
    if (work?.name === 'ready') return work.source !== undefined;
    return work?.name === 'waiting' || work?.name === 'working';
  });
  const hasPicture = useWorkspace(state => state.activeId !== null);
  return hasPicture && <Hint>{isComing ? words.noTools.coming : words.noTools.none}</Hint>;
}

function Hint({ children }: { readonly children: string }) {
  return <p className="line-clamp-2 min-w-0 text-pretty whitespace-normal">{children}</p>;
}

function isStroke(tool: Tool): tool is StrokeMode {
  return STROKE_MODES.some(mode => mode === tool);
}

function LassoOptions() {
  const { correct: words } = useWords();
  const store = useWorkspaceStore();
  const mode = useWorkspace(state => state.lassoMode);
  return (
    <>
      <Segmented
        label={words.lasso}
        value={mode}
        options={LASSO_MODES.map(value => ({ value, label: words.lassoModes[value] }))}
        onChange={value => store.getState().setLassoMode(value)}
      />
      <Hint>{words.lassoHint}</Hint>
    </>
  );
}

function RegionOptions() {
  const { correct: words } = useWords();
  const store = useWorkspaceStore();
  const mode = useWorkspace(state => state.regionMode);
  const isTouch = useIsTouch();
  const isNarrow = useIsNarrow();
  const { regionModes } = isNarrow ? words.touch : words;
  return (
    <>
      <Segmented
        label={words.region}
        value={mode}
        options={REGION_MODES.map(value => ({ value, label: regionModes[value] }))}
        onChange={value => store.getState().setRegionMode(value)}
      />
      <Hint>{(isTouch ? words.touch : words).regionHints[mode]}</Hint>
    </>
  );
}
