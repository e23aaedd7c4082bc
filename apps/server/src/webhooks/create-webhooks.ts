import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Gates } from '../platform/gates.ts';
import type { Ids } from '../platform/ids.ts';
import type { JobKinds } from '../platform/jobs/job-kinds.ts';
import type { JobQueue } from '../platform/jobs/job-queue.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import type { newRouter } from '../platform/router.ts';
import { type DeliveryOutcome, deliverWebhookJobs } from './deliver-webhook.job.ts';
import { DeliveryRepository } from './delivery.repository.ts';
import { WebhookRepository } from './webhook.repository.ts';
import { WebhookNews } from './webhook-news.ts';
import { webhooksRoutes } from './webhooks.routes.ts';
import { WebhooksService } from './webhooks.service.ts';

export interface WebhooksSetup {
  readonly database: Database;
  readonly queue: JobQueue<JobKinds>;
  readonly outbound: Outbound;
  readonly gates: Gates;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Is told what became of every message. */
  readonly count?: (outcome: DeliveryOutcome) => void;
  /** See `DeliverWebhookPorts`; for tests. */
  readonly waits?: { readonly waitsMs?: readonly number[]; readonly timeoutMs?: number };
}

export interface Webhooks {
  readonly routes: ReturnType<typeof newRouter>;
  readonly news: WebhookNews;
  /** For the queue. */
  readonly jobs: ReturnType<typeof deliverWebhookJobs>;
  /** Forgets what was sent long ago. */
  removeExpired(): Promise<number>;
}

/** What was sent is told for so long. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Puts the capability together. */
export function createWebhooks({ database, gates, waits, ...ports }: WebhooksSetup): Webhooks {
  const webhooks = new WebhookRepository(database);
  const deliveries = new DeliveryRepository(database);
  const news = new WebhookNews({ webhooks, deliveries, ...ports });
  const service = new WebhooksService({
    webhooks,
    deliveries,
    news,
    inTransaction: work => database.transaction().execute(work),
    ...ports,
  });
  return {
    routes: webhooksRoutes(service, gates),
    news,
    jobs: deliverWebhookJobs({ webhooks, deliveries, ...ports, ...waits }),
    removeExpired: () => deliveries.removeBefore(new Date(ports.clock.now().getTime() - KEPT_MS)),
  };
}
