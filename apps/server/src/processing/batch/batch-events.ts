import { Readable } from 'node:stream';
import { ApiError } from '../../platform/api-error.ts';
import type { Batch } from './batch.repository.ts';
import type { BatchWatch } from './batch-watch.ts';

export interface EventsDeps {
  readonly watch: BatchWatch;
  /** The batch as it is now; undefined when it is gone. */
  readonly find: (id: string) => Promise<Batch | undefined>;
  /** How its events are told. */
  readonly tell: {
    job(batch: Batch): unknown;
    item(item: Batch['items'][number]): unknown;
  };
}

/** Somebody must say something before proxies take the connection for dead. */
const SILENCE_MS = 15_000;
/** Another process may have worked on it. */
const LOOK_MS = 3000;
const LONGEST_MS = 3_600_000;
const MOST_OF_USER = 8;

/** Streams of what happens to batches. */
export class BatchEvents {
  readonly #deps: EventsDeps;
  readonly #ending = new AbortController();
  readonly #openOf = new Map<string, number>();

  constructor(deps: EventsDeps) {
    this.#deps = deps;
  }

  /** Ends all of them. */
  end(): void {
    this.#ending.abort();
  }

  /**
   * What happens to a batch, as server-sent events, until it is over.
   * @param signal fires when the client goes away
   * @throws ApiError 503 `busy` when the user has enough of them
   */
  follow(batch: Batch, signal: AbortSignal): Readable {
    const { userId } = batch;
    const open = this.#openOf.get(userId) ?? 0;
    if (open >= MOST_OF_USER) {
      throw new ApiError(503, 'busy', 'Too many of your streams are open; close one', {
        headers: { 'Retry-After': '5' },
      });
    }
    this.#openOf.set(userId, open + 1);
    // Ended with the stream: most are over long before.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), LONGEST_MS).unref();
    const stop = AbortSignal.any([signal, this.#ending.signal, limit.signal]);
    const stream = Readable.from(this.#events(batch, stop), { objectMode: false });
    stream.once('close', () => {
      clearTimeout(timer);
      const left = (this.#openOf.get(userId) ?? 1) - 1;
      if (left > 0) this.#openOf.set(userId, left);
      else this.#openOf.delete(userId);
    });
    return stream;
  }

  async *#events(first: Batch, signal: AbortSignal): AsyncGenerator<Buffer> {
    const { watch, find, tell } = this.#deps;
    const told = new Map<string, string>();
    let spoke = 0;
    for (let batch: Batch | undefined = first; batch; ) {
      const news = batch.items.filter(({ id, status }) => told.get(id) !== status);
      for (const item of news) told.set(item.id, item.status);
      const events = news.map(item => event('item', tell.item(item)));
      const now = performance.now();
      if (news.length > 0) yield Buffer.from([...events, event('job', tell.job(batch))].join(''));
      else if (now - spoke >= SILENCE_MS) yield Buffer.from(':\n\n');
      if (news.length > 0 || now - spoke >= SILENCE_MS) spoke = now;
      if (batch.finishedAt || signal.aborted) return;
      await watch.next(batch.id, LOOK_MS, signal);
      if (signal.aborted) return;
      batch = await find(batch.id);
    }
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
