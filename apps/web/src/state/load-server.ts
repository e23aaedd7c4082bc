import { createContext, useContext } from 'react';
import type { ServerStore } from '../server/server-store.ts';

/** Fetches the code that speaks to a server, once; rejects where it cannot be had. */
export type LoadServer = () => Promise<ServerStore>;

export const LoadServerContext = createContext<LoadServer | null>(null);

export function useLoadServer(): LoadServer {
  const load = useContext(LoadServerContext);
  if (!load) throw new Error('useLoadServer needs a LoadServerContext around it');
  return load;
}

/** The same, done once; what failed is done again at the next call. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
