import type { LoginRequest, RegisterRequest } from '@backgroundfx/contract';
import { ApiError } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import { canonicalEmail } from '../platform/email.ts';
import type { Ids } from '../platform/ids.ts';
import type { AccessTokens } from './access-token.ts';
import type { Account, AccountRepository } from './account.repository.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { RefreshTokenRecord, RefreshTokenRepository } from './refresh-token.repository.ts';
import { hashRefreshToken, makeRefreshToken, REFRESH_TOKEN_MS } from './refresh-token.ts';
import type { Throttle } from './throttle.ts';

/** What a client holds after it has logged in. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly account: Account;
}

export interface AuthPorts {
  readonly accounts: AccountRepository;
  readonly refreshTokens: RefreshTokenRepository;
  readonly passwords: PasswordHasher;
  readonly accessTokens: AccessTokens;
  readonly throttle: Throttle;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Accounts: how they come to be, and how their owners prove themselves. */
export class AuthService {
  readonly #ports: AuthPorts;

  constructor(ports: AuthPorts) {
    this.#ports = ports;
  }

  /**
   * Makes an account and logs its owner in.
   * @param address of the client, as far as it is known
   * @throws ApiError 409 `email_taken`, also when two ask for the same address at the same moment; 429 `rate_limited`; 503
   *   `busy`
   */
  async register({ email, password, name }: RegisterRequest, address?: string): Promise<Session> {
    const { accounts, passwords, throttle, clock, ids } = this.#ports;
    await throttle.register(address);
    const passwordHash = await passwords.hash(password);
    const account: Account = {
      id: ids.next(),
      email: canonicalEmail(email),
      name,
      plan: 'free',
      passwordHash,
      createdAt: clock.now(),
    };
    const { refreshToken, record } = this.#newRefreshToken();
    const family = { ...record, familyId: ids.next(), userId: account.id };
    if (!(await accounts.insert(account, family))) {
      throw new ApiError(409, 'email_taken', 'There is an account with this e-mail address already');
    }
    return this.#session(account, refreshToken);
  }

  /**
   * Logs the owner of an account in.
   * @param address of the client, as far as it is known
   * @throws ApiError 401 `unauthorized`, the same for an unknown address as for a wrong password; 429 `rate_limited`; 503
   *   `busy`
   */
  async login({ email, password }: LoginRequest, address?: string): Promise<Session> {
    const { accounts, refreshTokens, ids } = this.#ports;
    const account = await accounts.findByEmail(canonicalEmail(email));
    if (!(await this.#proves(canonicalEmail(email), account, password, address)) || !account) {
      throw unauthorized('The e-mail address or the password is wrong');
    }
    const { refreshToken, record } = this.#newRefreshToken();
    // Each login begins a family of its own: all the tokens that will descend from this one.
    await refreshTokens.insert({ ...record, familyId: ids.next(), userId: account.id });
    return this.#session(account, refreshToken);
  }

  /**
   * Takes a refresh token and gives the next one.
   * @throws ApiError 401 `unauthorized`; all tokens of the login end when the token was used before
   */
  async refresh(token: string): Promise<Session> {
    const { accounts, refreshTokens } = this.#ports;
    const { refreshToken, record } = this.#newRefreshToken();
    const exchange = await refreshTokens.exchange(hashRefreshToken(token), record);
    if (exchange === 'expired') throw unauthorized('The refresh token has expired; log in again');
    if (exchange === 'spent') throw unauthorized('The refresh token was used before; log in again');
    const account = exchange === 'unknown' ? undefined : await accounts.findById(exchange.userId);
    if (!account) throw unauthorized('The refresh token is not valid; log in again');
    return this.#session(account, refreshToken);
  }

  /** Ends the login that a refresh token descends from; one that is not known is no error. */
  async logout(token: string): Promise<void> {
    await this.#ports.refreshTokens.deleteFamilyOf(hashRefreshToken(token));
  }

  /**
   * Whether the owner of an account knows its password; counted as a login is.
   * @throws ApiError 429 `rate_limited`, 503 `busy`
   */
  async confirmPassword(userId: string, password: string, address?: string): Promise<boolean> {
    const account = await this.#ports.accounts.findById(userId);
    return account !== undefined && (await this.#proves(account.email, account, password, address));
  }

  /** @returns what may be kept of a new password */
  hashPassword(password: string): Promise<string> {
    return this.#ports.passwords.hash(password);
  }

  async #proves(
    email: string,
    account: Account | undefined,
    password: string,
    address: string | undefined,
  ): Promise<boolean> {
    const { passwords, throttle } = this.#ports;
    const succeeded = await throttle.login(email, address);
    const proven = await passwords.verify(account?.passwordHash, password);
    if (proven) await succeeded();
    return proven;
  }

  async #session(account: Account, refreshToken: string): Promise<Session> {
    return { accessToken: await this.#ports.accessTokens.issue(account.id), refreshToken, account };
  }

  #newRefreshToken(): {
    refreshToken: string;
    record: Omit<RefreshTokenRecord, 'familyId' | 'userId'>;
  } {
    const refreshToken = makeRefreshToken();
    const createdAt = this.#ports.clock.now();
    const record = {
      hash: hashRefreshToken(refreshToken),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + REFRESH_TOKEN_MS),
    };
    return { refreshToken, record };
  }
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, 'unauthorized', message, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
