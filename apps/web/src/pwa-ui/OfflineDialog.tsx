import { AppWindow, Download, ShieldCheck } from 'lucide-react';
import { usePwa } from '../pwa/pwa-store.ts';
import { allSent } from '../state/sent-pictures.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { Line } from './Line.tsx';
import { OfflineTotal } from './OfflineTotal.tsx';
import { PartList } from './PartList.tsx';
import { missingBytes, useOffline } from './use-offline.ts';

interface OfflineDialogProps {
  readonly onClose: () => void;
}

/** What works without a network, with its sizes, one button for the rest, the app to install, and what was sent. */
export function OfflineDialog({ onClose }: OfflineDialogProps) {
  const { offline: words } = useWords();
  const { offline, fetching, outcome, fetchRest } = useOffline();
  const missing = offline ? missingBytes(offline) : 0;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <Button
          look={missing > 0 ? 'primary' : 'plain'}
          disabled={!offline || fetching !== null}
          onClick={fetchRest}
        >
          {missing > 0 && <Download size={16} strokeWidth={1.6} aria-hidden="true" />}
          {missing > 0 ? words.fetchRest(missing) : words.check}
        </Button>
      }
    >
      <p className="text-pretty text-dim">{words.promise}</p>
      <UpdateLine />
      <OfflineTotal offline={offline} fetching={fetching} outcome={outcome} />
      {offline && <PartList offline={offline} />}
      <InstallLine />
      <Privacy />
    </Dialog>
  );
}

/** What left this device: the truth, which is nothing but for what somebody sent on purpose. */
function Privacy() {
  const { offline: words } = useWords();
  const sent = useWorkspace(state => allSent(state).size);
  return (
    <div className="mt-3 rounded-lg bg-field px-3.5 py-3">
      <Line icon={<ShieldCheck className="flex-none text-ok" size={16} aria-hidden="true" />}>
        {sent === 0 ? words.sentNothing : words.sent(sent)}
      </Line>
    </div>
  );
}

function UpdateLine() {
  const { offline: words } = useWords();
  const update = usePwa(state => state.update);
  const applyUpdate = usePwa(state => state.applyUpdate);
  if (update === 'none') return null;
  return (
    <div className="mt-4 flex items-center gap-3 rounded-lg bg-accent-wash px-3.5 py-2.5">
      <p className="min-w-0 flex-1">
        {words.updateReady} <span className="text-dim">{words.updateKept}</span>
      </p>
      <Button onClick={applyUpdate}>{words.update}</Button>
    </div>
  );
}

/** Only where the browser can make an app of the page, and has not yet. */
function InstallLine() {
  const { offline: words } = useWords();
  const isInstallable = usePwa(state => state.isInstallable);
  const install = usePwa(state => state.install);
  if (!isInstallable) return null;
  return (
    <div className="mt-3 flex items-center gap-3 rounded-lg border border-line px-3.5 py-2.5">
      <AppWindow className="flex-none text-dim" size={16} strokeWidth={1.6} aria-hidden="true" />
      <p className="min-w-0 flex-1 text-pretty">{words.installHint}</p>
      <Button onClick={install}>{words.install}</Button>
    </div>
  );
}
