import { createHash } from 'node:crypto';
import { ApiError } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { IdempotencyRepository, KeyRecord } from './idempotency.repository.ts';
import { seal, unseal } from './seal.ts';

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Id of the result whose file is the body, in the place of `body`. */
  readonly file?: string | undefined;
}

export interface IdempotencyPorts {
  readonly keys: IdempotencyRepository;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Of the server, newest first: the first seals what is kept, all of them open it. */
  readonly secrets: readonly [Uint8Array, ...Uint8Array[]];
}

export interface OnceRequest {
  readonly userId: string;
  /** Of the request, without its query. */
  readonly path: string;
  /** As the client chose it. */
  readonly key: string;
}

/** One try of a request that is to happen once. */
export interface Try {
  readonly id: string;
  /** What an earlier try was answered; only valid for the same body. */
  readonly earlier: KeptAnswer | undefined;
  /** Whether an earlier try, which came to no answer, has paid for the request. */
  readonly paid: boolean;
  /** Writes down whether this one has. */
  setPaid(paid: boolean): Promise<void>;
  /**
   * To be told of the body as soon as it is known.
   * @throws ApiError 422 `idempotency_key_reused` when an earlier try had another one
   */
  bodyIs(fingerprint: Uint8Array): Promise<void>;
  /** Whether the body has become known. */
  readonly bodyKnown: boolean;
  /** Ends the try: keeps its answer, or without one lets the key be tried again. Does nothing after an earlier answer. */
  end(answer: KeptAnswer | undefined): Promise<void>;
}

const LIFE_MS = 24 * 3600 * 1000;

/** Lets what has an `Idempotency-Key` happen once, and gives the same answer to whoever asks again within a day. */
export class IdempotencyService {
  readonly #ports: IdempotencyPorts;

  constructor(ports: IdempotencyPorts) {
    this.#ports = ports;
  }

  /**
   * Begins a try.
   * @throws ApiError 409 `still_running` while an earlier one is at work
   */
  async begin({ userId, path, key }: OnceRequest): Promise<Try> {
    const { keys, clock, ids } = this.#ports;
    const now = clock.now();
    const fresh = {
      id: ids.next(),
      userId,
      nameHash: createHash('sha256').update(`${path}\n${key}`).digest(),
      now,
      expiresAt: new Date(now.getTime() + LIFE_MS),
    };
    const found = await keys.begin(fresh);
    if (found?.state === 'running') throw stillRunning();
    return this.#try(key, found ?? { ...fresh, fingerprint: undefined, answer: undefined, paid: false });
  }

  /** To be called before the first request: what was at work when the server ended may be tried again. */
  async recover(): Promise<void> {
    await this.#ports.keys.openAll();
  }

  /** Forgets the keys whose day is over. */
  removeExpired(): Promise<number> {
    return this.#ports.keys.deleteExpired(this.#ports.clock.now());
  }

  #try(key: string, { id, fingerprint: known, answer: sealed, paid }: Omit<KeyRecord, 'state'>): Try {
    const { keys, secrets } = this.#ports;
    const earlier = sealed && (JSON.parse(unseal(sealed, secrets, key, id)) as KeptAnswer);
    let bodyKnown = false;
    return {
      id,
      earlier,
      paid,
      setPaid: now => keys.setPaid(id, now),
      get bodyKnown() {
        return bodyKnown;
      },
      async bodyIs(fingerprint) {
        if (known && Buffer.compare(known, fingerprint) !== 0) throw reused();
        if (!known) await keys.setFingerprint(id, fingerprint);
        bodyKnown = true;
      },
      async end(answer) {
        if (earlier) return;
        if (!answer || !bodyKnown) return keys.open(id);
        await keys.finish(id, seal(JSON.stringify(answer), secrets[0], key, id));
      },
    };
  }
}

function stillRunning(): ApiError {
  const message = 'A request with this Idempotency-Key is still at work';
  return new ApiError(409, 'still_running', message, { headers: { 'Retry-After': '1' } });
}

function reused(): ApiError {
  return new ApiError(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was sent before with another body; choose a new one',
  );
}
