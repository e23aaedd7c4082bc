import { Fragment } from 'react';
import { CommandButton } from '../commands/CommandButton.tsx';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';
import { TOOL_GROUPS, TOOL_ICONS } from './tools.ts';

/** What the pointer does on the stage. */
export function ToolRail() {
  const { editor: words } = useWords();
  const tool = useWorkspace(state => state.tool);
  return (
    <div
      role="toolbar"
      aria-label={words.toolbar}
      aria-orientation="vertical"
      className="flex flex-col items-center gap-1 p-2"
    >
      {TOOL_GROUPS.map((group, at) => (
        <Fragment key={group[0]}>
          {at > 0 && <hr className="my-1 w-6 border-line" />}
          {group.map(name => (
            <CommandButton
              key={name}
              id={`tool.${name}`}
              icon={TOOL_ICONS[name]}
              isPressed={tool === name}
              size="tool"
              side="right"
            />
          ))}
        </Fragment>
      ))}
    </div>
  );
}
