import type { CutoutProgress } from '../engine/cutout.api.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { tellProgress, tellTime } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';

interface WorkingCardProps {
  readonly pictureId: string;
  /** Null while the picture waits for its turn. */
  readonly progress: CutoutProgress | null;
}

/** How far the picture is, what is being done, and a way out. */
export function WorkingCard({ pictureId, progress }: WorkingCardProps) {
  const words = useWords();
  const cancel = useWorkspace(state => state.cancel);
  const told = progress ? tellProgress(progress, words) : words.editor.waiting;
  return (
    <>
      {progress && <UltraNotice progress={progress} />}
      <div
        data-work
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-panel py-2 pr-2 pl-4 shadow-float"
      >
        <div
          className="truncate tabular-nums max-wide:line-clamp-2 max-wide:text-base max-wide:whitespace-normal"
          aria-hidden="true"
        >
          {told}
        </div>
        <Button aria-keyshortcuts="Escape" onClick={() => cancel(pictureId)}>
          {words.editor.cancel}
        </Button>
        {progress && (
          <div className="col-span-full pr-2 pb-1.5">
            <ProgressBar fraction={progress.fraction} words={told} />
          </div>
        )}
      </div>
    </>
  );
}

/** Less than this is no wait to speak of. */
const WORTH_SAYING_SECONDS = 8;

/** Where no graphics processor does the work, says what the highest level costs and that a server could do it. */
function UltraNotice({ progress }: { readonly progress: CutoutProgress }) {
  const words = useWords();
  const model = useWorkspace(state => state.model);
  const quality = useWorkspace(state => state.quality);
  const expect = useWorkspace(state => state.expect);
  const openServer = useWorkspace(state => state.openServer);
  const expected = expect(model, quality);
  const isSlow = progress.provider === 'wasm' && expected.seconds >= WORTH_SAYING_SECONDS;
  if (quality !== 'ultra' || !isSlow) return null;
  const { engine } = words;
  return (
    <Message title={engine.ultra(tellTime(expected, words))} text={engine.ultraElse} tone="info">
      <Button onClick={() => openServer(true)}>{engine.openServer}</Button>
    </Message>
  );
}
