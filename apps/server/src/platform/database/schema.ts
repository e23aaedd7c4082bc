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
  /** When it was exchanged for the next one; whoever shows it again has stolen it, or was stolen from. */
  readonly spent_at: Moment | null;
}

/** What a program shows in place of an access token. */
export interface ApiKeysTable {
  /** UUID. */
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  /** Its first characters, by which its owner knows it again. */
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly key_hash: Uint8Array;
  readonly created_at: Moment;
  /** To the minute; null before its first use. */
  readonly last_used_at: Moment | null;
}

/** Attempts that failed, and count for a while. */
export interface AttemptsTable {
  /** SHA-256 of what is counted: who reads the database learns no address from it. */
  readonly name_hash: Uint8Array;
  readonly count: number;
  readonly ends_at: Moment;
}

/** A cut-out that was kept, and its files. */
export interface ResultsTable {
  /** UUID; the blobs lie under `results/<id>/`. */
  readonly id: string;
  readonly user_id: string;
  /** Name of the picture as its owner sent it, without its ending. */
  readonly name: string;
  readonly format: 'png' | 'webp' | 'jpg' | 'zip';
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

/** A picture that its owner keeps here. */
export interface ImagesTable {
  /** UUID; the blobs lie under `images/<id>/`. */
  readonly id: string;
  readonly user_id: string;
  /** Name of the picture as its owner sent it, without its ending. */
  readonly name: string;
  readonly format: 'jpg' | 'png' | 'webp';
  readonly bytes: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly created_at: Moment;
}

/** Where a batch or one of its files stands. */
export type WorkStatus = 'pending' | 'processing' | 'completed' | 'failed';

/** Files that are worked on in the background. */
export interface BatchesTable {
  /** UUID. */
  readonly id: string;
  readonly user_id: string;
  readonly status: WorkStatus;
  readonly total: number;
  /** Names the window that its units were taken from. */
  readonly window_start: Moment;
  readonly cancelled: 0 | 1;
  readonly created_at: Moment;
  readonly finished_at: Moment | null;
}

export interface BatchItemsTable {
  /** UUID, also of its result; what is still to be worked on lies under `uploads/<id>/`. */
  readonly id: string;
  readonly batch_id: string;
  readonly position: number;
  /** As its owner sent it. */
  readonly file_name: string;
  /** JSON: how it is to be cut out. */
  readonly options: string;
  readonly status: WorkStatus;
  /** JSON: what is known of the result. */
  readonly report: string | null;
  /** JSON: what went wrong. */
  readonly error: string | null;
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

/** A request with an `Idempotency-Key`. */
export interface IdempotencyKeysTable {
  /** UUID, for what the request creates. */
  readonly id: string;
  readonly user_id: string;
  /** SHA-256 of path and key. */
  readonly name_hash: Uint8Array;
  /** `open` is a try that came to no answer worth keeping; the next one goes on from there. */
  readonly state: 'running' | 'open' | 'answered';
  /** SHA-256 of the body, once it has come. */
  readonly fingerprint: Uint8Array | null;
  /** The answer, sealed: it may hold secrets that are shown once. */
  readonly answer: Uint8Array | null;
  readonly expires_at: Moment;
  /** 1 when an earlier try has taken the unit of the request, and it did not come back. */
  readonly paid: Generated<0 | 1>;
}

/** Who wants to be told of what. */
export interface WebhooksTable {
  /** UUID. */
  readonly id: string;
  readonly user_id: string;
  readonly url: string;
  /** JSON: names of events. */
  readonly events: string;
  readonly active: 0 | 1;
  /** Signs what is sent, so it has to be there as it is. */
  readonly secret: string;
  readonly old_secret: string | null;
  readonly old_secret_until: Moment | null;
  /** Of the request that made the secret, if it had an `Idempotency-Key`. */
  readonly rotation_id: string | null;
  readonly created_at: Moment;
}

/** Something that happened, as it is told. */
export interface WebhookMessagesTable {
  /** `msg_` and 32 digits: what is sent as `webhook-id`. */
  readonly id: string;
  readonly user_id: string;
  /** What happened to what: no two are called the same. */
  readonly name: string;
  readonly event: string;
  /** JSON, as it is sent. */
  readonly body: string;
  readonly created_at: Moment;
}

/** One message on its way to one webhook. */
export interface WebhookDeliveriesTable {
  /** UUID. */
  readonly id: string;
  readonly webhook_id: string;
  readonly message_id: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly created_at: Moment;
  readonly finished_at: Moment | null;
}

/** Work that its owner comes back to. */
export interface ProjectsTable {
  /** UUID. */
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly type: 'image' | 'video' | 'batch';
  readonly description: string;
  /** Name and description as they are searched. */
  readonly words: string;
  /** JSON, as it was sent. */
  readonly document: string;
  readonly document_etag: string;
  readonly document_bytes: number;
  /** Whether the document holds a recipe and was saved after the last of the files came. */
  readonly covers_files: 0 | 1;
  readonly created_at: Moment;
  readonly updated_at: Moment;
}

/** A picture or a video of a project. */
export interface ProjectFilesTable {
  /** UUID; the blobs lie under `project-files/<id>/`. */
  readonly id: string;
  readonly project_id: string;
  /** Name of the file as its owner sent it, without its ending. */
  readonly name: string;
  readonly format: 'jpg' | 'png' | 'webp' | 'mp4' | 'webm' | 'mov';
  readonly bytes: number;
  /** Pixels; null for videos. */
  readonly width: number | null;
  readonly height: number | null;
  readonly created_at: Moment;
}

/** A background of a user's own. */
export interface BackgroundsTable {
  /** UUID; the blobs lie under `backgrounds/<id>/`. */
  readonly id: string;
  readonly user_id: string;
  readonly title: string;
  /** JSON: words. */
  readonly tags: string;
  readonly format: 'jpg' | 'png' | 'webp';
  readonly bytes: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** JSON: the prompt that it was drawn from; null where it was uploaded. */
  readonly origin: string | null;
  readonly created_at: Moment;
}

/** A model of a user's own. */
export interface ModelsTable {
  /** UUID; the blob lies under `models/<id>/`. */
  readonly id: string;
  readonly user_id: string;
  /** JSON, complete. */
  readonly manifest: string;
  /** JSON: names, the background first; null where it tells none apart. */
  readonly classes: string | null;
  readonly bytes: number;
  readonly state: 'pending' | 'ready' | 'rejected';
  /** Of the bytes that were tried, while it is ready. */
  readonly sha256: string | null;
  /** JSON: why it was rejected. */
  readonly rejection: string | null;
  readonly created_at: Moment;
}

/** Every table, as the migrations leave it. */
export interface Tables {
  readonly users: UsersTable;
  readonly refresh_tokens: RefreshTokensTable;
  readonly results: ResultsTable;
  readonly usage: UsageTable;
  readonly api_keys: ApiKeysTable;
  readonly attempts: AttemptsTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly jobs: JobsTable;
  readonly images: ImagesTable;
  readonly batches: BatchesTable;
  readonly batch_items: BatchItemsTable;
  readonly webhooks: WebhooksTable;
  readonly webhook_messages: WebhookMessagesTable;
  readonly webhook_deliveries: WebhookDeliveriesTable;
  readonly backgrounds: BackgroundsTable;
  readonly projects: ProjectsTable;
  readonly project_files: ProjectFilesTable;
  readonly models: ModelsTable;
}

export type Database = Kysely<Tables>;
