import { readFileRoute } from '@backgroundfx/contract';
import { byteResponse } from '../platform/byte-response.ts';
import { contentDisposition } from '../platform/content-disposition.ts';
import { newRouter } from '../platform/router.ts';
import type { FilesService } from './files.service.ts';

/** `GET /files/{id}/{name}`: the address is its own permission, from whatever page it is used. */
export function filesRoutes(files: FilesService): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.get(readFileRoute.getRoutingPath(), async context => {
    const { id, name } = context.req.param();
    const { expires, signature } = context.req.query();
    const file = await files.open({ id, name, expires, signature });
    return byteResponse(context.req.raw, file, {
      headers: {
        'Content-Disposition': contentDisposition('inline', file.downloadName),
        'Cache-Control': `private, max-age=${file.secondsLeft}, immutable`,
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Access-Control-Allow-Origin': '*',
      },
    });
  });
  return routes;
}
