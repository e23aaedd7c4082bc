import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/app-env.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { KeyRing } from '../platform/keys/key-ring.ts';
import { AccessTokens } from './access-token.ts';
import { AccountRepository } from './account.repository.ts';
import { ApiKeyRepository } from './api-key.repository.ts';
import { ApiKeyService } from './api-key.service.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { authRoutes } from './auth.routes.ts';
import { AuthService } from './auth.service.ts';
import { PasswordHasher } from './password-hash.ts';
import { RefreshTokenRepository } from './refresh-token.repository.ts';
import { requireUser } from './require-user.ts';
import { Throttle } from './throttle.ts';

export interface AuthDeps {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Proxies in front of the server; none when absent. */
  readonly trustedProxies?: number;
}

export interface Auth {
  readonly routes: ReturnType<typeof authRoutes>;
  /** For the routes of other capabilities that want to know who calls. */
  readonly requireUser: MiddlewareHandler<AppEnv>;
  readonly service: AuthService;
  readonly apiKeys: ApiKeyService;
}

/** Puts the capability together. */
export function createAuth({ database, keys, clock, ids, trustedProxies = 0 }: AuthDeps): Auth {
  const accounts = new AccountRepository(database);
  const accessTokens = new AccessTokens({ keys, clock });
  const apiKeys = new ApiKeyService({ keys: new ApiKeyRepository(database), clock, ids });
  const service = new AuthService({
    accounts,
    refreshTokens: new RefreshTokenRepository(database),
    passwords: new PasswordHasher(),
    accessTokens,
    throttle: new Throttle({ attempts: new AttemptsRepository(database), clock }),
    clock,
    ids,
  });
  return {
    routes: authRoutes(service, trustedProxies),
    requireUser: requireUser({ accessTokens, accounts, apiKeys }),
    service,
    apiKeys,
  };
}
