import {
  createWebhookRoute,
  deleteWebhookRoute,
  listDeliveriesRoute,
  listWebhooksRoute,
  type NewWebhook,
  readWebhookRoute,
  redeliverRoute,
  rotateWebhookSecretRoute,
  testWebhookRoute,
  updateWebhookRoute,
  type Webhook,
  type WebhookDelivery,
} from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { toPage } from '../platform/paging.ts';
import { newRouter } from '../platform/router.ts';
import type { DeliveryRecord } from './delivery.repository.ts';
import type { WebhookRecord } from './webhook.repository.ts';
import type { WebhooksService } from './webhooks.service.ts';

/** `/webhooks`: who is told of what, and what became of it. */
export function webhooksRoutes(service: WebhooksService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use('/webhooks/*', jsonLimit());
  routes.openapi({ ...createWebhookRoute, middleware: gates.once.metered }, async context => {
    const { id } = context.get('user');
    const webhook = await service.create(id, context.req.valid('json'), context.get('once')?.id);
    context.header('Location', `/v1/webhooks/${webhook.id}`);
    context.header('Cache-Control', 'no-store');
    return context.json(toNewWebhook(webhook), 201);
  });
  routes.openapi({ ...listWebhooksRoute, middleware: gates.metered }, async context => {
    const wish = context.req.valid('query');
    const { items, total } = await service.list(context.get('user').id, wish);
    return context.json(toPage({ items: items.map(toWebhook), total }, wish), 200);
  });
  routes.openapi({ ...readWebhookRoute, middleware: gates.metered }, async context => {
    const webhook = await service.read(context.get('user').id, context.req.valid('param').id);
    return context.json(toWebhook(webhook), 200);
  });
  routes.openapi({ ...updateWebhookRoute, middleware: gates.metered }, async context => {
    const { id } = context.req.valid('param');
    const webhook = await service.update(context.get('user').id, id, context.req.valid('json'));
    return context.json(toWebhook(webhook), 200);
  });
  routes.openapi({ ...deleteWebhookRoute, middleware: gates.metered }, async context => {
    await service.delete(context.get('user').id, context.req.valid('param').id);
    return context.body(null, 204);
  });
  routes.openapi({ ...testWebhookRoute, middleware: gates.once.metered }, async context => {
    const { id } = context.req.valid('param');
    const delivery = await service.test(context.get('user').id, id, context.get('once')?.id);
    return context.json(toDelivery(delivery), 202);
  });
  routes.openapi({ ...rotateWebhookSecretRoute, middleware: gates.once.metered }, async context => {
    const { id } = context.req.valid('param');
    const webhook = await service.rotateSecret(context.get('user').id, id, context.get('once')?.id);
    context.header('Cache-Control', 'no-store');
    return context.json(toNewWebhook(webhook), 200);
  });
  routes.openapi({ ...listDeliveriesRoute, middleware: gates.metered }, async context => {
    const wish = context.req.valid('query');
    const { id } = context.req.valid('param');
    const { items, total } = await service.deliveries(context.get('user').id, id, wish);
    return context.json(toPage({ items: items.map(toDelivery), total }, wish), 200);
  });
  routes.openapi({ ...redeliverRoute, middleware: gates.once.metered }, async context => {
    const { id, deliveryId } = context.req.valid('param');
    const nextId = context.get('once')?.id;
    const delivery = await service.redeliver(context.get('user').id, id, deliveryId, nextId);
    return context.json(toDelivery(delivery), 202);
  });
  return routes;
}

function toWebhook({ id, url, events, active, createdAt }: WebhookRecord): Webhook {
  return { id, url, events: [...events], active, created_at: createdAt.toISOString() };
}

function toNewWebhook(webhook: WebhookRecord): NewWebhook {
  return { ...toWebhook(webhook), secret: webhook.secret };
}

function toDelivery(delivery: DeliveryRecord): WebhookDelivery {
  return {
    id: delivery.id,
    webhook_id: delivery.webhookId,
    event_id: delivery.messageId,
    event: delivery.event,
    status: delivery.status,
    attempts: delivery.attempts,
    response_status: delivery.responseStatus ?? null,
    error: delivery.error ?? null,
    created_at: delivery.createdAt.toISOString(),
    finished_at: delivery.finishedAt?.toISOString() ?? null,
  };
}
