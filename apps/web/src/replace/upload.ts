import type { StudioClient } from '../engine/studio.api.ts';

/**
 * Keeps a file as a background. Borrows it. @returns its id
 * @throws EngineError as `StudioClient.original` does, where it is no picture that can be drawn here; what `keep` throws
 */
export async function keepPicture(
  file: Blob,
  studio: Pick<StudioClient, 'glance'>,
  keep: (file: Blob) => Promise<string>,
): Promise<string> {
  const { bitmap } = await studio.glance(file, 1);
  bitmap.close();
  return keep(file);
}
