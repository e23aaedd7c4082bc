import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from '../platform/app-env.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import { IdempotencyRepository } from './idempotency.repository.ts';
import { IdempotencyService } from './idempotency.service.ts';
import { type AnswerFiles, once } from './once.ts';

export interface IdempotencySetup {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Of the server, newest first: the first seals what is kept, all of them open it. */
  readonly secrets: readonly [Uint8Array, ...Uint8Array[]];
  readonly files: AnswerFiles;
}

export interface Idempotency {
  readonly once: MiddlewareHandler<AppEnv>;
  readonly service: IdempotencyService;
}

const EVERY_MS = 60 * 60_000;

/** Puts the capability together; what was at work when the last server ended may be tried again from now on. */
export async function createIdempotency({
  database,
  files,
  ...ports
}: IdempotencySetup): Promise<Idempotency> {
  const service = new IdempotencyService({ keys: new IdempotencyRepository(database), ...ports });
  await service.recover();
  return { once: once(service, files), service };
}

/**
 * Forgets keys whose day is over, now and every hour; what fails is logged and tried again.
 * @returns stops it
 */
export function sweepKeys(
  service: Pick<IdempotencyService, 'removeExpired'>,
  log: Logger,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const sweep = () =>
    service.removeExpired().then(
      () => {},
      error => log.error({ err: error }, 'could not forget idempotency keys'),
    );
  let running = sweep();
  const timer = setInterval(() => {
    running = running.then(sweep);
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
