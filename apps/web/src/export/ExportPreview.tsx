import { CircleAlert } from 'lucide-react';
import type { Problem } from '../state/problem.ts';
import { Button } from '../ui/Button.tsx';
import { tellProblem } from '../words/tell-problem.ts';
import { useWords } from '../words/use-words.ts';
import { EncodedPreview } from './EncodedPreview.tsx';
import { type ExportSettings, lossyFormat } from './export-settings.ts';
import { useBitmap } from './use-bitmap.ts';
import type { Composed } from './use-composed.ts';
import type { RetriedEncoding } from './use-encoding.ts';

interface ExportPreviewProps {
  readonly composed: Composed | null;
  readonly encoding: RetriedEncoding;
  readonly isPsd: boolean;
  /** Whether there is no cut-out. */
  readonly isNothing: boolean;
  /** Whether a file is being written that there is no preview of. */
  readonly isWriting: boolean;
  readonly problem: Problem | null;
  readonly settings: ExportSettings;
  readonly fileName: string;
  readonly originalBytes: number;
}

/** What the file will look like and how large it will be, or why not. */
export function ExportPreview(props: ExportPreviewProps) {
  const words = useWords();
  const { composed, encoding, isPsd, problem, isNothing } = props;
  const after = useBitmap(isPsd ? null : (encoding.file?.file ?? null));
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col max-wide:sticky max-wide:top-0 max-wide:z-10 max-wide:min-h-[38dvh] max-wide:flex-none max-wide:bg-panel">
      {composed ? (
        <EncodedPreview
          before={composed.bitmap}
          after={isPsd ? null : after}
          isComparable={!isPsd}
          fileName={props.fileName}
        />
      ) : (
        <div className="grid min-h-0 flex-1 place-items-center bg-surround px-6 text-center text-dim">
          {isNothing ? words.export.nothing : problem ? null : words.export.composing}
        </div>
      )}
      {problem ? (
        <Trouble
          problem={problem}
          settings={props.settings}
          onRetry={problem === encoding.problem ? encoding.retry : null}
        />
      ) : (
        <Figures {...props} />
      )}
    </section>
  );
}

function Figures({ composed, encoding, isPsd, isWriting, settings, originalBytes }: ExportPreviewProps) {
  const { export: words } = useWords();
  const { file, state } = encoding;
  const larger = lossyFormat(settings) ? words.resultLarger : words.resultLossless;
  const isMaking = isWriting || (composed !== null && !isPsd && state !== 'done');
  const size = file?.file.size ?? 0;
  const share = size / Math.max(1, originalBytes);
  return (
    <div className="flex min-h-10 flex-none flex-wrap items-center gap-x-4 gap-y-0.5 border-t border-line px-5 py-2 text-xs text-dim tabular-nums">
      <span>{words.original(originalBytes)}</span>
      <span role="status" className={isMaking ? '' : 'font-medium text-text'}>
        {isMaking
          ? words.writing
          : isPsd
            ? words.layered
            : file && (share < 1 ? words.result(size, share) : larger(size))}
      </span>
      {file && !isPsd && (
        <span className="ml-auto max-wide:hidden">{words.pixels(file.width, file.height)}</span>
      )}
    </div>
  );
}

interface TroubleProps {
  readonly problem: Problem;
  readonly settings: ExportSettings;
  /** Null where another way leads on. */
  readonly onRetry: (() => void) | null;
}

function Trouble({ problem, settings, onRetry }: TroubleProps) {
  const words = useWords();
  const { limitSide } = problem.details;
  const told = tellProblem(problem, words);
  const text =
    typeof limitSide === 'number'
      ? words.export.tooLong(words.export.formats[settings.format], limitSide)
      : told.text;
  return (
    <div role="alert" className="flex flex-none items-start gap-2.5 border-t border-line px-5 py-3">
      <CircleAlert className="flex-none text-bad" size={18} strokeWidth={1.6} aria-hidden="true" />
      <p className="min-w-0 flex-1 text-pretty">
        <strong className="font-semibold">{told.title}.</strong> {text}
      </p>
      {onRetry && typeof limitSide !== 'number' && (
        <Button onClick={onRetry}>{words.problems.actions.retry}</Button>
      )}
    </div>
  );
}
