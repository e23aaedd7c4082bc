import { useState } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { useWords } from '../words/use-words.ts';

/** The project's name, which is a field as soon as one clicks on it. Enter keeps what was typed, Escape does not. */
export function ProjectName() {
  const { editor: words } = useWords();
  const name = useWorkspace(state => state.project?.name ?? '');
  const rename = useWorkspace(state => state.renameProject);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? name;

  function keep(): void {
    const next = typed?.trim();
    setTyped(null);
    if (next && next !== name) rename(next);
  }

  return (
    // The text behind the field makes it as wide as what it says.
    <span className="relative inline-grid min-w-0 max-w-60 grid-cols-[minmax(0,auto)] justify-start rounded-sm font-semibold max-wide:max-w-full max-wide:text-lg">
      <span className="invisible truncate px-1.5 py-1 whitespace-pre max-wide:py-0" aria-hidden="true">
        {shown || words.untitled}
      </span>
      <input
        aria-label={words.projectName}
        className="absolute inset-0 w-full truncate rounded-sm bg-transparent px-1.5 font-semibold hover:bg-field focus:bg-field"
        value={shown}
        placeholder={words.untitled}
        maxLength={120}
        autoComplete="off"
        spellCheck={false}
        onFocus={event => event.target.select()}
        onChange={event => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={event => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          event.preventDefault();
          setTyped(null);
        }}
      />
    </span>
  );
}
