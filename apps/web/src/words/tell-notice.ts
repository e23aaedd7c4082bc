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
      const { names, beyond } = notice;
      const told = notices.left_out;
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), told.more(more)] : names;
      const whys = [
        ...(names.length > 0 ? [told.text(shown)] : []),
        ...(beyond ? [told.beyond(beyond.count, beyond.most)] : []),
      ];
      return { title: told.title(names.length + (beyond?.count ?? 0)), text: whys.join(' ') };
    }
    case 'converted': {
      const { fileName, from, others } = notice;
      const { title, text } = notices.converted[others ? 'several' : from];
      return { title, text: text(fileName, others ?? 0) };
    }
    case 'made_smaller':
      return { title: notices.made_smaller.title, text: notices.made_smaller.text(notice.fileName) };
    case 'storage_full':
      return notices.storage_full;
    case 'not_saved':
      return { title: words.editor.saving.failed, text: words.editor.saving.why };
    case 'saved_already':
      return notices.saved_already;
  }
}
