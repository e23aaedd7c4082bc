import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError, type ModelEntry } from '@backgroundfx/core';
import type { InstalledModel, ModelStore } from '@backgroundfx/foundry';
import type { Logger } from 'pino';
import { beingFetched, notFetched } from './model-unavailable.ts';
import { serverVariant } from './server-variant.ts';

export interface ModelFetcherOptions {
  readonly store: Pick<ModelStore, 'ensure'>;
  readonly log: Logger;
  /** How long one request may wait for a model. */
  readonly waitMs?: number;
  /** How long a model that could not be had is not asked for again: its source is not ours to storm. */
  readonly restMs?: number;
}

/** Shorter than the minute after which clients and proxies commonly give up. */
const WAIT_MS = 40_000;
const REST_MS = 30_000;
/** When a client that has waited in vain may come back. */
const RETRY_SECONDS = 10;

interface Failure {
  readonly error: EngineError;
  /** By the clock of `performance.now`. */
  readonly until: number;
}

/**
 * Fetches models on behalf of requests. A model is fetched once, however many ask for it, and to its end, though all who
 * asked may have left: the next one will ask for it again.
 */
export class ModelFetcher {
  readonly #options: Required<ModelFetcherOptions>;
  readonly #fetches = new Map<string, Promise<InstalledModel>>();
  readonly #failures = new Map<string, Failure>();
  readonly #ending = new AbortController();

  constructor(options: ModelFetcherOptions) {
    this.#options = { waitMs: WAIT_MS, restMs: REST_MS, ...options };
  }

  /**
   * Waits until a model is here.
   * @throws ApiError 503 `model_unavailable`, when it cannot be had or does not come in time; EngineError `cancelled` when the
   * server stops; the signal's reason when it fires
   */
  async fetch(model: ModelEntry, signal: AbortSignal): Promise<InstalledModel> {
    signal.throwIfAborted();
    const failure = this.#failures.get(model.id);
    const now = performance.now();
    if (failure && failure.until > now) throw notFetched(model, failure.error, (failure.until - now) / 1000);
    const fetching = this.#fetches.get(model.id) ?? this.#start(model);
    const patience = new AbortController();
    const enough = AbortSignal.any([signal, patience.signal]);
    try {
      const inTime = await Promise.race([
        fetching,
        sleep(this.#options.waitMs, undefined, { signal: enough }).catch(() => undefined),
      ]);
      signal.throwIfAborted();
      if (!inTime) throw beingFetched(model, RETRY_SECONDS);
      return inTime;
    } catch (error) {
      signal.throwIfAborted();
      if (isUnavailable(error)) throw notFetched(model, error, this.#options.restMs / 1000);
      throw error;
    } finally {
      patience.abort();
    }
  }

  /** Stops what is on its way; whoever waits for it is told that the server stops. */
  async end(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#fetches.values());
  }

  #start(model: ModelEntry): Promise<InstalledModel> {
    const { store, log, restMs } = this.#options;
    const { id } = model;
    log.info({ model: id }, 'a model is being fetched');
    const fetching = store.ensure(id, { variant: serverVariant(model), signal: this.#ending.signal });
    this.#fetches.set(id, fetching);
    fetching
      .then(
        ({ how }) => log.info({ model: id, how }, 'a model was fetched'),
        (error: unknown) => {
          if (!isUnavailable(error)) return;
          log.warn({ err: error, model: id }, 'a model could not be fetched');
          this.#failures.set(id, { error, until: performance.now() + restMs });
        },
      )
      .finally(() => this.#fetches.delete(id));
    return fetching;
  }
}

/** The model could not be had, and not because the server stops. */
function isUnavailable(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'model_unavailable';
}
