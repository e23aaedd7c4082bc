import { Suspense, useEffect, useMemo, useState } from 'react';
import { CommandCentre } from '../commands/CommandCentre.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useIntake } from '../intake/use-intake.ts';
import { EngineMenu } from '../models/EngineMenu.tsx';
import { ModelLine } from '../models/ModelLine.tsx';
import { StartScreen } from '../start/StartScreen.tsx';
import { useWorkspace } from '../state/use-workspace.ts';
import { LazyDialog } from '../ui/LazyDialog.tsx';
import { useWords } from '../words/use-words.ts';
import { DropOverlay } from './DropOverlay.tsx';
import { LiveStatus } from './LiveStatus.tsx';
import { OpeningEditor } from './OpeningEditor.tsx';
import { RoomBoundary } from './RoomBoundary.tsx';
import { EditorPage, fetchEditorSoon, offlineDialog, serverDialog } from './rooms.tsx';
import { RecentRoom, SettingsRoom } from './StartRooms.tsx';

/** One page: the start or the editor, and the whole window to drop the next pictures on. */
export function App() {
  const isOpen = useWorkspace(state => state.project !== null);
  const isOpening = useWorkspace(state => state.isOpening);
  const isServerOpen = useWorkspace(state => state.isServerOpen);
  const openServer = useWorkspace(state => state.openServer);
  const { draggingOver, choose } = useIntake();
  const { offline: words } = useWords();
  const [isOfflineOpen, setOfflineOpen] = useState(false);
  useEffect(fetchEditorSoon, []);
  useCommands(
    useMemo(
      () => [{ id: 'help.offline', title: words.title, group: 'help', run: () => setOfflineOpen(true) }],
      [words],
    ),
  );
  return (
    <>
      <RoomBoundary>
        {isOpen ? (
          <Suspense fallback={<OpeningEditor />}>
            <EditorPage onChoose={choose} />
          </Suspense>
        ) : isOpening ? (
          <OpeningEditor />
        ) : (
          <StartScreen
            onChoose={choose}
            onOffline={() => setOfflineOpen(true)}
            engine={
              <EngineMenu look="line">
                <ModelLine />
              </EngineMenu>
            }
            recent={<RecentRoom />}
            corner={<SettingsRoom />}
          />
        )}
        {isOfflineOpen && <LazyDialog of={offlineDialog} onClose={() => setOfflineOpen(false)} />}
        {isServerOpen && <LazyDialog of={serverDialog} onClose={() => openServer(false)} />}
      </RoomBoundary>
      <CommandCentre />
      <LiveStatus />
      {draggingOver && <DropOverlay isAdding={isOpen} />}
    </>
  );
}
