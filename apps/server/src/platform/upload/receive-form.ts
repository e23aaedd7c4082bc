import type { IncomingMessage } from 'node:http';
import type { ScratchFolder } from '../blobs/scratch.ts';
import { clientGone } from './client-gone.ts';
import { fileTooLarge, uploadTimeout } from './form-errors.ts';
import { FormFingerprint, formWatcherOf } from './form-fingerprint.ts';
import { checkFormHeaders, maxFormBytes } from './form-headers.ts';
import { FormParts, type ReceivedFile, type ReceivedFiles } from './form-parts.ts';
import { fillRoom, reserveForm } from './form-room.ts';

export interface FormRules {
  /** Name of the field that holds the file, or the files. */
  readonly fileField: string;
  readonly maxFileBytes: number;
  /** Longest value of any other field, bytes. */
  readonly maxFieldBytes: number;
  /** The slowest a client may be: so many bytes must come in every so many milliseconds. */
  readonly leastPace: { readonly bytes: number; readonly ms: number };
  readonly time: UploadTime;
}

/**
 * How long all of a form may take: as long as it likes within the grace; beyond that only while it has come at a certain
 * rate on the average; and never longer than the longest.
 */
export interface UploadTime {
  readonly graceMs: number;
  readonly leastBytesPerSecond: number;
  readonly longestMs: number;
}

export interface FilesRules extends FormRules {
  readonly leastFiles: number;
  readonly mostFiles: number;
}

/** A form with one file that came in whole. */
export interface ReceivedForm extends Pick<ReceivedFiles, 'fields'> {
  readonly file: ReceivedFile;
}

/** Receives a multipart form with exactly one file, as `receiveFiles` does. */
export async function receiveForm(
  request: IncomingMessage,
  rules: FormRules,
  folder: ScratchFolder,
  signal: AbortSignal,
): Promise<ReceivedForm> {
  const one = { ...rules, leastFiles: 1, mostFiles: 1 };
  const { files, fields } = await receiveFiles(request, one, folder, signal);
  return { file: files[0]!, fields };
}

/**
 * Receives a multipart form with files, each of which is written to `folder` as it arrives; nothing of it is ever held in
 * memory but the pieces under way. What is left unread after an error is the caller's to drain.
 * @param folder owned by the caller, who removes it whatever happens
 * @param signal fires when the client goes away
 * @throws ApiError 415, 413, 408, 400 `invalid_request` with the field in `details.fields`, 503 `storage_full`, and 499
 *   when there is nobody left to answer; whatever a watcher of the form throws
 */
export async function receiveFiles(
  request: IncomingMessage,
  rules: FilesRules,
  folder: ScratchFolder,
  signal: AbortSignal,
): Promise<ReceivedFiles> {
  checkFormHeaders(request.headers, rules);
  const room = await reserveForm(request.headers, folder);
  try {
    const target = (index: number) => folder.file(index === 0 ? 'upload' : `upload-${index}`);
    const watcher = formWatcherOf(request);
    const fingerprint = watcher && new FormFingerprint();
    const parts = new FormParts(request.headers, { ...rules, target, fingerprint });
    const giveUp = (reason: unknown): void => {
      request.unpipe(parts.parser);
      parts.fail(reason);
    };
    const stopWatching = watch(request, rules, signal, giveUp);
    const stopFilling = fillRoom(request, room, giveUp);
    request.pipe(parts.parser);
    try {
      const form = await parts.received;
      if (fingerprint) await watcher?.(fingerprint.digest());
      return form;
    } finally {
      request.unpipe(parts.parser);
      stopWatching();
      stopFilling();
    }
  } finally {
    room.end();
  }
}

/** Calls `giveUp` when the client leaves, is too slow, takes too long or sends too much. */
function watch(
  request: IncomingMessage,
  { leastPace, time, maxFileBytes, mostFiles }: FilesRules,
  signal: AbortSignal,
  giveUp: (reason: unknown) => void,
): () => void {
  const pace = setTimeout(() => giveUp(uploadTimeout('The upload is too slow')), leastPace.ms);
  const began = performance.now();
  let bytes = 0;
  let total = setTimeout(checkTime, Math.min(time.graceMs, time.longestMs));
  /** What has come meanwhile can have earned it more time. */
  function checkTime(): void {
    const earned = time.graceMs + (bytes / time.leastBytesPerSecond) * 1000;
    const left = began + Math.min(earned, time.longestMs) - performance.now();
    if (left <= 0) giveUp(uploadTimeout('The upload took too long'));
    else total = setTimeout(checkTime, left);
  }
  /** Bytes that had come when the clock of the pace was last set. */
  let paced = 0;
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes >= paced + leastPace.bytes) {
      paced = bytes;
      pace.refresh();
    }
    // A form can be long without its files being so.
    if (bytes > maxFormBytes(maxFileBytes, mostFiles)) giveUp(fileTooLarge(maxFileBytes));
  };
  const onGone = (): void => giveUp(clientGone());
  const onClose = (): void => {
    if (!request.complete) onGone();
  };
  request.on('data', onData);
  request.on('error', onGone);
  request.on('close', onClose);
  signal.addEventListener('abort', onGone);
  if (signal.aborted || (request.destroyed && !request.complete)) onGone();
  return () => {
    clearTimeout(pace);
    clearTimeout(total);
    request.off('data', onData);
    request.off('error', onGone);
    request.off('close', onClose);
    signal.removeEventListener('abort', onGone);
  };
}
