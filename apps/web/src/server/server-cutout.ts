import { type ApiClient, dataOf, type Job, toForm, type uploadFetch, waitForJob } from '@backgroundfx/client';
import { EngineError } from '@backgroundfx/core';
import type { CutoutMaker, CutoutOptions, CutoutProgress, CutoutResult } from '../engine/cutout.api.ts';
import { apiModel, modelThere } from './api-models.ts';
import { createServerProgress, type ServerProgress } from './server-progress.ts';
import { problemOfCode, toServerProblem } from './to-server-problem.ts';

export interface ServerCutoutDeps {
  readonly client: ApiClient;
  readonly uploadFetch: typeof uploadFetch;
  /** Fetches a file of the server by its path and query. */
  readonly fetchFile: (path: string, signal: AbortSignal | undefined) => Promise<Response>;
}

/** What was asked of the server and is not over: asked again under the same key, it happens once. */
interface Errand {
  readonly wish: string;
  readonly key: string;
  jobId?: string;
}

type Result = NonNullable<Job['results']>[number];

/** What another try can go on from; anything else ends the errand. */
const PASSING: ReadonlySet<string> = new Set([
  'server_unreachable',
  'server_signed_out',
  'server_limit',
  'server_busy',
]);

/**
 * Has a server cut one picture out: sends it, waits for its job, fetches the cut-out. A try after one that broke off goes on
 * with the same job, if there is one by then. An abort ends the job at the server too.
 * @param fileName the picture's; the server is told
 */
export function createServerCutout(deps: ServerCutoutDeps, fileName: string): CutoutMaker {
  const { client, fetchFile } = deps;
  let errand: Errand | null = null;

  async function work(
    file: Blob,
    options: CutoutOptions,
    mine: Errand,
    progress: ServerProgress,
    signal?: AbortSignal,
  ) {
    const started = performance.now();
    mine.jobId ??= await send(deps, new File([file], fileName, { type: file.type }), mine, progress, signal);
    const job = await waitForJob(client, mine.jobId, {
      ...(signal && { signal }),
      onProgress: ({ items }) => progress.reach(items?.[0]?.status === 'pending' ? 'queue' : 'remote'),
    });
    const result = resultOf(job);
    progress.reach('fetch');
    const { pathname, search } = new URL(result.image);
    const answer = await fetchFile(pathname + search, signal);
    if (!answer.ok) throw problemOfCode('file_gone', `The cut-out answers ${answer.status}`);
    errand = null;
    return toCutout(result, options, await answer.blob(), (performance.now() - started) / 1000);
  }

  return {
    async cutout(file, { signal, onProgress, ...options }) {
      const wish = recipeOf(options);
      const mine: Errand = errand?.wish === wish ? errand : { wish, key: newKey() };
      errand = mine;
      const progress = createServerProgress(options.quality, (told: CutoutProgress) => {
        if (!signal?.aborted) onProgress?.(told);
      });
      const stop = () => {
        errand = null;
        if (mine.jobId !== undefined) endJob(client, mine.jobId);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        signal?.throwIfAborted();
        return await work(file, options, mine, progress, signal);
      } catch (error) {
        if (signal?.aborted) throw new EngineError('cancelled', 'The server was told to stop');
        const problem = toServerProblem(error);
        if (!PASSING.has(problem.code)) errand = null;
        throw problem;
      } finally {
        progress.end();
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}

/** Sends the photo. Once it is there an abort lets the answer come, to end the job that it names. */
async function send(
  { client, uploadFetch }: ServerCutoutDeps,
  file: File,
  { wish, key }: Errand,
  progress: ServerProgress,
  signal?: AbortSignal,
): Promise<string> {
  const sending = new AbortController();
  let isSent = false;
  const stop = () => {
    if (!isSent) sending.abort(signal?.reason);
  };
  signal?.addEventListener('abort', stop, { once: true });
  progress.sending(0, file.size);
  const answer = await dataOf(
    client.POST('/process/remove-background', {
      body: { file, recipe: wish },
      bodySerializer: toForm,
      headers: { Prefer: 'respond-async', 'Idempotency-Key': key },
      signal: sending.signal,
      fetch: uploadFetch(client, ({ sentBytes, totalBytes }) => {
        isSent = totalBytes > 0 && sentBytes >= totalBytes;
        if (signal?.aborted) return stop();
        // The form around the photo is a few bytes long.
        progress.sending(Math.min(sentBytes, file.size), file.size);
        if (isSent) progress.reach('queue');
      }),
    }),
  ).finally(() => signal?.removeEventListener('abort', stop));
  if (!('total_files' in answer)) throw problemOfCode('no_job', 'The server did not make a job of it');
  if (signal?.aborted) {
    endJob(client, answer.id);
    throw signal.reason;
  }
  return answer.id;
}

/** Nobody waits for it, not even the page: it may be leaving. One that is over already stays over. */
function endJob(client: ApiClient, jobId: string): void {
  client
    .DELETE('/process/jobs/{jobId}', { params: { path: { jobId } }, keepalive: true })
    .catch(() => undefined);
}

/** @throws ServerProblem when there is none */
function resultOf({ results, items }: Job): Result {
  const [result] = results ?? [];
  if (result) return result;
  const error = items?.[0]?.error;
  throw problemOfCode(error?.error ?? 'no_result', error?.message ?? 'There is no result', error?.details);
}

/** What a recipe says of a cut-out: network, level and all edges. */
function recipeOf({ model, quality, edges }: CutoutOptions): string {
  const { edgeRefinement, shiftEdge, feather, contrast, decontamination } = edges;
  return JSON.stringify({
    version: 1,
    model: apiModel(modelThere(model)),
    quality,
    edge_refinement: edgeRefinement,
    finish: { shift_edge: shiftEdge, feather, contrast, decontamination },
  });
}

function toCutout(
  { metadata, expires_at }: Result,
  { model }: CutoutOptions,
  png: Blob,
  seconds: number,
): CutoutResult {
  const { width, height, confidence = 1, classes = [], note = '' } = metadata;
  const id = metadata.model ?? modelThere(model).id;
  return {
    width,
    height,
    png,
    // A picture without a subject is no result.
    hasForeground: true,
    confidence,
    found: classes,
    seconds,
    stageSeconds: {},
    report: {
      provider: 'server',
      models: [{ id, displayName: id }],
      ...(expires_at && { deletedAt: new Date(expires_at) }),
      why: note,
    },
  };
}

const KEY_BYTES = 16;

/** `crypto.randomUUID` is not there on pages that came over plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
