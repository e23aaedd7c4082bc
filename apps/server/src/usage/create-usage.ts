import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import { createMeter, type Meter } from './meter.ts';
import { Takings } from './takings.ts';
import { UsageRepository } from './usage.repository.ts';
import { type UnitsWatch, UsageService } from './usage.service.ts';

export interface UsageSetup {
  readonly database: Database;
  readonly clock: Clock;
  readonly watch?: UnitsWatch;
}

export interface Usage extends Meter {
  readonly service: UsageService;
}

/** Puts the capability together. */
export function createUsage({ database, clock, watch }: UsageSetup): Usage {
  const usage = new UsageRepository(database);
  const takings = new Takings(usage, database);
  const service = new UsageService({ usage, takings, clock, ...(watch && { watch }) });
  return { service, ...createMeter({ usage: service, clock }) };
}
