import { Server } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useWords } from '../words/use-words.ts';

/** While nobody knows yet whether a server answers; nothing is said of a moment. */
export function ServerLooking() {
  const { server: words } = useWords();
  return (
    <p className="grid min-h-38 animate-[fade_0ms_300ms_backwards] place-items-center text-dim" role="status">
      {words.looking}
    </p>
  );
}

/** No server answers, and what works without one. */
export function ServerAway({ onRetry }: { readonly onRetry: () => void }) {
  const {
    server: { away: words },
  } = useWords();
  return (
    <div role="status">
      <EmptyState icon={Server} title={words.title} text={words.text}>
        <Button onClick={onRetry}>{words.again}</Button>
      </EmptyState>
    </div>
  );
}
