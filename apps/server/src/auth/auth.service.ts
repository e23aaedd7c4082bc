import type { LoginRequest, RegisterRequest } from '@backgroundfx/contract';
import { ApiError } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { AccessTokens } from './access-token.ts';
import type { Account, AccountRepository, RefreshTokenRecord } from './account.repository.ts';
import type { PasswordHasher } from './password-hash.ts';
import { hashRefreshToken, makeRefreshToken, REFRESH_TOKEN_MS } from './refresh-token.ts';

/** What a client holds after it has logged in. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly account: Account;
}

export interface AuthPorts {
  readonly accounts: AccountRepository;
  readonly passwords: PasswordHasher;
  readonly accessTokens: AccessTokens;
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
   * @throws ApiError 409 `email_taken`, also when two ask for the same address at the same moment; 503 `busy`
   */
  async register({ email, password, name }: RegisterRequest): Promise<Session> {
    const { accounts, passwords, clock, ids } = this.#ports;
    const passwordHash = await passwords.hash(password);
    const account: Account = {
      id: ids.next(),
      email: canonical(email),
      name,
      plan: 'free',
      passwordHash,
      createdAt: clock.now(),
    };
    const { refreshToken, record } = this.#newRefreshToken(account.id);
    if (!(await accounts.insert(account, record))) {
      throw new ApiError(409, 'email_taken', 'There is an account with this e-mail address already');
    }
    return this.#session(account, refreshToken);
  }

  /**
   * Logs the owner of an account in.
   * @throws ApiError 401 `unauthorized`, the same for an unknown address as for a wrong password; 503 `busy`
   */
  async login({ email, password }: LoginRequest): Promise<Session> {
    const { accounts, passwords } = this.#ports;
    const account = await accounts.findByEmail(canonical(email));
    const proven = await passwords.verify(account?.passwordHash, password);
    if (!account || !proven) {
      throw new ApiError(401, 'unauthorized', 'The e-mail address or the password is wrong', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    const { refreshToken, record } = this.#newRefreshToken(account.id);
    await accounts.insertRefreshToken(record);
    return this.#session(account, refreshToken);
  }

  async #session(account: Account, refreshToken: string): Promise<Session> {
    return { accessToken: await this.#ports.accessTokens.issue(account.id), refreshToken, account };
  }

  /** Each login begins a family of its own: all the tokens that will descend from this one. */
  #newRefreshToken(userId: string): { refreshToken: string; record: RefreshTokenRecord } {
    const refreshToken = makeRefreshToken();
    const createdAt = this.#ports.clock.now();
    const record = {
      hash: hashRefreshToken(refreshToken),
      familyId: this.#ports.ids.next(),
      userId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + REFRESH_TOKEN_MS),
    };
    return { refreshToken, record };
  }
}

/** E-mail addresses that differ in their case alone belong to the same person. */
function canonical(email: string): string {
  return email.trim().toLowerCase();
}
