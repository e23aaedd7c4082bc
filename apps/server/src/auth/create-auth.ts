import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/app-env.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { KeyRing } from '../platform/keys/key-ring.ts';
import { AccessTokens } from './access-token.ts';
import { AccountRepository } from './account.repository.ts';
import { authRoutes } from './auth.routes.ts';
import { AuthService } from './auth.service.ts';
import { PasswordHasher } from './password-hash.ts';
import { requireUser } from './require-user.ts';

export interface AuthDeps {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Auth {
  readonly routes: ReturnType<typeof authRoutes>;
  /** For the routes of other capabilities that want to know who calls. */
  readonly requireUser: MiddlewareHandler<AppEnv>;
}

/** Puts the capability together. */
export function createAuth({ database, keys, clock, ids }: AuthDeps): Auth {
  const accounts = new AccountRepository(database);
  const accessTokens = new AccessTokens({ keys, clock });
  const passwords = new PasswordHasher();
  const service = new AuthService({ accounts, passwords, accessTokens, clock, ids });
  return { routes: authRoutes(service), requireUser: requireUser({ accessTokens, accounts }) };
}
