import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ServerStore } from '../../server/server-store.ts';
import { ServerAway, ServerLooking } from '../ServerAway.tsx';
import { AccountForm } from './AccountForm.tsx';
import { ForPrograms } from './ForPrograms.tsx';
import { SendPhoto } from './SendPhoto.tsx';

interface ServerStepsProps {
  readonly server: ServerStore;
  readonly onClose: () => void;
}

/** One step after the other: is there a server, who asks, what is sent. */
export function ServerSteps({ server, onClose }: ServerStepsProps) {
  const reach = useStore(server, state => state.reach);
  const account = useStore(server, state => state.account);
  const look = useStore(server, state => state.look);
  useEffect(() => void look(), [look]);

  if (reach === 'looking') return <ServerLooking />;
  if (reach === 'away') return <ServerAway onRetry={look} />;
  return (
    <>
      {account ? (
        <SendPhoto server={server} account={account} onSent={onClose} />
      ) : (
        <AccountForm server={server} />
      )}
      <ForPrograms />
    </>
  );
}
