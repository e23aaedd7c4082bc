import { currentWords } from '../words/words-store.ts';
import { dropToast, showToast } from './toast-store.ts';

let told: number | null = null;

/** Says that what somebody asked for could not be downloaded. */
export function tellMissingPart(): void {
  const { problems, start } = currentWords();
  told = showToast(`${problems.part_unavailable.title}. ${start.partMissing}`, { tone: 'problem' });
}

/** Takes that word back: it is not true any more. */
export function dropMissingPart(): void {
  if (told !== null) dropToast(told);
}
