import { keep, kept } from '../ui/kept.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** Pictures that somebody sent to a server from this browser, by their ids; also those that were taken back or removed since. */
export type SentPictures = ReadonlySet<string>;

const KEY = 'backgroundfx-sent';

export function readSent(): SentPictures {
  try {
    const ids: unknown = JSON.parse(kept(KEY) ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter(id => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** @returns all of them with this one, and those of other tabs */
export function withSent(known: SentPictures, pictureId: string): SentPictures {
  const all = new Set([...readSent(), ...known, pictureId]);
  keep(KEY, JSON.stringify([...all]));
  return all;
}

/** Those of the open project that a server cut out are among them, whenever that was. */
export function allSent({ sent, pictures }: Pick<WorkspaceState, 'sent' | 'pictures'>): SentPictures {
  const served = pictures.filter(({ work }) => work.name === 'ready' && work.served !== undefined);
  return new Set([...sent, ...served.map(({ id }) => id)]);
}
