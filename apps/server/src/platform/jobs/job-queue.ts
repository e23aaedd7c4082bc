import type { z } from '@hono/zod-openapi';
import type { Database } from '../database/schema.ts';

/** Kinds of jobs by name, each with the schema of its payload. */
export type KindMap = Readonly<Record<string, z.ZodType>>;

export type PayloadOf<Kinds extends KindMap, Kind extends keyof Kinds> = z.infer<Kinds[Kind]>;

export interface NewJob<Kinds extends KindMap, Kind extends keyof Kinds> {
  readonly kind: Kind;
  readonly payload: PayloadOf<Kinds, Kind>;
  /** Jobs of lanes that have fewer at work go first, so that nobody's hundred files keep others waiting. */
  readonly lane: string;
  /** Not before; now when absent. */
  readonly runAt?: Date;
}

/** Takes jobs that outlive the process. They run at least once each: what a job does must bear being done again. */
export interface JobQueue<Kinds extends KindMap> {
  /**
   * Writes jobs down. They are safe when the call resolves, or when the transaction commits that is passed.
   * @param within a transaction under way; call `wake` once it is over
   */
  add<Kind extends keyof Kinds & string>(
    jobs: readonly NewJob<Kinds, Kind>[],
    within?: Database,
  ): Promise<void>;
  /** Has the queue look for work now, instead of at its next look. */
  wake(): void;
}

export interface JobContext {
  /** Fires when the server stops and can wait no longer: the job goes back to the queue as if it had never begun. */
  readonly signal: AbortSignal;
  /** Failures before this try. */
  readonly failures: number;
}

/** Does one kind of job. */
export interface JobHandler<Kinds extends KindMap, Kind extends keyof Kinds> {
  readonly kind: Kind;
  /** Jobs of this kind that run at the same time. */
  readonly atOnce: number;
  /** Tries in all. */
  readonly tries: number;
  /** Time before the next try after so many failures, milliseconds. */
  waitMs(failures: number): number;
  /** Resolves when the job is over, for good or ill; what it throws is a failure that another try may mend. */
  run(payload: PayloadOf<Kinds, Kind>, context: JobContext): Promise<void>;
  /** The last try has failed. Called again later when it throws, until it does not. */
  giveUp(payload: PayloadOf<Kinds, Kind>, error: unknown): Promise<void>;
}

/** Handlers of any kind, one for each. */
export type AnyHandler<Kinds extends KindMap> = {
  readonly [Kind in keyof Kinds]: JobHandler<Kinds, Kind>;
}[keyof Kinds];

/**
 * Handlers by their kind.
 * @throws {TypeError} a defect of whoever puts the server together: a kind without a handler, or with two
 */
export function handlersByKind<Kinds extends KindMap>(
  kinds: Kinds,
  handlers: readonly AnyHandler<Kinds>[],
): ReadonlyMap<string, AnyHandler<Kinds>> {
  const byKind = new Map<string, AnyHandler<Kinds>>();
  for (const handler of handlers) {
    const kind = String(handler.kind);
    if (byKind.has(kind)) throw new TypeError(`Two handlers do jobs of the kind "${kind}"`);
    if (!Object.hasOwn(kinds, kind)) throw new TypeError(`There is no kind of job called "${kind}"`);
    byKind.set(kind, handler);
  }
  for (const kind of Object.keys(kinds)) {
    if (!byKind.has(kind)) throw new TypeError(`Nobody does jobs of the kind "${kind}"`);
  }
  return byKind;
}
