import '@fontsource-variable/inter/opsz.css';
import './ui/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { RoomBoundary } from './app/RoomBoundary.tsx';
import { createCutoutClient } from './engine/cutout.client.ts';
import { createStudioClient } from './engine/studio.client.ts';
import { StudioContext } from './engine/studio-context.ts';
import { startPwa } from './pwa/start-pwa.ts';
import { LoadServerContext, once } from './state/load-server.ts';
import { openWorkspace } from './state/open-workspace.ts';
import { WorkspaceContext } from './state/use-workspace.ts';
import { warnUnsaved } from './state/warn-unsaved.ts';
import { startTheme } from './ui/theme.ts';
import { startLanguage } from './words/words-store.ts';

const studio = createStudioClient();
const workspace = openWorkspace(createCutoutClient(), studio);
warnUnsaved(workspace, window);

/** Fetched when somebody first wants to speak to the server. */
const loadServer = once(async () => {
  const { createServerStore } = await import('./server/server-store.ts');
  return createServerStore({ origin: location.origin, fetch: request => fetch(request) });
});

window.addEventListener('pagehide', event => {
  // A page that the browser keeps for "back" goes on where it was.
  if (!event.persisted) workspace.getState().dispose();
});

/**
 * Shows the editor in the person's language. Not awaited by this file: a dictionary shares code with it, and would wait for the
 * file that waits for the dictionary.
 */
async function open(root: HTMLElement): Promise<void> {
  await startLanguage();
  void workspace.getState().resume();
  void workspace.getState().refreshModels(false);
  createRoot(root).render(
    <RoomBoundary>
      <WorkspaceContext value={workspace}>
        <StudioContext value={studio}>
          <LoadServerContext value={loadServer}>
            <App />
          </LoadServerContext>
        </StudioContext>
      </WorkspaceContext>
    </RoomBoundary>,
  );
  startPwa();
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startTheme();
void open(root);
