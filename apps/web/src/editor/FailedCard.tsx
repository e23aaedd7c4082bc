import { DEFAULT_MODEL, isSameModel } from '../engine/chosen-model.ts';
import { isAboutDocument, isAboutFile, isAboutServer, type Problem } from '../state/problem.ts';
import { useWorkspace, useWorkspaceStore } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Message } from '../ui/Message.tsx';
import { tellProblem } from '../words/tell-problem.ts';
import { useWords } from '../words/use-words.ts';
import { removePicture } from './remove-picture.ts';

interface FailedCardProps {
  readonly pictureId: string;
  readonly problem: Problem;
}

/** What happened to a picture that could not be cut out, and what to do. */
export function FailedCard({ pictureId, problem }: FailedCardProps) {
  const words = useWords();
  return (
    <Message {...tellProblem(problem, words)} tone="problem">
      {isAboutServer(problem) && <ServerActions pictureId={pictureId} problem={problem} />}
      {isAboutFile(problem) && <FileActions pictureId={pictureId} />}
      {[isAboutServer, isAboutFile, isAboutDocument].every(isAbout => !isAbout(problem)) && (
        <EngineActions pictureId={pictureId} />
      )}
    </Message>
  );
}

/** Trying again is no use. */
function FileActions({ pictureId }: Pick<FailedCardProps, 'pictureId'>) {
  const words = useWords();
  const store = useWorkspaceStore();
  function takeOut(): void {
    const state = store.getState();
    const picture = state.pictures.find(({ id }) => id === pictureId);
    if (picture) removePicture(state, picture, words, { takesFocus: true });
  }
  return <Button onClick={takeOut}>{words.problems.actions.remove}</Button>;
}

function EngineActions({ pictureId }: Pick<FailedCardProps, 'pictureId'>) {
  const {
    problems: { actions },
    engine,
  } = useWords();
  const retry = useWorkspace(state => state.retry);
  const choose = useWorkspace(state => state.choose);
  const isDefault = useWorkspace(state => isSameModel(state.model, DEFAULT_MODEL));
  const name = engine.models[DEFAULT_MODEL.id]?.name ?? DEFAULT_MODEL.id;
  return (
    <>
      <Button onClick={() => retry(pictureId)}>{actions.retry}</Button>
      {!isDefault && <Button onClick={() => choose({ model: DEFAULT_MODEL })}>{actions.use(name)}</Button>}
    </>
  );
}

/** The same server may do it at another try. */
const HOPEFUL: ReadonlySet<Problem['code']> = new Set([
  'server_unreachable',
  'server_busy',
  'server_failed',
  'server_limit',
]);

/** Where a server did not cut the picture out: what is likeliest to help comes first. */
function ServerActions({ pictureId, problem }: FailedCardProps) {
  const {
    problems: { actions },
  } = useWords();
  const retry = useWorkspace(state => state.retry);
  const cutOutHere = useWorkspace(state => state.cutOutHere);
  const openServer = useWorkspace(state => state.openServer);
  return (
    <>
      {problem.code === 'server_signed_out' && (
        <Button onClick={() => openServer(true)}>{actions.signIn}</Button>
      )}
      {HOPEFUL.has(problem.code) && <Button onClick={() => retry(pictureId)}>{actions.retry}</Button>}
      <Button onClick={() => cutOutHere(pictureId)}>{actions.here}</Button>
    </>
  );
}
