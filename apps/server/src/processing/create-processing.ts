import type { Gates } from '../platform/gates.ts';
import { CutoutMaker, type CutoutMakerDeps } from './cutout-maker.ts';
import { processingRoutes } from './processing.routes.ts';
import { type ProcessingDeps, ProcessingService } from './processing.service.ts';

export interface ProcessingSetup extends CutoutMakerDeps, Omit<ProcessingDeps, 'maker'> {
  readonly gates: Gates;
}

/** Puts the capability together. */
export function createProcessing({ gates, admission, scratch, results, ...rest }: ProcessingSetup): {
  readonly routes: ReturnType<typeof processingRoutes>;
} {
  const service = new ProcessingService({ admission, maker: new CutoutMaker(rest), scratch, results });
  return { routes: processingRoutes(service, gates) };
}
