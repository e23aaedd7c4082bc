import { useCutout } from '../state/use-cutout.ts';
import { Message } from '../ui/Message.tsx';
import { noticeWords } from './words/notice-words.ts';

/** What there is to tell beside the picture, until it is dismissed. */
export function NoticeMessage() {
  const notice = useCutout(state => state.notice);
  const dismiss = useCutout(state => state.dismissNotice);
  if (!notice) return null;
  return (
    <Message
      {...noticeWords(notice)}
      tone={notice.kind === 'problem' ? 'problem' : 'info'}
      onDismiss={dismiss}
    />
  );
}
