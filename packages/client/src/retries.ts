import { sleep } from './sleep.ts';

/** When a request that came to nothing is made again. */
export interface RetrySettings {
  /** Further tries at most; 3 unless given. */
  readonly retries?: number;
  /** A longer wait than this is not waited for, milliseconds; a minute unless given. */
  readonly longestWaitMs?: number;
  /** Waits; for tests. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

type Fetch = (request: Request) => Promise<Response>;

const PASSING = new Set([429, 502, 503, 504]);
/** A second one of these does what the first one did. */
const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const FIRST_WAIT_MS = 500;
const RETRIES = 3;
const LONGEST_WAIT_MS = 60_000;

/**
 * Makes a request again when the server says that it will pass (429, 503) and after how long, or is not to be reached. Only
 * requests that may happen twice: those that read, replace or delete, and others with an `Idempotency-Key`. A client that is
 * not told how long to wait waits half a second, then twice as long each time.
 */
export function withRetries(
  fetch: Fetch,
  { retries = RETRIES, longestWaitMs = LONGEST_WAIT_MS, wait = sleep }: RetrySettings = {},
): Fetch {
  return async request => {
    let next = request;
    for (let attempt = 0; ; attempt++) {
      const isLast = attempt >= retries || !isRepeatable(request);
      // A body can be sent once; the clone keeps it for the next time. Not the other way round: in Node the signal of a clone may
      // not hear of an abort.
      const sent = next;
      if (!isLast) next = sent.clone();
      const outcome = await fetch(sent).catch((error: unknown) => {
        if (isLast || request.signal.aborted) throw error;
        return undefined;
      });
      if (outcome && (isLast || !PASSING.has(outcome.status))) return outcome;
      const ms = retryAfterMs(outcome) ?? FIRST_WAIT_MS * 2 ** attempt;
      if (outcome && ms > longestWaitMs) return outcome;
      await outcome?.body?.cancel();
      await wait(Math.min(ms, longestWaitMs), request.signal);
    }
  };
}

function isRepeatable({ method, headers }: Request): boolean {
  return REPEATABLE.has(method) || headers.has('Idempotency-Key');
}

function retryAfterMs(response: Response | undefined): number | undefined {
  const text = response?.headers.get('Retry-After');
  return text && /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}
