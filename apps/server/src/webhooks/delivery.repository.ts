import type { Selectable } from 'kysely';
import type { Database, WebhookDeliveriesTable } from '../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../platform/paging.ts';
import { toRecord, type WebhookRecord } from './webhook.repository.ts';

/** Something that happened, as it is told. */
export interface WebhookMessage {
  readonly id: string;
  readonly userId: string;
  /** No two are called the same: what happened once is told once. */
  readonly name: string;
  readonly event: string;
  /** JSON. */
  readonly body: string;
  readonly createdAt: Date;
}

/** One message on its way to one webhook. */
export interface DeliveryRecord {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly event: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly responseStatus: number | undefined;
  readonly error: string | undefined;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
}

/** All that is needed to send it. */
export interface Parcel {
  readonly webhook: WebhookRecord;
  readonly message: Pick<WebhookMessage, 'id' | 'body'>;
}

/** What became of an attempt. */
export interface Attempt {
  readonly responseStatus: number | undefined;
  readonly error: string | undefined;
}

/** The rows of messages and deliveries. */
export class DeliveryRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when one of that name is there already. */
  async insertMessage(message: WebhookMessage, within: Database): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await within
      .insertInto('webhook_messages')
      .values({
        id: message.id,
        user_id: message.userId,
        name: message.name,
        event: message.event,
        body: message.body,
        created_at: message.createdAt.getTime(),
      })
      .onConflict(conflict => conflict.column('name').doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async insert(
    deliveries: readonly Pick<DeliveryRecord, 'id' | 'webhookId' | 'messageId' | 'createdAt'>[],
    within: Database,
  ): Promise<void> {
    if (deliveries.length === 0) return;
    const rows = deliveries.map(({ id, webhookId, messageId, createdAt }) => ({
      id,
      webhook_id: webhookId,
      message_id: messageId,
      status: 'pending' as const,
      attempts: 0,
      response_status: null,
      error: null,
      created_at: createdAt.getTime(),
      finished_at: null,
    }));
    await within.insertInto('webhook_deliveries').values(rows).execute();
  }

  async find(webhookId: string, id: string): Promise<DeliveryRecord | undefined> {
    const row = await this.#select()
      .where('webhook_deliveries.id', '=', id)
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst();
    return row && toDelivery(row);
  }

  /** The newest first. */
  async list(webhookId: string, wish: PageWish): Promise<Page<DeliveryRecord>> {
    const rows = await this.#select()
      .where('webhook_id', '=', webhookId)
      .orderBy('webhook_deliveries.created_at', 'desc')
      .orderBy('webhook_deliveries.id')
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    const { total } = await this.#database
      .selectFrom('webhook_deliveries')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('webhook_id', '=', webhookId)
      .executeTakeFirstOrThrow();
    return { items: rows.map(toDelivery), total };
  }

  /** What is to be sent; nothing when that is over, or gone with its webhook. */
  async parcel(id: string): Promise<Parcel | undefined> {
    const delivery = await this.#database
      .selectFrom('webhook_deliveries')
      .innerJoin('webhook_messages', 'webhook_messages.id', 'webhook_deliveries.message_id')
      .select(['webhook_id', 'message_id', 'body'])
      .where('webhook_deliveries.id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst();
    if (!delivery) return undefined;
    const webhook = await this.#database
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', delivery.webhook_id)
      .executeTakeFirstOrThrow();
    return { webhook: toRecord(webhook), message: { id: delivery.message_id, body: delivery.body } };
  }

  async recordAttempt(id: string, { responseStatus, error }: Attempt): Promise<void> {
    await this.#database
      .updateTable('webhook_deliveries')
      .set(({ eb }) => ({
        attempts: eb('attempts', '+', 1),
        response_status: responseStatus ?? null,
        error: error ?? null,
      }))
      .where('id', '=', id)
      .execute();
  }

  async finish(id: string, status: 'delivered' | 'failed', finishedAt: Date, error?: string): Promise<void> {
    await this.#database
      .updateTable('webhook_deliveries')
      .set({ status, finished_at: finishedAt.getTime(), ...(error !== undefined && { error }) })
      .where('id', '=', id)
      .execute();
  }

  /** Forgets messages from before then, with their deliveries; tells how many. */
  async removeBefore(then: Date): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('webhook_messages')
      .where('created_at', '<', then.getTime())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  #select() {
    return this.#database
      .selectFrom('webhook_deliveries')
      .innerJoin('webhook_messages', 'webhook_messages.id', 'webhook_deliveries.message_id')
      .selectAll('webhook_deliveries')
      .select('webhook_messages.event');
  }
}

type DeliveryRow = Selectable<WebhookDeliveriesTable> & { readonly event: string };

function toDelivery(row: DeliveryRow): DeliveryRecord {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    event: row.event,
    status: row.status,
    attempts: row.attempts,
    responseStatus: row.response_status ?? undefined,
    error: row.error ?? undefined,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? undefined : new Date(row.finished_at),
  };
}
