import type { CutoutResult } from '../engine/cutout.api.ts';
import { reportWords } from './words/report-words.ts';

/** How the picture was made, in one line; why in this way, on hover. */
export function EngineLine({ cutout }: { readonly cutout: CutoutResult }) {
  return <p title={cutout.report.why}>{reportWords(cutout).join(' · ')}</p>;
}
