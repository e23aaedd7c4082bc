import { Check, CircleAlert } from 'lucide-react';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useWords } from '../words/use-words.ts';
import { Line } from './Line.tsx';
import { missingBytes, type OfflineDesk, totalBytes } from './use-offline.ts';

/** How much of everything is on this device, as a bar that fills while the rest is fetched; and what came of it. */
export function OfflineTotal({ offline, fetching, outcome }: Omit<OfflineDesk, 'fetchRest'>) {
  const { offline: words } = useWords();
  if (!offline) return null;
  const of = totalBytes(offline);
  const kept = of - missingBytes(offline);
  // Files that are here are checked first: the bar never goes back for it.
  const here = fetching ? Math.max(kept, fetching.bytes) : kept;
  const share = of > 0 ? here / of : 0;
  return (
    <div className="mt-4 grid gap-2">
      <p className="text-lg font-semibold tabular-nums">{words.total(here, of)}</p>
      {fetching ? (
        <ProgressBar fraction={share} words={words.total(here, of)} />
      ) : (
        <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-field-hover">
          <div
            className="h-full origin-left rounded-full bg-accent"
            style={{ transform: `scaleX(${share})` }}
          />
        </div>
      )}
      <div role="status" className="min-h-4.5">
        {fetching ? (
          <span className="text-dim">{fetching.bytes > kept ? words.fetching : words.checking}</span>
        ) : outcome === 'done' ? (
          <Line icon={<Check className="flex-none text-ok" size={16} aria-hidden="true" />}>
            {words.allHere}
          </Line>
        ) : outcome === 'failed' ? (
          <Line icon={<CircleAlert className="flex-none text-bad" size={16} aria-hidden="true" />}>
            {words.failed}
          </Line>
        ) : (
          <span className="text-dim">{kept < of ? words.restOnUse : words.complete}</span>
        )}
      </div>
    </div>
  );
}
