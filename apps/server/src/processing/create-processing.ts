import type { Gates } from '../platform/gates.ts';
import type { newRouter } from '../platform/router.ts';
import { CutoutMaker, type CutoutMakerDeps } from './cutout-maker.ts';
import { PictureForm, type PictureFormDeps } from './picture-form.ts';
import { processingRoutes } from './processing.routes.ts';
import { type ProcessingDeps, ProcessingService } from './processing.service.ts';

export interface ProcessingSetup
  extends CutoutMakerDeps,
    PictureFormDeps,
    Omit<ProcessingDeps, 'maker' | 'form'> {
  readonly gates: Gates;
}

/** Puts the capability together. */
export function createProcessing(setup: ProcessingSetup): { readonly routes: ReturnType<typeof newRouter> } {
  const service = new ProcessingService({
    ...setup,
    form: new PictureForm(setup),
    maker: new CutoutMaker(setup),
  });
  return { routes: processingRoutes(service, setup.gates) };
}
