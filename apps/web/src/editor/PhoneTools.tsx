import { runCommand } from '../commands/command-registry.ts';
import { isEnabled } from '../commands/page-command.ts';
import { useCommand } from '../commands/use-commands.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import type { Tool } from '../state/workspace-state.ts';
import { useWords } from '../words/use-words.ts';
import { TOOL_GROUPS, TOOL_ICONS } from './tools.ts';

/** The canvas has its place among the settings below, which take its tool in hand. */
const TOOLS = TOOL_GROUPS.flat().filter(tool => tool !== 'canvas');

/** The tools side by side for a thumb, with their names. */
export function PhoneTools() {
  const { editor: words } = useWords();
  return (
    <div role="toolbar" aria-label={words.toolbar} aria-orientation="horizontal" className="flex">
      {TOOLS.map(tool => (
        <PhoneTool key={tool} tool={tool} />
      ))}
    </div>
  );
}

function PhoneTool({ tool }: { readonly tool: Tool }) {
  const { editor: words } = useWords();
  const isInHand = useWorkspace(state => state.tool === tool);
  const command = useCommand(`tool.${tool}`);
  const Icon = TOOL_ICONS[tool];
  return (
    <button
      type="button"
      aria-label={words.tools[tool]}
      aria-pressed={isInHand}
      aria-disabled={!command || !isEnabled(command) || undefined}
      onClick={() => runCommand(`tool.${tool}`)}
      className="grid min-h-13 min-w-0 flex-1 cursor-pointer touch-manipulation place-content-center justify-items-center gap-0.5 text-[11px] leading-3.5 tracking-[-0.015em] text-dim focus-visible:-outline-offset-2 aria-disabled:opacity-40 aria-pressed:text-accent"
    >
      <span className="grid h-7 w-11 place-items-center rounded-full in-aria-pressed:bg-accent-wash">
        <Icon size={20} strokeWidth={1.6} aria-hidden="true" />
      </span>
      <span className="max-w-full truncate">{words.toolsShort[tool]}</span>
    </button>
  );
}
