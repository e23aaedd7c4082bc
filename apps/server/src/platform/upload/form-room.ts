import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Reservation } from '../blobs/room.ts';
import type { ScratchFolder } from '../blobs/scratch.ts';

/** What is reserved at a time for a form that does not say how long it is. */
const STEP_BYTES = 16_000_000;
/** The next step is asked for while so much is left of the last: bytes go on coming until the disk has answered. */
const LOW_BYTES = STEP_BYTES / 2;

/**
 * Reserves room for all of a form, or for its beginning where it does not say how long it is.
 * @throws ApiError 503 `storage_full`
 */
export function reserveForm(headers: IncomingHttpHeaders, folder: ScratchFolder): Promise<Reservation> {
  return folder.reserve(isOpenEnded(headers) ? STEP_BYTES : Number(headers['content-length'] ?? 0));
}

/**
 * Counts what comes into a reservation, and has it grow with a form that does not say how long it is.
 * @param giveUp called with the ApiError 503 when there is no room for more
 * @returns ends the counting; the reservation stays the caller's to end
 */
export function fillRoom(
  request: IncomingMessage,
  room: Reservation,
  giveUp: (reason: unknown) => void,
): () => void {
  const grows = isOpenEnded(request.headers);
  let asking = false;
  const onData = (chunk: Buffer): void => {
    room.came(chunk.length);
    if (!grows || asking || room.left > LOW_BYTES) return;
    asking = true;
    room.more(STEP_BYTES).then(() => {
      asking = false;
    }, giveUp);
  };
  request.on('data', onData);
  return () => request.off('data', onData);
}

function isOpenEnded(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined;
}
