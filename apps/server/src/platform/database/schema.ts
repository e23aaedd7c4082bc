import type { Kysely } from 'kysely';

/** Moments are milliseconds since 1970, UTC. */
type Moment = number;

export interface UsersTable {
  /** UUID. */
  readonly id: string;
  /** Lower case; no two accounts share one. */
  readonly email: string;
  readonly name: string;
  readonly plan: 'free' | 'pro' | 'enterprise';
  /** Argon2id, in the PHC format, its parameters included. */
  readonly password_hash: string;
  readonly created_at: Moment;
}

export interface RefreshTokensTable {
  /** SHA-256 of the token: who reads the database cannot log in with what is there. */
  readonly token_hash: Uint8Array;
  /** UUID of the login that the token descends from. */
  readonly family_id: string;
  readonly user_id: string;
  readonly created_at: Moment;
  readonly expires_at: Moment;
}

/** Every table, as the migrations leave it. */
export interface Tables {
  readonly users: UsersTable;
  readonly refresh_tokens: RefreshTokensTable;
}

export type Database = Kysely<Tables>;
