import type { CutoutResult } from '../engine/cutout.api.ts';
import css from './EngineLine.module.css';
import { foundWords, reportWords } from './words/report-words.ts';

/** What was found, and how the picture was made, in one line; why in this way, on hover. */
export function EngineLine({ cutout }: { readonly cutout: CutoutResult }) {
  const found = foundWords(cutout);
  const words = reportWords(cutout);
  return (
    <p className={css.line} title={cutout.report.why}>
      {found && <span className={css.found}>{found}</span>}
      <span className={css.whole} data-beside={found !== ''}>
        {words.join(' · ')}
      </span>
      {found && <span className={css.brief}>{[words[0], words.at(-1)].join(' · ')}</span>}
    </p>
  );
}
