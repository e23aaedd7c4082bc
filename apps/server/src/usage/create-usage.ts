import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import { createMeter, type Meter } from './meter.ts';
import { UsageRepository } from './usage.repository.ts';
import { UsageService } from './usage.service.ts';

export interface UsageSetup {
  readonly database: Database;
  readonly clock: Clock;
}

export interface Usage extends Meter {
  readonly service: UsageService;
}

/** Puts the capability together. */
export function createUsage({ database, clock }: UsageSetup): Usage {
  const service = new UsageService({ usage: new UsageRepository(database), clock });
  return { service, ...createMeter({ usage: service, clock }) };
}
