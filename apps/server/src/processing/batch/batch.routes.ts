import type { Readable } from 'node:stream';
import {
  cancelJobRoute,
  createBatchRoute,
  jobArchiveRoute,
  jobEventsRoute,
  listJobsRoute,
  readJobRoute,
} from '@backgroundfx/contract';
import type { Context } from 'hono';
import type { AppEnv } from '../../platform/app-env.ts';
import { streamOf } from '../../platform/byte-response.ts';
import { contentDisposition } from '../../platform/content-disposition.ts';
import type { Gates } from '../../platform/gates.ts';
import { toPage } from '../../platform/paging.ts';
import { newRouter } from '../../platform/router.ts';
import type { Batch } from './batch.repository.ts';
import type { BatchesService } from './batches.service.ts';
import { jobPath, type KeptResults, toJob, toSummary } from './job-answer.ts';

/** `/process/batch`, and `/process/jobs` with everything about what was begun there. */
export function batchRoutes(
  service: BatchesService,
  results: KeptResults,
  gates: Gates,
): ReturnType<typeof newRouter> {
  const routes = newRouter();
  const whole = async (batch: Batch) => toJob(batch, await results.kept(batch.items.map(({ id }) => id)));
  // Not `openapi`: it is to leave the body alone.
  routes.post(createBatchRoute.getRoutingPath(), gates.once.charging, async context => {
    const { signal } = context.req.raw;
    const user = context.get('user');
    const id = context.get('once')?.id;
    const batch = await service.create({ message: context.env.incoming, user, signal, id });
    context.header('Location', jobPath(batch.id));
    context.header('Cache-Control', 'no-store');
    return context.json(await whole(batch), 202);
  });
  routes.openapi({ ...listJobsRoute, middleware: gates.free }, async context => {
    const wish = context.req.valid('query');
    const { items, total } = await service.list(context.get('user').id, wish);
    context.header('Cache-Control', 'no-store');
    return context.json(toPage({ items: items.map(toSummary), total }, wish), 200);
  });
  routes.openapi({ ...readJobRoute, middleware: gates.free }, async context => {
    const batch = await service.read(context.get('user').id, context.req.valid('param').jobId);
    context.header('Cache-Control', 'no-store');
    return context.json(await whole(batch), 200);
  });
  routes.openapi({ ...cancelJobRoute, middleware: gates.free }, async context => {
    const batch = await service.cancel(context.get('user').id, context.req.valid('param').jobId);
    return context.json(await whole(batch), 202);
  });
  routes.get(jobEventsRoute.getRoutingPath(), gates.free, async context => {
    const { signal } = context.req.raw;
    const events = await service.follow(context.get('user').id, context.req.param('jobId') ?? '', signal);
    return context.newResponse(bodyOf(context, events), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // What a proxy holds back is no event any more.
      'X-Accel-Buffering': 'no',
    });
  });
  routes.get(jobArchiveRoute.getRoutingPath(), gates.free, async context => {
    const id = context.req.param('jobId') ?? '';
    const archive = await service.archive(context.get('user').id, id);
    return context.newResponse(bodyOf(context, archive), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': contentDisposition('attachment', `backgroundfx-${id.slice(0, 8)}.zip`),
      'Cache-Control': 'no-store',
    });
  });
  return routes;
}

/** Nothing is opened for HEAD: nobody would read it to its end. */
function bodyOf({ req }: Context<AppEnv>, open: () => Readable): ReadableStream<Uint8Array> | null {
  return req.method === 'HEAD' ? null : streamOf(open());
}
