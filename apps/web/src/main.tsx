import '@fontsource-variable/inter/opsz.css';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { createCutoutClient } from './engine/cutout.client.ts';
import { createEdgeClient } from './engine/edges.client.ts';
import { createCutoutStore } from './state/cutout-store.ts';
import { CutoutStoreContext } from './state/use-cutout.ts';

const store = createCutoutStore({
  client: createCutoutClient(),
  edgeClient: createEdgeClient(),
  urls: URL,
  fetch: (url, init) => fetch(url, init),
});
void store.getState().refreshModels(false);

window.addEventListener('pagehide', event => {
  // A page that the browser keeps for "back" goes on where it was.
  if (!event.persisted) store.getState().dispose();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <ErrorBoundary>
    <CutoutStoreContext value={store}>
      <App />
    </CutoutStoreContext>
  </ErrorBoundary>,
);
