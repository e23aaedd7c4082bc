import { ApiError } from '../platform/api-error.ts';
import type { CurrentUser } from '../platform/app-env.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { ApiKeyRecord, ApiKeyRepository } from './api-key.repository.ts';
import { hashApiKey, makeApiKey, prefixOf } from './api-key.ts';

export interface ApiKeyPorts {
  readonly keys: ApiKeyRepository;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Keys that a user may have: one for each program, and a few to change them over. */
const MOST_KEYS = 20;
/** A busy program would write into the database at every request. */
const USED_EVERY_MS = 60_000;

/** Keys by which a user's programs say whose they are. */
export class ApiKeyService {
  readonly #ports: ApiKeyPorts;

  constructor(ports: ApiKeyPorts) {
    this.#ports = ports;
  }

  /**
   * Makes a key.
   * @param id of it, when its request is to happen once
   * @returns with the key itself, which nobody can tell again
   * @throws ApiError 409 `limit_reached`
   */
  async create(userId: string, name: string, id?: string): Promise<ApiKeyRecord & { readonly key: string }> {
    const { keys, clock, ids } = this.#ports;
    const key = makeApiKey();
    const record = {
      id: id ?? ids.next(),
      name,
      prefix: prefixOf(key),
      createdAt: clock.now(),
    };
    if (!(await keys.insert({ ...record, userId, hash: hashApiKey(key) }, MOST_KEYS))) {
      throw new ApiError(
        409,
        'limit_reached',
        `There can be at most ${MOST_KEYS} API keys; delete one first`,
        {
          details: { limit: MOST_KEYS },
        },
      );
    }
    return { ...record, lastUsedAt: undefined, key };
  }

  list(userId: string): Promise<readonly ApiKeyRecord[]> {
    return this.#ports.keys.list(userId);
  }

  /** @throws ApiError 404 `not_found`, also for the key of another user */
  async delete(userId: string, id: string): Promise<void> {
    if (await this.#ports.keys.delete(userId, id)) return;
    throw new ApiError(404, 'not_found', 'There is no such API key');
  }

  /** @returns whose key it is; undefined when it is nobody's */
  async ownerOf(key: string): Promise<CurrentUser | undefined> {
    const { keys, clock } = this.#ports;
    const found = await keys.findOwner(hashApiKey(key));
    const now = clock.now();
    if (found && now.getTime() - (found.lastUsedAt ?? 0) >= USED_EVERY_MS) await keys.setUsed(found.id, now);
    return found?.user;
  }
}
