import type { WebhookData } from '@backgroundfx/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { JobKinds } from '../platform/jobs/job-kinds.ts';
import type { JobQueue } from '../platform/jobs/job-queue.ts';
import type { DeliveryRepository, WebhookMessage } from './delivery.repository.ts';
import type { WebhookRecord, WebhookRepository } from './webhook.repository.ts';

/** Something that happened to a thing of a user's. */
export type News = {
  readonly [Event in keyof WebhookData]: {
    readonly userId: string;
    readonly event: Event;
    /** Id of what it happened to: the same event of the same thing is told once. */
    readonly about: string;
    readonly data: WebhookData[Event];
  };
}[keyof WebhookData];

export interface WebhookNewsPorts {
  readonly webhooks: WebhookRepository;
  readonly deliveries: DeliveryRepository;
  readonly queue: JobQueue<JobKinds>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Tells webhooks what happened. */
export class WebhookNews {
  readonly #ports: WebhookNewsPorts;

  constructor(ports: WebhookNewsPorts) {
    this.#ports = ports;
  }

  /**
   * Writes down what is to be told, to everybody who listens now: told if and only if the transaction commits, by whichever
   * process comes next. Nobody listens: nothing is kept.
   */
  async tell(news: News, within: Database): Promise<void> {
    const listening = await this.#ports.webhooks.listening(news.userId, news.event, within);
    if (listening.length === 0) return;
    const message = this.#messageOf(news);
    if (!(await this.#ports.deliveries.insertMessage(message, within))) return;
    const { ids } = this.#ports;
    const ways = listening.map(webhook => ({ webhook, deliveryId: ids.next() }));
    await this.send('deliver-webhook', message, ways, within);
  }

  /** Tells one webhook, whatever it listens to. Call `wake` of the queue when the transaction is over. */
  async tellOne(news: News, webhook: WebhookRecord, deliveryId: string, within: Database): Promise<void> {
    const message = this.#messageOf(news);
    await this.#ports.deliveries.insertMessage(message, within);
    await this.send('deliver-webhook-once', message, [{ webhook, deliveryId }], within);
  }

  /** Puts a message on its ways. */
  async send(
    kind: 'deliver-webhook' | 'deliver-webhook-once',
    message: Pick<WebhookMessage, 'id'>,
    ways: readonly { readonly webhook: WebhookRecord; readonly deliveryId: string }[],
    within: Database,
  ): Promise<void> {
    const { deliveries, queue, clock } = this.#ports;
    const createdAt = clock.now();
    const rows = ways.map(({ webhook, deliveryId }) => ({
      id: deliveryId,
      webhookId: webhook.id,
      messageId: message.id,
      createdAt,
    }));
    await deliveries.insert(rows, within);
    // Each receiver is a lane: one that is slow keeps others waiting as little as can be.
    const jobs = rows.map(({ id, webhookId }) => ({ kind, payload: { deliveryId: id }, lane: webhookId }));
    await queue.add(jobs, within);
  }

  #messageOf({ userId, event, about, data }: News): WebhookMessage {
    const { clock, ids } = this.#ports;
    const createdAt = clock.now();
    return {
      id: `msg_${ids.next().replaceAll('-', '')}`,
      userId,
      name: `${event}:${about}`,
      event,
      body: JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data }),
      createdAt,
    };
  }
}
