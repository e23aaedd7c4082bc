import { removeBackgroundRoute } from '@backgroundfx/contract';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/app-env.ts';
import { streamOf } from '../platform/byte-response.ts';
import { contentDisposition } from '../platform/content-disposition.ts';
import type { Gates } from '../platform/gates.ts';
import { newRouter } from '../platform/router.ts';
import { chooseAnswer, RESULT_TYPES } from './answer-type.ts';
import type { BatchesService } from './batch/batches.service.ts';
import { jobPath, type KeptResults, toJob } from './batch/job-answer.ts';
import { prefersAsync } from './prefer.ts';
import type { ProcessingService, SentCutout } from './processing.service.ts';
import { inThousandths, rounded, toResult } from './result-answer.ts';

export interface ProcessingRoutesDeps {
  readonly service: ProcessingService;
  readonly batches: Pick<BatchesService, 'defer'>;
  readonly results: KeptResults;
  readonly gates: Gates;
}

/**
 * `POST /process/remove-background`: addresses of the result or the result itself, as the `Accept` header asks, or a job, as
 * the `Prefer` header does.
 */
export function processingRoutes(deps: ProcessingRoutesDeps): ReturnType<typeof newRouter> {
  const { service, batches, results, gates } = deps;
  const routes = newRouter();
  const path = removeBackgroundRoute.getRoutingPath();
  routes.post(path, whenAsync(gates.once.charging), async (context, next) => {
    if (!prefersAsync(context.req.header('Prefer'))) return next();
    const { signal } = context.req.raw;
    const request = { message: context.env.incoming, user: context.get('user'), signal };
    const batch = await batches.defer({ ...request, id: context.get('once')?.id });
    context.header('Location', jobPath(batch.id));
    context.header('Preference-Applied', 'respond-async');
    context.header('Cache-Control', 'no-store');
    return context.json(toJob(batch, await results.kept(batch.items.map(({ id }) => id))), 202);
  });
  // Not `openapi`: it is to leave the body alone.
  routes.post(path, gates.once.metered, async context => {
    const header = context.req.header('Accept');
    const type = chooseAnswer(header);
    const { signal } = context.req.raw;
    const request = { message: context.env.incoming, userId: context.get('user').id, signal };
    context.header('Cache-Control', 'no-store');
    if (type === 'application/json') {
      return context.json(toResult(await service.keepCutout(request, context.get('once')?.id)));
    }
    const once = context.get('once')?.id;
    const cutout = await service.sendCutout(request, { type, header }, once);
    context.set('keptFile', once);
    return context.body(streamOf(cutout.bytes), 200, headersOf(cutout));
  });
  return routes;
}

/** Work that is done later is paid for when it is written down; other requests pass as if there were no gate. */
function whenAsync(gate: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  return (context, next) => (prefersAsync(context.req.header('Prefer')) ? gate(context, next) : next());
}

export function headersOf(cutout: SentCutout): Record<string, string> {
  const { width, height, format, seconds, model, note, classes, confidence, size, fileName } = cutout;
  return {
    'Content-Type': RESULT_TYPES[format],
    'Content-Length': String(size),
    'Content-Disposition': contentDisposition('inline', fileName),
    'X-Processing-Time': String(rounded(seconds)),
    'X-Image-Width': String(width),
    'X-Image-Height': String(height),
    ...(model !== undefined && { 'X-Model': model }),
    ...(note !== undefined && { 'X-Note': inHeader(note) }),
    ...(classes.length > 0 && {
      'X-Classes': inOneHeader(classes.map(({ name }) => encodeURIComponent(name))),
    }),
    ...(confidence !== undefined && { 'X-Confidence': String(inThousandths(confidence)) }),
  };
}

/** What proxies and clients surely take of one header, bytes. */
const LONGEST_HEADER = 4000;

/** A list; the last ones are left out where they do not fit. */
function inOneHeader(names: readonly string[]): string {
  let header = '';
  for (const name of names) {
    const longer = header === '' ? name : `${header}, ${name}`;
    if (longer.length > LONGEST_HEADER) break;
    header = longer;
  }
  return header;
}

/** What is not plain ASCII, in percent-encoding, as headers hold nothing else. */
function inHeader(text: string): string {
  return text.replaceAll(/[^ -$&-~]/gu, encodeURIComponent);
}
