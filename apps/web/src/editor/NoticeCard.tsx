import { useWorkspace } from '../state/use-workspace.ts';
import { Message } from '../ui/Message.tsx';
import { tellNotice } from '../words/tell-notice.ts';
import { useWords } from '../words/use-words.ts';

/** What there is to tell beside the picture, until it is dismissed; what is said in the bar is not said here. */
export function NoticeCard() {
  const words = useWords();
  const notice = useWorkspace(state => state.notice);
  const dismiss = useWorkspace(state => state.dismissNotice);
  if (!notice || notice.kind === 'saved_already') return null;
  const isProblem =
    notice.kind === 'problem' || notice.kind === 'storage_full' || notice.kind === 'not_saved';
  return <Message {...tellNotice(notice, words)} tone={isProblem ? 'problem' : 'info'} onDismiss={dismiss} />;
}
