import { useWords } from '../words/use-words.ts';

/** Covers the window while something is dragged over it. `isAdding`: to pictures that are there. */
export function DropOverlay({ isAdding }: { readonly isAdding: boolean }) {
  const { start: words } = useWords();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-0 z-60 grid animate-fade place-items-center bg-surround"
    >
      <div className="absolute inset-3 rounded-2xl border-2 border-accent border-dashed bg-accent-wash" />
      <p className="relative text-2xl font-semibold tracking-[-0.02em] text-accent">
        {isAdding ? words.addHere : words.dropHere}
      </p>
    </div>
  );
}
