import { type ProcessingResult, replaceBackgroundRoute } from '@backgroundfx/contract';
import type { TypedResponse } from 'hono';
import { streamOf } from '../../platform/byte-response.ts';
import type { Gates } from '../../platform/gates.ts';
import { jsonLimit } from '../../platform/json-limit.ts';
import { newRouter } from '../../platform/router.ts';
import { chooseAnswer } from '../answer-type.ts';
import { headersOf } from '../processing.routes.ts';
import type { ProcessingService } from '../processing.service.ts';
import { toResult } from '../result-answer.ts';
import type { ReplaceRequest } from './replace-form.ts';

const OFFERS = ['application/json', 'image/png', 'image/webp', 'image/jpeg'] as const;

/** `POST /process/replace-background`: addresses of the result or the result itself, as the `Accept` header asks. */
export function replaceRoutes(
  service: ProcessingService<ReplaceRequest>,
  gates: Gates,
): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use(replaceBackgroundRoute.getRoutingPath(), jsonLimit());
  routes.openapi({ ...replaceBackgroundRoute, middleware: gates.once.metered }, async context => {
    const header = context.req.header('Accept');
    const type = chooseAnswer(header, OFFERS);
    const { signal } = context.req.raw;
    const request = { wish: context.req.valid('json'), userId: context.get('user').id, signal };
    context.header('Cache-Control', 'no-store');
    if (type === 'application/json') {
      return context.json(toResult(await service.keepCutout(request, context.get('once')?.id)), 200);
    }
    const once = context.get('once')?.id;
    const picture = await service.sendCutout(request, { type, header }, once);
    context.set('keptFile', once);
    const answer: Response = context.body(streamOf(picture.bytes), 200, headersOf(picture));
    return answer as Response & TypedResponse<ProcessingResult, 200, 'json'>;
  });
  return routes;
}
