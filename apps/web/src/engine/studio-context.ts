import { createContext, use } from 'react';
import type { StudioClient } from './studio.api.ts';

/** The studio that the workspace draws with. */
export const StudioContext = createContext<StudioClient | null>(null);

/** For what is made from the whole picture: files, masks. */
export function useStudio(): StudioClient {
  const studio = use(StudioContext);
  if (!studio) throw new Error('No StudioContext above this component');
  return studio;
}
