import type { Clock } from '../platform/clock.ts';
import type { JobKinds } from '../platform/jobs/job-kinds.ts';
import type { JobContext, JobHandler } from '../platform/jobs/job-queue.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import { OutboundError } from '../platform/outbound/outbound-error.ts';
import { timeLimit } from '../platform/time-limit.ts';
import type { Attempt, DeliveryRepository, Parcel } from './delivery.repository.ts';
import { signatures } from './signature.ts';
import type { WebhookRepository } from './webhook.repository.ts';

/** What became of a message, or of one try to deliver it. */
export type DeliveryOutcome = 'delivered' | 'tried' | 'gone' | 'inactive' | 'given_up';

export interface DeliverWebhookPorts {
  readonly webhooks: WebhookRepository;
  readonly deliveries: DeliveryRepository;
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** Before the second try, the third and so on, milliseconds; `WAITS_MS` unless given. */
  readonly waitsMs?: readonly number[];
  /** How long an attempt may take, milliseconds. */
  readonly timeoutMs?: number;
  /** Is told of every outcome. */
  readonly count?: (outcome: DeliveryOutcome) => void;
}

type Deliver = JobHandler<JobKinds, 'deliver-webhook'>;
type DeliverOnce = JobHandler<JobKinds, 'deliver-webhook-once'>;

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Eight tries over a day: at once, soon, and for those who sleep over it. */
const WAITS_MS = [5 * SECOND, 60 * SECOND, 300 * SECOND, 1800 * SECOND, 2 * HOUR, 6 * HOUR, 14 * HOUR];
/** Waits differ by up to this share, so that what failed together does not come back together. */
const JITTER = 0.2;
const TIMEOUT_MS = 10 * SECOND;
const AT_ONCE = 8;
const GONE = 410;

/** Sends what is to be told. At least once: whoever is told twice knows it by the id. */
export function deliverWebhookJobs(ports: DeliverWebhookPorts): readonly [Deliver, DeliverOnce] {
  const { waitsMs = WAITS_MS } = ports;
  const shared = {
    atOnce: AT_ONCE,
    waitMs: (failures: number) => (waitsMs[failures - 1] ?? 0) * (1 - JITTER + 2 * JITTER * Math.random()),
    async giveUp({ deliveryId }: { readonly deliveryId: string }) {
      await ports.deliveries.finish(deliveryId, 'failed', ports.clock.now());
      ports.count?.('given_up');
    },
  };
  return [
    {
      ...shared,
      kind: 'deliver-webhook',
      tries: waitsMs.length + 1,
      run: ({ deliveryId }, context) => deliver(ports, deliveryId, context, true),
    },
    {
      ...shared,
      kind: 'deliver-webhook-once',
      tries: 1,
      run: ({ deliveryId }, context) => deliver(ports, deliveryId, context, false),
    },
  ];
}

async function deliver(
  ports: DeliverWebhookPorts,
  deliveryId: string,
  { signal }: JobContext,
  onlyActive: boolean,
): Promise<void> {
  const { webhooks, deliveries, clock, count } = ports;
  const parcel = await deliveries.parcel(deliveryId);
  if (!parcel) return;
  const { webhook } = parcel;
  if (onlyActive && !webhook.active) {
    await deliveries.finish(deliveryId, 'failed', clock.now(), 'The webhook is not active');
    return count?.('inactive');
  }
  const attempt = await send(ports, parcel, signal);
  await deliveries.recordAttempt(deliveryId, attempt);
  if (attempt.error === undefined) {
    await deliveries.finish(deliveryId, 'delivered', clock.now());
    return count?.('delivered');
  }
  if (attempt.responseStatus !== GONE) {
    count?.('tried');
    throw new Error(attempt.error);
  }
  await webhooks.update(webhook.userId, webhook.id, { active: false });
  await deliveries.finish(deliveryId, 'failed', clock.now());
  count?.('gone');
}

/** @throws when the server stops meanwhile: that is nobody's failure */
async function send(
  { outbound, clock, timeoutMs = TIMEOUT_MS }: DeliverWebhookPorts,
  { webhook, message }: Parcel,
  stop: AbortSignal,
): Promise<Attempt> {
  const now = clock.now();
  const timestamp = Math.floor(now.getTime() / SECOND);
  const { secret, oldSecret } = webhook;
  const secrets = oldSecret && oldSecret.until > now ? [secret, oldSecret.secret] : [secret];
  try {
    const answer = await outbound.send({
      method: 'POST',
      url: webhook.url,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'BackgroundFX-Webhooks/1',
        'webhook-id': message.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatures({ ...message, timestamp }, secrets),
      },
      body: message.body,
      signal: AbortSignal.any([stop, timeLimit(timeoutMs)]),
    });
    // What else it says is of no interest, however long it is.
    answer.destroy();
    const status = answer.statusCode ?? 0;
    const isTaken = status >= 200 && status < 300;
    return { responseStatus: status, error: isTaken ? undefined : `The receiver answered ${status}` };
  } catch (error) {
    if (stop.aborted || !(error instanceof OutboundError)) throw error;
    return { responseStatus: undefined, error: error.message };
  }
}
