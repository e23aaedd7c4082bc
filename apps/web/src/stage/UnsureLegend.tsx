import { useWords } from '../words/use-words.ts';

/** What the colours of the view `unsure` mean: the ones of `UNSURE_SCALE`. */
export function UnsureLegend() {
  const { stage: words } = useWords();
  return (
    <figure className="absolute bottom-3 left-3 flex items-center gap-2 rounded-md border border-line bg-panel px-2.5 py-1.5 text-xs text-dim">
      <figcaption className="text-text">{words.unsureLegend}</figcaption>
      <span>{words.aLittle}</span>
      <span
        aria-hidden="true"
        className="h-2 w-16 rounded-xs bg-linear-to-r from-[rgb(86_140_255)] via-[rgb(240_84_168)] to-[rgb(255_176_32)]"
      />
      <span>{words.very}</span>
    </figure>
  );
}
