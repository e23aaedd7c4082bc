import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/app-env.ts';
import { Admission } from './admission.ts';
import { CutoutMaker, type CutoutMakerDeps } from './cutout-maker.ts';
import { Pace } from './pace.ts';
import { processingRoutes } from './processing.routes.ts';
import { type ProcessingDeps, ProcessingService } from './processing.service.ts';

export interface ProcessingSetup
  extends Omit<CutoutMakerDeps, 'pace'>,
    Omit<ProcessingDeps, 'admission' | 'maker'> {
  /** Lets only known users pass, and says who they are. */
  readonly requireUser: MiddlewareHandler<AppEnv>;
  /** Requests for pictures that may be in the house at once: arriving, waiting, worked on or being sent. */
  readonly queueLimit: number;
}

/** Puts the capability together. */
export function createProcessing({ requireUser, queueLimit, scratch, results, ...rest }: ProcessingSetup): {
  readonly routes: ReturnType<typeof processingRoutes>;
} {
  const pace = new Pace();
  const service = new ProcessingService({
    admission: new Admission(queueLimit, pace),
    maker: new CutoutMaker({ ...rest, pace }),
    scratch,
    results,
  });
  return { routes: processingRoutes(service, requireUser) };
}
