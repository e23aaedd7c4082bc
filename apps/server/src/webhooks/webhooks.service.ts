import type { CreateWebhook, UpdateWebhook } from '@backgroundfx/contract';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { JobKinds } from '../platform/jobs/job-kinds.ts';
import type { JobQueue } from '../platform/jobs/job-queue.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import { OutboundError } from '../platform/outbound/outbound-error.ts';
import type { Page, PageWish } from '../platform/paging.ts';
import type { DeliveryRecord, DeliveryRepository } from './delivery.repository.ts';
import { newSecret } from './signature.ts';
import type { WebhookRecord, WebhookRepository } from './webhook.repository.ts';
import type { WebhookNews } from './webhook-news.ts';

const MOST_OF_USER = 20;
const OLD_SECRET_MS = 24 * 3_600_000;

export interface WebhooksPorts {
  readonly webhooks: WebhookRepository;
  readonly deliveries: DeliveryRepository;
  readonly news: WebhookNews;
  readonly queue: Pick<JobQueue<JobKinds>, 'wake'>;
  readonly outbound: Outbound;
  readonly inTransaction: <T>(work: (within: Database) => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Webhooks, as their owners see and change them. Whatever is not theirs is not there. */
export class WebhooksService {
  readonly #ports: WebhooksPorts;

  constructor(ports: WebhooksPorts) {
    this.#ports = ports;
  }

  /**
   * @param id of the request, if it may come again
   * @throws ApiError 400 `invalid_request`, 409 `limit_reached`
   */
  async create(
    userId: string,
    { url, events, secret = newSecret() }: CreateWebhook,
    id: string = this.#ports.ids.next(),
  ): Promise<WebhookRecord> {
    const { webhooks, clock } = this.#ports;
    this.#checkUrl(url);
    const before = await webhooks.find(userId, id);
    if (before) return before;
    const webhook: WebhookRecord = {
      id,
      userId,
      url,
      events,
      active: true,
      secret,
      oldSecret: undefined,
      rotationId: undefined,
      createdAt: clock.now(),
    };
    if (!(await webhooks.insert(webhook, MOST_OF_USER))) throw tooMany();
    return webhook;
  }

  list(userId: string, wish: PageWish): Promise<Page<WebhookRecord>> {
    return this.#ports.webhooks.list(userId, wish);
  }

  /** @throws ApiError 404 `not_found` */
  async read(userId: string, id: string): Promise<WebhookRecord> {
    return found(await this.#ports.webhooks.find(userId, id), 'webhook');
  }

  /** @throws ApiError 400 `invalid_request`, 404 `not_found` */
  async update(userId: string, id: string, changes: UpdateWebhook): Promise<WebhookRecord> {
    if (changes.url !== undefined) this.#checkUrl(changes.url);
    await this.read(userId, id);
    const { url, events, active } = changes;
    await this.#ports.webhooks.update(userId, id, {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events }),
      ...(active !== undefined && { active }),
    });
    return this.read(userId, id);
  }

  /** @throws ApiError 404 `not_found` */
  async delete(userId: string, id: string): Promise<void> {
    if (!(await this.#ports.webhooks.delete(userId, id))) throw notFound('webhook');
  }

  /** @throws ApiError 404 `not_found` */
  async rotateSecret(userId: string, id: string, requestId: string | undefined): Promise<WebhookRecord> {
    const { webhooks, clock } = this.#ports;
    const webhook = await this.read(userId, id);
    if (requestId !== undefined && webhook.rotationId === requestId) return webhook;
    const until = new Date(clock.now().getTime() + OLD_SECRET_MS);
    await webhooks.rotate(webhook, { secret: newSecret(), rotationId: requestId, until });
    return this.read(userId, id);
  }

  /** @throws ApiError 404 `not_found` */
  async test(
    userId: string,
    id: string,
    deliveryId: string = this.#ports.ids.next(),
  ): Promise<DeliveryRecord> {
    const { news } = this.#ports;
    const webhook = await this.read(userId, id);
    const test = { userId, event: 'webhook.test', about: deliveryId, data: { webhook_id: id } } as const;
    return this.#startOnce(webhook, deliveryId, within => news.tellOne(test, webhook, deliveryId, within));
  }

  /** @throws ApiError 404 `not_found` */
  async redeliver(
    userId: string,
    id: string,
    deliveryId: string,
    nextId: string = this.#ports.ids.next(),
  ): Promise<DeliveryRecord> {
    const webhook = await this.read(userId, id);
    const { messageId } = found(await this.#ports.deliveries.find(id, deliveryId), 'delivery');
    const ways = [{ webhook, deliveryId: nextId }];
    return this.#startOnce(webhook, nextId, within =>
      this.#ports.news.send('deliver-webhook-once', { id: messageId }, ways, within),
    );
  }

  /** @throws ApiError 404 `not_found` */
  async deliveries(userId: string, id: string, wish: PageWish): Promise<Page<DeliveryRecord>> {
    await this.read(userId, id);
    return this.#ports.deliveries.list(id, wish);
  }

  /** Puts a delivery on its way, unless the same request has done so before. */
  async #startOnce(
    { id }: WebhookRecord,
    deliveryId: string,
    start: (within: Database) => Promise<void>,
  ): Promise<DeliveryRecord> {
    const { deliveries, queue, inTransaction } = this.#ports;
    const before = await deliveries.find(id, deliveryId);
    if (before) return before;
    await inTransaction(start);
    const delivery = found(await deliveries.find(id, deliveryId), 'delivery');
    queue.wake();
    return delivery;
  }

  #checkUrl(url: string): void {
    try {
      this.#ports.outbound.check(url);
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      throw invalidRequest([{ path: 'url', message: error.message }]);
    }
  }
}

function tooMany(): ApiError {
  const message = `There can be at most ${MOST_OF_USER} webhooks; delete one first`;
  return new ApiError(409, 'limit_reached', message, { details: { limit: MOST_OF_USER } });
}

function notFound(what: string): ApiError {
  return new ApiError(404, 'not_found', `There is no such ${what}`);
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw notFound(what);
  return thing;
}
