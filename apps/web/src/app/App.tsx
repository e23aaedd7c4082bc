import { FailedScreen } from '../editor/FailedScreen.tsx';
import { ResultScreen } from '../editor/ResultScreen.tsx';
import { StartScreen } from '../editor/StartScreen.tsx';
import { WorkingScreen } from '../editor/WorkingScreen.tsx';
import { useCutout } from '../state/use-cutout.ts';
import { DropOverlay } from './DropOverlay.tsx';
import { LiveStatus } from './LiveStatus.tsx';
import { useIntake } from './use-intake.ts';

/** One page: whatever phase the picture is in, and the whole window to drop the next one on. */
export function App() {
  const phase = useCutout(state => state.phase);
  const { draggingOver, choose } = useIntake();
  return (
    <>
      {phase.name === 'start' && (
        <StartScreen previousName={phase.previous?.picture.name ?? null} onChoose={choose} />
      )}
      {phase.name === 'working' && <WorkingScreen phase={phase} />}
      {phase.name === 'result' && <ResultScreen key={phase.finished.id} finished={phase.finished} />}
      {phase.name === 'failed' && <FailedScreen phase={phase} />}
      <LiveStatus />
      {draggingOver && <DropOverlay />}
    </>
  );
}
