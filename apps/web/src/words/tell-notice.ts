import type { WorkspaceNotice } from '../state/workspace-state.ts';
import type { Words } from './en.ts';
import { type Told, tellProblem } from './tell-problem.ts';

/** More names than these nobody reads. */
const MOST_NAMES = 3;

/** What a notice says. */
export function tellNotice(notice: WorkspaceNotice, words: Words): Told {
  const { notices } = words.editor;
  switch (notice.kind) {
    case 'problem':
      return tellProblem(notice.problem, words);
    case 'no_picture':
      return notices[notice.found];
    case 'left_out': {
      const { names } = notice;
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), notices.left_out.more(more)] : names;
      return { title: notices.left_out.title(names.length), text: notices.left_out.text(shown) };
    }
    case 'converted': {
      const { title, text } = notices.converted[notice.from];
      return { title, text: text(notice.fileName) };
    }
    case 'made_smaller':
      return { title: notices.made_smaller.title, text: notices.made_smaller.text(notice.fileName) };
    case 'storage_full':
      return notices.storage_full;
    case 'saved_already':
      return notices.saved_already;
  }
}
