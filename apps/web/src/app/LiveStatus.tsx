import { activePicture } from '../state/active-picture.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { tellFound } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

/** Tells people who listen how the work goes on, one sentence per stage; problems speak for themselves. */
export function LiveStatus() {
  const words = useWords();
  const { engine } = words;
  const picture = useWorkspace(activePicture);
  const work = picture?.work;
  return (
    <div className="visually-hidden" role="status">
      {work?.name === 'working' && engine.stages[work.progress.stage]}
      {picture &&
        work?.name === 'ready' &&
        [engine.ready(picture.name), tellFound(work.facts, words)].filter(Boolean).join('. ')}
    </div>
  );
}
