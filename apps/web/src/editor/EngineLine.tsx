import type { CutoutResult } from '../engine/cutout.api.ts';
import css from './EngineLine.module.css';
import { foundWords, reportWords } from './words/report-words.ts';

/** What was found, and how the picture was made, in one line; why in this way, on hover. */
export function EngineLine({ cutout }: { readonly cutout: CutoutResult }) {
  const found = foundWords(cutout);
  return (
    <p className={css.line}>
      {found && <span className={css.found}>{found}</span>}
      <span title={cutout.report.why}>{reportWords(cutout).join(' · ')}</span>
    </p>
  );
}
