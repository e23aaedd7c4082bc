import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../platform/api-error.ts';
import type { AppEnv, CurrentUser } from '../platform/app-env.ts';
import { answerError } from '../platform/error-answers.ts';
import { oncePerTurn } from '../platform/once-per-turn.ts';
import type { AccessTokens } from './access-token.ts';
import type { AccountRepository } from './account.repository.ts';
import type { ApiKeyService } from './api-key.service.ts';
import { isApiKey } from './api-key.ts';

export interface RequireUserPorts {
  readonly accessTokens: AccessTokens;
  readonly accounts: Pick<AccountRepository, 'findUser'>;
  readonly apiKeys: Pick<ApiKeyService, 'ownerOf'>;
}

/** The scheme's name is written in any case (RFC 9110, 11.1). */
const BEARER = /^bearer +(\S+)$/i;

/**
 * Lets only requests pass that carry a valid access token, or an API key, of a user who still exists, and tells the
 * handlers who it is (`context.get('user')`). The others get 401 `unauthorized`, with what is wrong in message and
 * `WWW-Authenticate`.
 */
export function requireUser({
  accessTokens,
  accounts,
  apiKeys,
}: RequireUserPorts): MiddlewareHandler<AppEnv> {
  const findUser = oncePerTurn((id: string) => accounts.findUser(id));
  return async (context, next) => {
    const token = tokenOf(context);
    const byKey = isApiKey(token);
    const user = byKey ? await userOfKey(token) : await userOfToken(token);
    context.set('user', user);
    context.set('credential', byKey ? 'api_key' : 'access_token');
    try {
      await next();
    } catch (error) {
      throw (await isGone(user, error)) ? accountGone() : error;
    }
    if (!(await isGone(user, context.error))) return;
    const answer = await answerError(accountGone(), context);
    // Assigning over an answer would merge the two.
    context.res = undefined;
    context.res = answer;
  };

  /** Whether a request failed because its user was deleted meanwhile: what it would keep belongs to nobody. */
  async function isGone({ id }: CurrentUser, error: unknown): Promise<boolean> {
    return isOrphaned(error) && (await accounts.findUser(id)) === undefined;
  }

  async function userOfKey(key: string): Promise<CurrentUser> {
    const user = await apiKeys.ownerOf(key);
    if (!user) throw unauthorized('The API key is not valid', 'invalid_token');
    return user;
  }

  async function userOfToken(token: string): Promise<CurrentUser> {
    const verdict = await accessTokens.verify(token);
    if (verdict === 'expired') throw unauthorized('The access token has expired', 'invalid_token');
    if (verdict === 'invalid') throw unauthorized('The access token is not valid', 'invalid_token');
    const user = await findUser(verdict.userId);
    if (!user) throw accountGone();
    return user;
  }
}

/** Lets nobody pass who shows an API key: a key that was lost must not be able to make others, or to end the account. */
export const requireLogin: MiddlewareHandler<AppEnv> = async (context, next) => {
  if (context.get('credential') === 'api_key') {
    throw new ApiError(403, 'forbidden', 'This takes an access token; an API key is not enough');
  }
  await next();
};

/** What the client shows: `Authorization` before `X-API-Key`. An access token is none in the latter. */
function tokenOf(context: Context<AppEnv>): string {
  const header = context.req.header('Authorization');
  const key = context.req.header('X-API-Key');
  if (header === undefined && key !== undefined) {
    if (!isApiKey(key)) throw unauthorized('The API key is not valid', 'invalid_token');
    return key;
  }
  if (!header) throw unauthorized('An access token is needed: Authorization: Bearer <token>');
  const [, token] = BEARER.exec(header) ?? [];
  if (!token) throw unauthorized('The access token is not valid', 'invalid_token');
  return token;
}

function accountGone(): ApiError {
  return unauthorized('The account of the access token is gone', 'invalid_token');
}

function isOrphaned(error: unknown): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** @param error of RFC 6750, 3.1; absent where no token was sent */
function unauthorized(message: string, error?: string): ApiError {
  const challenge = error ? `Bearer error="${error}", error_description="${message}"` : 'Bearer';
  return new ApiError(401, 'unauthorized', message, { headers: { 'WWW-Authenticate': challenge } });
}
