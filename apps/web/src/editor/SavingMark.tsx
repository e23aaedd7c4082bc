import { Check, CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import { useWorkspace } from '../state/use-workspace.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWords } from '../words/use-words.ts';

/** Long enough to be read beside the work. */
const SHOWN_MS = 3000;

/** Says when what was done is not kept, and, to who asks by Ctrl-S, that it is; that all is well needs no sign. */
export function SavingMark() {
  const { editor: words } = useWords();
  const saving = useWorkspace(state => state.saving);
  const notice = useWorkspace(state => state.notice);
  const dismiss = useWorkspace(state => state.dismissNotice);
  const isAsked = notice?.kind === 'saved_already';
  // A notice of its own for each press: the time begins anew.
  useEffect(() => {
    if (notice?.kind !== 'saved_already') return;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  if (saving === 'failed') {
    return (
      <Tooltip label={words.saving.why}>
        <button
          type="button"
          className="ml-1 inline-flex min-h-7 min-w-0 items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium text-bad max-wide:ml-0 max-wide:px-1 touch:min-h-10"
        >
          <CloudOff className="flex-none" size={16} strokeWidth={1.6} aria-hidden="true" />
          <span className="truncate max-wide:sr-only">{words.saving.failed}</span>
        </button>
      </Tooltip>
    );
  }
  if (!isAsked) return null;
  const { title, text } = words.notices.saved_already;
  return (
    <span
      className="ml-1 flex min-w-0 animate-fade items-center gap-1.5 text-xs text-dim max-wide:ml-0"
      title={text}
    >
      <Check className="flex-none text-ok" size={16} strokeWidth={2} aria-hidden="true" />
      <span className="truncate max-wide:sr-only">{title}</span>
    </span>
  );
}
