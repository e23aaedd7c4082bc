import { Check } from 'lucide-react';
import { useWords } from '../words/use-words.ts';

/** A file that left the page. */
export interface Delivered {
  readonly name: string;
  readonly bytes: number;
}

/** Says what was saved and how large it is; read out too. Empty until something was. */
export function DownloadNote({ delivered }: { readonly delivered: Delivered | null }) {
  const { export: words } = useWords();
  return (
    <p
      aria-live="polite"
      className="flex min-h-4 min-w-0 items-center gap-1.5 text-xs text-dim max-wide:empty:min-h-0 max-wide:not-empty:mb-2"
    >
      {delivered && (
        <>
          <Check className="flex-none text-ok" size={16} strokeWidth={2} aria-hidden="true" />
          <span className="min-w-0 truncate tabular-nums" title={delivered.name}>
            {words.downloaded(delivered.name, delivered.bytes)}
          </span>
        </>
      )}
    </p>
  );
}
