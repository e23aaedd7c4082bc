import { useWords } from '../words/use-words.ts';

/** In the editor's place while its code is on the way; nothing is said of a moment. */
export function OpeningEditor() {
  const { start: words } = useWords();
  return (
    <div className="grid h-dvh grid-rows-[48px_1fr]">
      <div className="border-line border-b bg-panel" />
      <p role="status" className="animate-[fade_0ms_300ms_backwards] grid place-items-center text-dim">
        {words.opening}
      </p>
    </div>
  );
}
