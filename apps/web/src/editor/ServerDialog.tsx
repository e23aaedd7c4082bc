import { type ComponentType, useCallback, useEffect, useState } from 'react';
import type { ServerStore } from '../server/server-store.ts';
import { useLoadServer } from '../state/load-server.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { ServerAway, ServerLooking } from './ServerAway.tsx';

interface ServerDialogProps {
  readonly onClose: () => void;
}

interface Room {
  readonly server: ServerStore;
  readonly Steps: ComponentType<ServerDialogProps & { readonly server: ServerStore }>;
}

/**
 * Lets the server that the page came from cut the picture out. What that takes is fetched when the dialog is first opened;
 * where it cannot be fetched there is no server to speak to either.
 */
export function ServerDialog({ onClose }: ServerDialogProps) {
  const { server: words } = useWords();
  const loadServer = useLoadServer();
  const [room, setRoom] = useState<Room | 'looking' | 'away'>('looking');

  const enter = useCallback(async () => {
    setRoom('looking');
    try {
      const [{ ServerSteps }, server] = await Promise.all([import('./server/ServerSteps.tsx'), loadServer()]);
      setRoom({ server, Steps: ServerSteps });
    } catch {
      setRoom('away');
    }
  }, [loadServer]);
  useEffect(() => void enter(), [enter]);

  return (
    <Dialog title={words.title} onClose={onClose}>
      {room === 'looking' && <ServerLooking />}
      {room === 'away' && <ServerAway onRetry={enter} />}
      {typeof room === 'object' && <room.Steps server={room.server} onClose={onClose} />}
    </Dialog>
  );
}
