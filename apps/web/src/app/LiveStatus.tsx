import { stageWords } from '../editor/words/progress-words.ts';
import { foundWords } from '../editor/words/report-words.ts';
import type { CutoutState } from '../state/cutout-state.ts';
import { useCutout } from '../state/use-cutout.ts';

/** One sentence per stage: a percentage that changes ten times a second is noise to people who listen. */
function status({ phase }: CutoutState): string {
  if (phase.name === 'working') return stageWords(phase.progress.stage);
  if (phase.name === 'result') {
    const { picture, cutout } = phase.finished;
    return [`${picture.name} is ready`, foundWords(cutout)].filter(Boolean).join('. ');
  }
  return '';
}

/** Tells people who listen how the work goes on; problems speak for themselves. */
export function LiveStatus() {
  const words = useCutout(status);
  return (
    <div className="visually-hidden" role="status">
      {words}
    </div>
  );
}
