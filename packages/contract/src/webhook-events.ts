import { type RouteConfig, z } from '@hono/zod-openapi';

/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = ['job.completed', 'job.failed', 'project.created'] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const jobData = z.object({
  id: z.uuid().openapi({ description: 'Of the job, for `/process/jobs/{jobId}`' }),
  status: z.enum(['completed', 'failed']),
  total_files: z.int(),
  processed_files: z.int(),
  failed_files: z.int(),
});
const projectData = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.enum(['image', 'video', 'batch']),
});
const testData = z.object({ webhook_id: z.uuid() });

/** What each event says. */
export interface WebhookData {
  readonly 'job.completed': z.infer<typeof jobData>;
  readonly 'job.failed': z.infer<typeof jobData>;
  readonly 'project.created': z.infer<typeof projectData>;
  readonly 'webhook.test': z.infer<typeof testData>;
}

const JOB = {
  id: '0d9f7c1e-8c3a-4a44-9d52-0b8a7f6e5d4c',
  status: 'completed',
  total_files: 40,
  processed_files: 40,
  failed_files: 1,
} as const;

const PAYLOADS = {
  'job.completed': {
    summary: 'A job is done, and at least one of its files was',
    schema: jobData,
    data: JOB,
  },
  'job.failed': {
    summary: 'None of the files of a job could be done',
    schema: jobData,
    data: { ...JOB, status: 'failed', failed_files: 40 },
  },
  'project.created': {
    summary: 'A project was made',
    schema: projectData,
    data: { id: JOB.id, name: 'Autumn catalogue', type: 'image' },
  },
  'webhook.test': {
    summary: 'Somebody asked for a test',
    schema: testData,
    data: { webhook_id: '7d2f4c1a-0d3b-4c53-9f55-1a2b3c4d5e6f' },
  },
} as const;

const DESCRIPTION = `Signed as [Standard Webhooks](https://www.standardwebhooks.com) has it: \`webhook-signature\` holds
\`v1,<base64>\`, an HMAC-SHA256 over \`<webhook-id>.<webhook-timestamp>.<body>\` (two of them, with a space between, for a
day after the secret was changed). Check it, and that the time is not long past, before believing anything.

Any 2xx within 10 seconds is a success; redirects are not followed. Otherwise it is sent again, about eight times in all over
a day, with the same \`webhook-id\`: an event can arrive more than once. 410 says never again.`;

const headers = z.object({
  'webhook-id': z.string().openapi({ description: 'Of the event, the same at every attempt' }),
  'webhook-timestamp': z.string().openapi({ description: 'Of the attempt, seconds since 1970' }),
  'webhook-signature': z.string().openapi({ description: 'One or two, with a space between' }),
});

/** The requests that this server makes, for the document's `webhooks`. */
export function webhookPayloads(): RouteConfig[] {
  return Object.entries(PAYLOADS).map(([type, { summary, schema, data }]) => ({
    method: 'post',
    path: type,
    operationId: type,
    tags: ['Webhooks'],
    summary,
    description: DESCRIPTION,
    security: [],
    request: {
      headers,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data: schema }),
            example: { type, timestamp: '2026-01-31T12:00:00.000Z', data },
          },
        },
      },
    },
    responses: { 200: { description: 'Taken; so is any other 2xx' }, 410: { description: 'Never again' } },
  }));
}
