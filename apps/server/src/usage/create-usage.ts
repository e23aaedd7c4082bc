import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import { UsageRepository } from './usage.repository.ts';
import { UsageService } from './usage.service.ts';

export interface UsageSetup {
  readonly database: Database;
  readonly clock: Clock;
}

/** Puts the capability together. */
export function createUsage({ database, clock }: UsageSetup): { readonly service: UsageService } {
  return { service: new UsageService({ usage: new UsageRepository(database), clock }) };
}
