import { accounts } from './0001-accounts.ts';
import { results } from './0002-results.ts';
import { usage } from './0003-usage.ts';
import { credentials } from './0004-credentials.ts';
import { idempotency } from './0005-idempotency.ts';
import { jobs } from './0006-jobs.ts';
import { images } from './0007-images.ts';
import { batches } from './0008-batches.ts';
import { resultFormats } from './0009-result-formats.ts';
import { webhooks } from './0010-webhooks.ts';
import { backgrounds } from './0011-backgrounds.ts';
import { projects } from './0012-projects.ts';
import { models } from './0013-models.ts';
import { paidKeys } from './0014-paid-keys.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run; new ones go to the end. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  accounts,
  results,
  usage,
  credentials,
  idempotency,
  jobs,
  images,
  batches,
  resultFormats,
  webhooks,
  backgrounds,
  projects,
  models,
  paidKeys,
];
