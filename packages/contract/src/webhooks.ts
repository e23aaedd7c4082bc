import { createRoute, z } from '@hono/zod-openapi';
import { databaseBusy, errorAnswer, internal, jsonTooLarge, notJson, unauthorized } from './error.ts';
import { pageOf, pageQuery, wrongPage } from './paging.ts';
import { WEBHOOK_EVENTS } from './webhook-events.ts';

/** Longer addresses are none. */
const MOST_URL = 2048;
const MOST_SECRET = 256;

const url = z
  .url({ protocol: /^https?$/, error: 'url must be an http or https address' })
  .max(MOST_URL, `url must have at most ${MOST_URL} characters`)
  .openapi({ format: 'uri', description: 'Of the public internet' });
const events = z
  .array(z.enum(WEBHOOK_EVENTS, `events are ${WEBHOOK_EVENTS.join(', ')}`), 'events must be a list')
  .min(1, 'events must name at least one')
  .refine(names => new Set(names).size === names.length, 'events must name each at most once');

const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.url().openapi({ format: 'uri' }),
    events: z.array(z.string()),
    active: z.boolean().openapi({
      description: 'Nothing is sent to one that is not. Who answers 410 is no longer active',
    }),
    created_at: z.iso.datetime(),
  })
  .openapi('Webhook');

/** What was just made: the only time that the secret is shown. */
const newWebhookSchema = z
  .object({
    ...webhookSchema.shape,
    secret: z.string().openapi({
      description: 'Signs what is sent (Standard Webhooks). It is not shown again',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    }),
  })
  .openapi('NewWebhook');

const deliverySchema = z
  .object({
    id: z.uuid(),
    webhook_id: z.uuid(),
    event_id: z.string().openapi({ description: 'Is sent as `webhook-id`, the same at every attempt' }),
    event: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int().min(0),
    response_status: z
      .int()
      .nullable()
      .openapi({ description: 'Of the last attempt, if there was an answer' }),
    error: z.string().nullable().openapi({ description: 'Why the last attempt failed' }),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .openapi('WebhookDelivery');

export type Webhook = z.infer<typeof webhookSchema>;
export type NewWebhook = z.infer<typeof newWebhookSchema>;
export type WebhookDelivery = z.infer<typeof deliverySchema>;

const createSchema = z
  .strictObject({
    url,
    events,
    secret: z
      .string()
      .min(1, 'secret must not be empty')
      .max(MOST_SECRET, `secret must have at most ${MOST_SECRET} characters`)
      .optional()
      .openapi({
        description:
          '`whsec_` and 24 to 64 bytes in base64, or any other text, whose bytes then sign. Made when absent',
      }),
  })
  .openapi('CreateWebhook');
const updateSchema = z.strictObject({ url, events, active: z.boolean() }).partial().openapi('UpdateWebhook');

export type CreateWebhook = z.infer<typeof createSchema>;
export type UpdateWebhook = z.infer<typeof updateSchema>;

const ID = '7d2f4c1a-0d3b-4c53-9f55-1a2b3c4d5e6f';
const EXAMPLE: Webhook = {
  id: ID,
  url: 'https://example.org/hooks/backgrounds',
  events: ['job.completed', 'job.failed'],
  active: true,
  created_at: '2026-01-31T12:00:00.000Z',
};
const NEW_EXAMPLE: NewWebhook = { ...EXAMPLE, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
const DELIVERY: WebhookDelivery = {
  id: '5b1c9a52-77c1-4a3d-8a57-2f6f0f4a7b11',
  webhook_id: ID,
  event_id: 'msg_2f6f0f4a7b115b1c9a5277c14a3d8a57',
  event: 'job.completed',
  status: 'delivered',
  attempts: 1,
  response_status: 200,
  error: null,
  created_at: '2026-01-31T12:00:00.000Z',
  finished_at: '2026-01-31T12:00:01.000Z',
};

const tags = ['Webhooks'];
const security = [{ BearerAuth: [] }];
const idOf = (example: string) => z.string().openapi({ format: 'uuid', example });
/** Plain text: what is no id of the caller's is not found, whatever it looks like. */
const params = z.object({ id: idOf(ID) });
const deliveryParams = z.object({ id: idOf(ID), deliveryId: idOf(DELIVERY.id) });

const notFound = errorAnswer('The caller has no such webhook', [
  { error: 'not_found', message: 'There is no such webhook' },
]);
const invalid = errorAnswer('A field is not as it must be', [
  {
    error: 'invalid_request',
    message: 'The request is not valid',
    details: { fields: [{ path: 'events', message: 'events must name at least one' }] },
  },
  {
    error: 'invalid_request',
    message: 'The request is not valid',
    details: { fields: [{ path: 'url', message: '10.0.0.1 is not an address of the public internet' }] },
  },
]);
const always = { 401: unauthorized, 500: internal, 503: databaseBusy };

const json = <Schema extends z.ZodType>(schema: Schema, example: z.infer<Schema>) => ({
  content: { 'application/json': { schema, example } },
});

export const createWebhookRoute = createRoute({
  method: 'post',
  path: '/webhooks',
  operationId: 'createWebhook',
  tags,
  summary: 'Register webhook',
  description:
    'At most 20 a user. What is sent, and how it is signed, stands under `webhooks` in this document.',
  security,
  request: {
    body: {
      required: true,
      ...json(createSchema, { url: EXAMPLE.url, events: ['job.completed', 'job.failed'] }),
    },
  },
  responses: {
    201: {
      description: 'Webhook registered',
      headers: { Location: { description: 'Of the webhook', schema: { type: 'string' } } },
      ...json(newWebhookSchema, NEW_EXAMPLE),
    },
    ...always,
    400: invalid,
    409: errorAnswer('There are as many webhooks as there can be', [
      {
        error: 'limit_reached',
        message: 'There can be at most 20 webhooks; delete one first',
        details: { limit: 20 },
      },
    ]),
    413: jsonTooLarge,
    415: notJson,
  },
});

export const listWebhooksRoute = createRoute({
  method: 'get',
  path: '/webhooks',
  operationId: 'listWebhooks',
  tags,
  summary: 'List your webhooks',
  description: 'The newest first.',
  security,
  request: { query: z.object(pageQuery) },
  responses: {
    200: {
      description: 'A page of webhooks',
      ...json(pageOf(webhookSchema).openapi('WebhookPage'), {
        items: [EXAMPLE],
        total: 1,
        page: 1,
        pages: 1,
      }),
    },
    ...always,
    400: wrongPage(),
  },
});

export const readWebhookRoute = createRoute({
  method: 'get',
  path: '/webhooks/{id}',
  operationId: 'readWebhook',
  tags,
  summary: 'Get a webhook',
  security,
  request: { params },
  responses: {
    200: { description: 'The webhook', ...json(webhookSchema, EXAMPLE) },
    ...always,
    404: notFound,
  },
});

export const updateWebhookRoute = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  operationId: 'updateWebhook',
  tags,
  summary: 'Change a webhook',
  description: 'Changes what is given. What has not been delivered yet goes to the new address.',
  security,
  request: { params, body: { required: true, ...json(updateSchema, { active: false }) } },
  responses: {
    200: { description: 'The webhook as it is now', ...json(webhookSchema, { ...EXAMPLE, active: false }) },
    ...always,
    400: invalid,
    404: notFound,
    413: jsonTooLarge,
    415: notJson,
  },
});

export const deleteWebhookRoute = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  operationId: 'deleteWebhook',
  tags,
  summary: 'Delete a webhook',
  description: 'With its deliveries; what has not been sent is not sent any more.',
  security,
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...always, 404: notFound },
});

export const testWebhookRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  operationId: 'testWebhook',
  tags,
  summary: 'Send a test event',
  description: 'Sends `webhook.test`, also to a webhook that is not active. It is tried once.',
  security,
  request: { params },
  responses: {
    202: {
      description: 'The delivery, which is under way',
      ...json(deliverySchema, { ...DELIVERY, event: 'webhook.test' }),
    },
    ...always,
    404: notFound,
  },
});

export const rotateWebhookSecretRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  tags,
  summary: 'Make a new secret',
  description: 'For 24 hours what is sent is signed with the old one too.',
  security,
  request: { params },
  responses: {
    200: { description: 'The webhook with its new secret', ...json(newWebhookSchema, NEW_EXAMPLE) },
    ...always,
    404: notFound,
  },
});

export const listDeliveriesRoute = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tags,
  summary: 'List what was sent',
  description: 'The newest first, for 30 days.',
  security,
  request: { params, query: z.object(pageQuery) },
  responses: {
    200: {
      description: 'A page of deliveries',
      ...json(pageOf(deliverySchema).openapi('WebhookDeliveryPage'), {
        items: [DELIVERY],
        total: 1,
        page: 1,
        pages: 1,
      }),
    },
    ...always,
    400: wrongPage(),
    404: notFound,
  },
});

export const redeliverRoute = createRoute({
  method: 'post',
  path: '/webhooks/{id}/deliveries/{deliveryId}/redeliver',
  operationId: 'redeliverWebhook',
  tags,
  summary: 'Send it again',
  description: 'The same event with the same `webhook-id`, as a delivery of its own. It is tried once.',
  security,
  request: { params: deliveryParams },
  responses: {
    202: { description: 'The new delivery, which is under way', ...json(deliverySchema, DELIVERY) },
    ...always,
    404: errorAnswer('The caller has no such webhook, or it has no such delivery', [
      { error: 'not_found', message: 'There is no such webhook' },
      { error: 'not_found', message: 'There is no such delivery' },
    ]),
  },
});
