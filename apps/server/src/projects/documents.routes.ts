import { Readable } from 'node:stream';
import { readProjectDocumentRoute, saveProjectDocumentRoute } from '@backgroundfx/contract';
import { ApiError } from '../platform/api-error.ts';
import { byteResponse } from '../platform/byte-response.ts';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { newRouter } from '../platform/router.ts';
import type { DocumentsService } from './documents.service.ts';

/** Longest document, KiB. */
const MAX_DOCUMENT = 1024;
const JSON_TYPE = /^application\/json *(;|$)/i;

/** `/projects/{id}/document`. */
export function documentsRoutes(service: DocumentsService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  const read = readProjectDocumentRoute.getRoutingPath();
  // Neither by `openapi`: documents go through as they are, byte for byte.
  routes.get(read, gates.metered, async context => {
    const { text, etag } = await service.read(context.get('user').id, context.req.param('id'));
    const bytes = Buffer.from(text);
    const source = {
      size: bytes.length,
      contentType: 'application/json',
      etag,
      read: () => Readable.from([bytes]),
    };
    const headers = { 'Cache-Control': 'private, no-cache' };
    return byteResponse(context.req.raw, source, { headers, ranges: false });
  });
  const save = saveProjectDocumentRoute.getRoutingPath();
  routes.put(save, gates.metered, jsonLimit(MAX_DOCUMENT), async context => {
    if (!JSON_TYPE.test(context.req.header('Content-Type') ?? '')) throw notJson();
    const ifMatch = context.req.header('If-Match');
    const body = new Uint8Array(await context.req.arrayBuffer());
    const { id } = context.req.param();
    context.header('ETag', await service.save(context.get('user').id, id, { ifMatch, body }));
    return context.body(null, 204);
  });
  return routes;
}

function notJson(): ApiError {
  return new ApiError(415, 'unsupported_media_type', 'The Content-Type must be application/json');
}
