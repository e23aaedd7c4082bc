import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { runCommand } from '../commands/command-registry.ts';
import { useWords } from '../words/use-words.ts';
import { findProjects } from './find-projects.ts';
import { ProjectCard } from './ProjectCard.tsx';
import { useProjectCommands } from './use-project-commands.ts';
import { useProjects, useProjectsWatched } from './use-projects.ts';

/** Cards in the one row that is shown at first. */
const FIRST = 4;

/** What was worked on before, latest first. Where there is nothing, no more than that nothing is kept. */
export function RecentProjects() {
  const { projects: words } = useWords();
  const projects = useProjects(state => state.projects);
  const [showsAll, setShowsAll] = useState(false);
  const [text, setText] = useState('');
  useProjectsWatched();
  useProjectCommands();
  // What was kept before may be out of reach: an empty place would say that it never was.
  if (!projects || projects.length === 0) return <LastingNote />;
  const hasMore = projects.length > FIRST;
  const found = showsAll ? findProjects(projects, text) : projects.slice(0, FIRST);
  return (
    <section aria-labelledby="recent-projects" className="animate-fade pb-2">
      <div className="mb-3 flex min-h-8 items-center gap-3 max-wide:flex-wrap touch:min-h-11">
        <h2 id="recent-projects" className="font-semibold text-dim">
          {showsAll ? words.titleAll : words.title}
        </h2>
        {hasMore && (
          <button
            type="button"
            aria-expanded={showsAll}
            className="cursor-pointer touch-manipulation rounded-sm px-1.5 py-1 text-accent hover:underline touch:min-h-11"
            onClick={() => {
              setShowsAll(!showsAll);
              setText('');
            }}
          >
            {showsAll ? words.fewer : words.all(projects.length)}
          </button>
        )}
        <StorageUse />
        {showsAll && <SearchField label={words.search} value={text} onChange={setText} />}
      </div>
      <ul className="grid grid-cols-4 gap-4 max-wide:grid-cols-2 max-wide:gap-3">
        {found.map(project => (
          <ProjectCard key={project.id} project={project} />
        ))}
      </ul>
      {found.length === 0 && (
        <p role="status" className="py-6 text-center text-dim">
          {words.noneFound(text)}
        </p>
      )}
      <LastingNote />
    </section>
  );
}

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { ui } = useWords();
  return (
    <div className="relative min-w-0 flex-[0_1_220px] max-wide:flex-[1_0_100%]">
      <Search
        size={14}
        strokeWidth={1.8}
        aria-hidden="true"
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <input
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-panel pr-8 pl-8 touch:h-11 touch:pr-11 touch:text-lg [&::-webkit-search-cancel-button]:hidden"
        onChange={event => onChange(event.target.value)}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={ui.clear}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 cursor-pointer place-items-center rounded-sm text-dim transition-colors hover:bg-field hover:text-text touch:right-0 touch:size-11"
          onClick={event => {
            onChange('');
            event.currentTarget.parentElement?.querySelector('input')?.focus();
          }}
        >
          <X size={14} strokeWidth={1.8} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** What all takes on the disk; the dialog about it says more. */
function StorageUse() {
  const { projects: words } = useWords();
  const use = useProjects(state => state.use);
  const isLasting = useProjects(state => state.isLasting);
  if (!use || isLasting === false) return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="ml-auto last:-mr-1.5 min-h-6 cursor-pointer touch-manipulation rounded-sm px-1.5 text-right text-dim text-xs tabular-nums hover:text-text hover:underline touch:min-h-11"
      title={words.usedOf(use.usedBytes, use.quotaBytes)}
      onClick={() => runCommand('help.offline')}
    >
      {words.used(use.usedBytes)}
    </button>
  );
}

/** Says where nothing is kept. */
function LastingNote() {
  const { projects: words } = useWords();
  const isLasting = useProjects(state => state.isLasting);
  if (isLasting !== false) return null;
  return <p className="mt-3 text-dim text-xs">{words.notLasting}</p>;
}
