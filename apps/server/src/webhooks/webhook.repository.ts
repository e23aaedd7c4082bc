import type { Selectable } from 'kysely';
import type { Database, WebhooksTable } from '../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../platform/paging.ts';

/** Somebody who wants to be told. */
export interface WebhookRecord {
  readonly id: string;
  readonly userId: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly active: boolean;
  readonly secret: string;
  /** Signs too, until then. */
  readonly oldSecret: { readonly secret: string; readonly until: Date } | undefined;
  /** Of the request that made the secret, if it had an `Idempotency-Key`. */
  readonly rotationId: string | undefined;
  readonly createdAt: Date;
}

export type WebhookChanges = Partial<Pick<WebhookRecord, 'url' | 'events' | 'active'>>;

/** The rows of webhooks. */
export class WebhookRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when the user has as many as there may be. */
  async insert(webhook: WebhookRecord, most: number): Promise<boolean> {
    return this.#database.transaction().execute(async within => {
      if ((await this.#count(webhook.userId, within)) >= most) return false;
      await within.insertInto('webhooks').values(toRow(webhook)).execute();
      return true;
    });
  }

  async find(userId: string, id: string): Promise<WebhookRecord | undefined> {
    const row = await this.#database
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** The newest first. */
  async list(userId: string, wish: PageWish): Promise<Page<WebhookRecord>> {
    const rows = await this.#database
      .selectFrom('webhooks')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    return { items: rows.map(toRecord), total: await this.#count(userId) };
  }

  /** Active ones that want to hear of an event. */
  async listening(userId: string, event: string, within: Database): Promise<WebhookRecord[]> {
    const rows = await within
      .selectFrom('webhooks')
      .selectAll()
      .where('user_id', '=', userId)
      .where('active', '=', 1)
      .execute();
    return rows.map(toRecord).filter(({ events }) => events.includes(event));
  }

  async update(userId: string, id: string, { url, events, active }: WebhookChanges): Promise<void> {
    const changes = {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: JSON.stringify(events) }),
      ...(active !== undefined && { active: toBit(active) }),
    };
    if (Object.keys(changes).length === 0) return;
    await this.#database
      .updateTable('webhooks')
      .set(changes)
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .execute();
  }

  /** Replaces the secret; the one before goes on signing until then. */
  async rotate(
    { id, secret }: WebhookRecord,
    next: { readonly secret: string; readonly rotationId: string | undefined; readonly until: Date },
  ): Promise<void> {
    await this.#database
      .updateTable('webhooks')
      .set({
        secret: next.secret,
        old_secret: secret,
        old_secret_until: next.until.getTime(),
        rotation_id: next.rotationId ?? null,
      })
      .where('id', '=', id)
      .execute();
  }

  /** False when there was none. */
  async delete(userId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('webhooks')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async #count(userId: string, within: Database = this.#database): Promise<number> {
    const { count } = await within
      .selectFrom('webhooks')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    return count;
  }
}

function toBit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function toRow(webhook: WebhookRecord) {
  return {
    id: webhook.id,
    user_id: webhook.userId,
    url: webhook.url,
    events: JSON.stringify(webhook.events),
    active: toBit(webhook.active),
    secret: webhook.secret,
    old_secret: webhook.oldSecret?.secret ?? null,
    old_secret_until: webhook.oldSecret?.until.getTime() ?? null,
    rotation_id: webhook.rotationId ?? null,
    created_at: webhook.createdAt.getTime(),
  };
}

export function toRecord(row: Selectable<WebhooksTable>): WebhookRecord {
  return {
    id: row.id,
    userId: row.user_id,
    url: row.url,
    events: JSON.parse(row.events),
    active: row.active === 1,
    secret: row.secret,
    oldSecret:
      row.old_secret === null
        ? undefined
        : { secret: row.old_secret, until: new Date(row.old_secret_until ?? 0) },
    rotationId: row.rotation_id ?? undefined,
    createdAt: new Date(row.created_at),
  };
}
