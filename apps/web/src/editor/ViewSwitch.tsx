import { ChevronDown, Eye } from 'lucide-react';
import { runCommand } from '../commands/command-registry.ts';
import { activeWork } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { type PictureWork, VIEWS, type View } from '../state/workspace-state.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { useWords } from '../words/use-words.ts';

/** Those that are seen at once; the others are for a second look. */
const MAIN: readonly View[] = ['result', 'original', 'matte', 'unsure'];
const MORE = VIEWS.filter(view => !MAIN.includes(view));
const ALL = [...MAIN, ...MORE];

/** What the stage shows of the picture. Nothing of it moves, whatever is chosen. */
export function ViewSwitch() {
  const { editor: words } = useWords();
  const view = useWorkspace(state => state.view);
  const setView = useWorkspace(state => state.setView);
  const isShown = useIsShown();
  return (
    <span className="inline-flex rounded-md bg-field pr-0.5">
      <Segmented
        label={words.view}
        value={view}
        options={MAIN.map(value => ({ value, label: words.views[value], isDisabled: !isShown(value) }))}
        onChange={setView}
      />
      <MoreViews />
    </span>
  );
}

/** The other views: its button names the one that is chosen, and is as wide as the longest name from the start. */
function MoreViews() {
  const { editor: words, ui } = useWords();
  const view = useWorkspace(state => state.view);
  const isChosen = MORE.includes(view);
  const name = isChosen ? words.views[view] : words.more;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={isChosen ? ui.chosen(words.moreViews, name) : words.moreViews}
          className={classes(
            'my-0.5 inline-flex min-h-7 cursor-pointer items-center rounded-sm pr-1.5 pl-2.5 transition-colors hover:text-text touch:min-h-10',
            isChosen ? 'bg-raised text-text' : 'text-dim',
          )}
        >
          <span className="grid text-left *:col-start-1 *:row-start-1">
            {[words.more, ...MORE.map(each => words.views[each])].map(each => (
              <span
                key={each}
                aria-hidden={each !== name}
                className={classes('inline-flex items-center gap-1', each !== name && 'invisible')}
              >
                {each}
                <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
              </span>
            ))}
          </span>
        </button>
      }
      entries={[useViewChoice(MORE)]}
    />
  );
}

/** The same behind one button, where there is no room. `words`: it tells the view, and takes the place of the zoom's button. */
export function ViewMenu({ look }: { readonly look: 'icon' | 'words' }) {
  const { editor: words, stage, ui } = useWords();
  const view = useWorkspace(state => state.view);
  const choice = useViewChoice(ALL);
  if (look === 'icon') {
    return <Menu align="end" trigger={<IconButton label={words.view} icon={Eye} />} entries={[choice]} />;
  }
  return (
    <Menu
      side="top"
      trigger={
        <Button
          look="quiet"
          className="px-2.5 font-normal"
          aria-label={ui.chosen(words.view, words.views[view])}
        >
          <Eye size={18} strokeWidth={1.6} aria-hidden="true" />
          {words.views[view]}
          <ChevronDown size={16} strokeWidth={1.6} aria-hidden="true" />
        </Button>
      }
      entries={[
        choice,
        { kind: 'line' },
        { kind: 'item', label: stage.fit, run: () => void runCommand('view.fit') },
        { kind: 'item', label: stage.actual, run: () => void runCommand('view.actual') },
      ]}
    />
  );
}

/** What there is to show: of a picture that will not be drawn, as it failed, its place and the original. */
function useIsShown(): (view: View) => boolean {
  const isDrawable = useWorkspace(state => state.frame !== null || willBeDrawn(activeWork(state)));
  const hasOriginal = useWorkspace(state => state.original !== null);
  return view => isDrawable || view === 'result' || (view === 'original' && hasOriginal);
}

/** A server's cut-out is a finished picture, and of one without a subject, or whose work ended, nothing comes. */
function willBeDrawn(work: PictureWork | undefined): boolean {
  if (work?.name === 'ready') return work.source !== undefined;
  return work?.name !== 'failed' && work?.name !== 'cancelled';
}

function useViewChoice(views: readonly View[]): MenuEntry {
  const { editor: words } = useWords();
  const view = useWorkspace(state => state.view);
  const setView = useWorkspace(state => state.setView);
  const isShown = useIsShown();
  return {
    kind: 'choice',
    label: words.view,
    value: view,
    options: views.map(value => ({ value, label: words.views[value], isDisabled: !isShown(value) })),
    onChoose: chosen => {
      const next = views.find(known => known === chosen);
      if (next) setView(next);
    },
  };
}
