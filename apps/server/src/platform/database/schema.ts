import type { Generated, Kysely } from 'kysely';

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

/** A cut-out that was kept, and its files. */
export interface ResultsTable {
  /** UUID; the blobs lie under `results/<id>/`. */
  readonly id: string;
  readonly user_id: string;
  /** Name of the picture as its owner sent it, without its ending. */
  readonly name: string;
  readonly format: 'png' | 'webp';
  readonly has_mask: 0 | 1;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly created_at: Moment;
  readonly expires_at: Moment;
}

/** What a user has used up, see `UsageService`; no row before the first unit. */
export interface UsageTable {
  readonly user_id: string;
  readonly window_start: Moment;
  /** Units of the window. */
  readonly used: number;
  /** Units since the account was made. */
  readonly total: number;
}

/** Work to be done. */
export interface JobsTable {
  /** UUID. */
  readonly id: string;
  readonly kind: string;
  /** JSON, by the schema of the kind. */
  readonly payload: string;
  /** Whose work it is, so that lanes take turns. */
  readonly lane: string;
  readonly failures: Generated<number>;
  /** Processes that died while they had it. */
  readonly crashes: Generated<number>;
  /** Not before. */
  readonly run_at: Moment;
  /** The process that works on it. */
  readonly lease_owner: string | null;
  /** When others may take that process for dead. */
  readonly lease_until: Moment | null;
  readonly created_at: Moment;
}

/** Every table, as the migrations leave it. */
export interface Tables {
  readonly users: UsersTable;
  readonly refresh_tokens: RefreshTokensTable;
  readonly results: ResultsTable;
  readonly usage: UsageTable;
  readonly jobs: JobsTable;
}

export type Database = Kysely<Tables>;
