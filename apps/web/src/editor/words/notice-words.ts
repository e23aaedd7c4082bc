import type { Notice } from '../../state/cutout-state.ts';
import { type ProblemWords, problemWords } from './problem-words.ts';

/** What a notice says. */
export function noticeWords(notice: Notice): ProblemWords {
  switch (notice.kind) {
    case 'problem':
      return problemWords(notice.problem);
    case 'took_first':
      return {
        title: 'One picture at a time',
        text: `${notice.fileName} was taken, ${notice.count === 2 ? 'the other was' : `the other ${notice.count - 1} were`} left out.`,
      };
    case 'no_picture':
      return {
        folder: {
          title: 'That was a folder',
          text: 'Open it and drop one picture from it.',
        },
        no_file: {
          title: 'That was not a file',
          text: 'Save the picture first, then drop the file.',
        },
        empty_clipboard: {
          title: 'No picture on the clipboard',
          text: 'Copy a picture, not its address, and paste again.',
        },
      }[notice.found];
  }
}
