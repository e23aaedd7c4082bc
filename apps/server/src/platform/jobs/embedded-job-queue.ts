import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/schema.ts';
import type { Ids } from '../ids.ts';
import { STOP_WITHIN_MS } from '../shutdown.ts';
import type { ClaimedJob, JobRepository } from './job.repository.ts';
import { type AnyHandler, handlersByKind, type JobQueue, type KindMap, type NewJob } from './job-queue.ts';
import { isGone, newIdentity } from './process-identity.ts';

export interface EmbeddedJobQueueDeps<Kinds extends KindMap> {
  readonly kinds: Kinds;
  readonly jobs: JobRepository;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** How long a lease lasts that nobody renews, milliseconds. */
  readonly leaseMs?: number;
  /** Time between two looks for work that nobody announced, milliseconds. */
  readonly lookMs?: number;
  /** How long jobs under way may go on once the queue is told to stop, milliseconds. */
  readonly finishWithinMs?: number;
}

const LEASE_MS = 30_000;
const LOOK_MS = 1000;
/** What stops at its signal needs this long to notice. */
const NOTICE_MS = 1000;
/** A job that so many processes have died of, or happened to die with, is not worth another one. */
const MOST_CRASHES = 20;
const AGAIN_MS = 10_000;
const OTHER_VERSION_MS = 3_600_000;

/** A queue in the server's own database, worked on by this very process. */
export class EmbeddedJobQueue<Kinds extends KindMap> implements JobQueue<Kinds> {
  readonly #deps: EmbeddedJobQueueDeps<Kinds>;
  readonly #owner = newIdentity();
  readonly #running = new Map<string, Set<Promise<void>>>();
  readonly #stopping = new AbortController();
  readonly #giveBack = new AbortController();
  #handlers: ReadonlyMap<string, AnyHandler<Kinds>> = new Map();
  #timers: NodeJS.Timeout[] = [];
  #look: Promise<void> | undefined;
  #lookAgain = false;

  constructor(deps: EmbeddedJobQueueDeps<Kinds>) {
    this.#deps = deps;
  }

  async add<Kind extends keyof Kinds & string>(
    jobs: readonly NewJob<Kinds, Kind>[],
    within?: Database,
  ): Promise<void> {
    const { clock, ids } = this.#deps;
    const now = clock.now().getTime();
    const rows = jobs.map(({ kind, payload, lane, runAt }) => ({
      id: ids.next(),
      kind,
      payload: JSON.stringify(payload),
      lane,
      run_at: runAt?.getTime() ?? now,
      created_at: now,
    }));
    await this.#deps.jobs.insert(rows, within);
    if (!within) this.wake();
  }

  /**
   * Begins to work. Jobs that a dead process had taken are taken up again.
   * @throws {TypeError} when a kind has no handler, or two
   */
  async start(handlers: readonly AnyHandler<Kinds>[]): Promise<void> {
    const { kinds, jobs, log, leaseMs = LEASE_MS, lookMs = LOOK_MS } = this.#deps;
    this.#handlers = handlersByKind(kinds, handlers);
    for (const owner of await jobs.owners()) if (isGone(owner, this.#owner)) await jobs.bury(owner);
    const renew = () => {
      jobs
        .renew(this.#lease())
        .catch(error => log.warn({ err: error }, 'could not renew the leases of jobs'));
    };
    this.#timers = [setInterval(() => this.wake(), lookMs), setInterval(renew, leaseMs / 3)];
    for (const timer of this.#timers) timer.unref();
    this.wake();
  }

  wake(): void {
    if (this.#handlers.size === 0 || this.#stopping.signal.aborted) return;
    this.#lookAgain = true;
    this.#look ??= this.#lookForWork().finally(() => {
      this.#look = undefined;
    });
  }

  /** Takes no more jobs, lets those under way finish for a while, and gives back what is left. */
  async stop(): Promise<void> {
    const { jobs, finishWithinMs = STOP_WITHIN_MS } = this.#deps;
    this.#stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#look;
    await this.#finished(finishWithinMs);
    this.#giveBack.abort();
    await this.#finished(NOTICE_MS);
    await jobs.release(this.#owner);
  }

  /** Does not reject. */
  async #lookForWork(): Promise<void> {
    while (this.#lookAgain && !this.#stopping.signal.aborted) {
      this.#lookAgain = false;
      for (const handler of this.#handlers.values()) {
        await this.#fill(handler).catch(error =>
          this.#deps.log.error({ err: error, kind: handler.kind }, 'could not look for jobs'),
        );
      }
    }
  }

  async #fill(handler: AnyHandler<Kinds>): Promise<void> {
    const kind = String(handler.kind);
    const running = this.#running.get(kind) ?? new Set();
    this.#running.set(kind, running);
    while (running.size < handler.atOnce && !this.#stopping.signal.aborted) {
      const job = await this.#deps.jobs.claim(kind, this.#lease());
      if (!job) return;
      const work = this.#work(job, handler).finally(() => {
        running.delete(work);
        this.wake();
      });
      running.add(work);
    }
  }

  /** Does not reject. */
  async #work(job: ClaimedJob, handler: AnyHandler<Kinds>): Promise<void> {
    const { log, kinds } = this.#deps;
    const about = { job: job.id, kind: handler.kind };
    try {
      const payload = kinds[handler.kind]?.safeParse(JSON.parse(job.payload));
      if (payload?.success) return await this.#handle(job, handler, payload.data as never);
      log.error({ ...about, err: payload?.error }, 'a job of another version waits for that version');
      await this.#postpone(job.id, job.failures, OTHER_VERSION_MS);
    } catch (error) {
      log.error({ ...about, err: error }, 'a job could not be handled');
      await this.#postpone(job.id, job.failures, AGAIN_MS).catch(() => {});
    }
  }

  async #handle(job: ClaimedJob, handler: AnyHandler<Kinds>, payload: never): Promise<void> {
    const { jobs, log } = this.#deps;
    const { id, failures, crashes } = job;
    const failure = await this.#try(job, handler, payload);
    if (!failure) return jobs.remove(id, this.#owner);
    // What fails because the server stops has not failed: `stop` gives it back.
    if (this.#stopping.signal.aborted) return;
    const about = { job: id, kind: handler.kind, failures: failures + 1, crashes };
    log.warn({ ...about, err: failure.error }, 'a job failed');
    if (!failure.hopeless && failures + 1 < handler.tries) {
      return this.#postpone(id, failures + 1, handler.waitMs(failures + 1));
    }
    try {
      await handler.giveUp(payload, failure.error);
    } catch (error) {
      log.error({ ...about, err: error }, 'could not give a job up');
      return this.#postpone(id, handler.tries, AGAIN_MS);
    }
    await jobs.remove(id, this.#owner);
  }

  #postpone(id: string, failures: number, ms: number): Promise<void> {
    const runAt = new Date(this.#deps.clock.now().getTime() + ms);
    return this.#deps.jobs.postpone(id, this.#owner, { failures, runAt });
  }

  async #try(
    { failures, crashes }: ClaimedJob,
    handler: AnyHandler<Kinds>,
    payload: never,
  ): Promise<{ error: unknown; hopeless: boolean } | undefined> {
    if (crashes > MOST_CRASHES || failures >= handler.tries) {
      return { error: new Error('Too many tries have not come to an end'), hopeless: true };
    }
    try {
      await handler.run(payload, { signal: this.#giveBack.signal, failures });
      return undefined;
    } catch (error) {
      return { error, hopeless: false };
    }
  }

  #lease() {
    const { clock, leaseMs = LEASE_MS } = this.#deps;
    const now = clock.now();
    return { owner: this.#owner, now, until: new Date(now.getTime() + leaseMs) };
  }

  async #finished(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise(resolve => {
      timer = setTimeout(resolve, withinMs);
    });
    const all = [...this.#running.values()].flatMap(jobs => [...jobs]);
    await Promise.race([Promise.allSettled(all), late]);
    clearTimeout(timer);
  }
}
