import { z } from '@hono/zod-openapi';

/** Every kind of job there is, and what each is told. A payload lies in the database: change it as a table is changed. */
export const JOB_KINDS = {
  /** One file of a batch. */
  'process-file': z.strictObject({ itemId: z.uuid() }),
  /** One with a model of a user's own: it may wait for its turn, and keeps nobody else's files from theirs. */
  'process-own-file': z.strictObject({ itemId: z.uuid() }),
  /** One message to one webhook, tried until it is taken. */
  'deliver-webhook': z.strictObject({ deliveryId: z.uuid() }),
  /** The same because somebody asked for it just now: tried once. */
  'deliver-webhook-once': z.strictObject({ deliveryId: z.uuid() }),
  /** A model that somebody has uploaded. */
  'try-model': z.strictObject({ modelId: z.uuid() }),
} as const;

export type JobKinds = typeof JOB_KINDS;
