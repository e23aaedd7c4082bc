import type { UpdateUserRequest } from '@backgroundfx/contract';
import type { Logger } from 'pino';
import { ApiError } from '../platform/api-error.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { canonicalEmail } from '../platform/email.ts';
import type { OwnedBlobs } from '../platform/owned-blobs.ts';
import { removeUser } from './remove-user.ts';
import { isEmailTaken, type UserRecord, type UserRepository } from './user.repository.ts';

/** What knows of passwords. */
export interface Passwords {
  /** @throws ApiError 429 `rate_limited`, 503 `busy` */
  confirmPassword(userId: string, password: string, address?: string): Promise<boolean>;
  /** @throws ApiError 503 `busy` */
  hashPassword(password: string): Promise<string>;
}

export interface UsersPorts {
  readonly users: UserRepository;
  readonly passwords: Passwords;
  readonly blobs: BlobStore;
  /** Everything that keeps blobs for users. */
  readonly owned: readonly OwnedBlobs[];
  readonly log: Logger;
}

/** Accounts, as their owners see and change them. */
export class UsersService {
  readonly #ports: UsersPorts;

  constructor(ports: UsersPorts) {
    this.#ports = ports;
  }

  /** @throws ApiError 401 `unauthorized` when the user has just gone */
  async read(id: string): Promise<UserRecord> {
    return existing(await this.#ports.users.find('id', id));
  }

  /**
   * Changes what is given.
   * @param address of the client, as far as it is known
   * @throws ApiError 403 `wrong_password`, 409 `email_taken`, 429 `rate_limited`, 401 `unauthorized` when the user has just
   *   gone
   */
  async update(
    id: string,
    { name, email, password, ...rest }: UpdateUserRequest,
    address?: string,
  ): Promise<UserRecord> {
    const { users, passwords } = this.#ports;
    const current = rest.current_password;
    if (current !== undefined && !(await passwords.confirmPassword(id, current, address))) {
      throw new ApiError(403, 'wrong_password', 'The current password is wrong');
    }
    const changes = {
      name,
      email: email && canonicalEmail(email),
      passwordHash: password === undefined ? undefined : await passwords.hashPassword(password),
    };
    try {
      return existing(await users.change(id, changes));
    } catch (error) {
      if (!isEmailTaken(error)) throw error;
      throw new ApiError(409, 'email_taken', 'There is an account with this e-mail address already');
    }
  }

  /**
   * Deletes an account and everything in it.
   * @returns false where there is no such user
   */
  async delete(id: string): Promise<boolean> {
    const { log, ...ports } = this.#ports;
    return removeUser(id, {
      ...ports,
      onLeftOver: (error, folder) =>
        log.error({ err: error, folder }, 'could not remove files of a deleted user'),
    });
  }
}

function existing(user: UserRecord | undefined): UserRecord {
  if (user) return user;
  throw new ApiError(401, 'unauthorized', 'The account of the access token is gone', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}
