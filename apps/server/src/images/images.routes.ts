import {
  createImageRoute,
  deleteImageRoute,
  type Image,
  listImagesRoute,
  readImageRoute,
} from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { toPage } from '../platform/paging.ts';
import { newRouter } from '../platform/router.ts';
import type { AddressedImage, ImagesService } from './images.service.ts';

/** `/images`: pictures that are uploaded once and used often. */
export function imagesRoutes(service: ImagesService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  // Not `openapi`: it is to leave the body alone.
  routes.post(createImageRoute.getRoutingPath(), gates.once.metered, async context => {
    const { signal } = context.req.raw;
    const userId = context.get('user').id;
    const id = context.get('once')?.id;
    const image = await service.add({ message: context.env.incoming, userId, signal, id });
    context.header('Location', `/v1/images/${image.id}`);
    return context.json(toImage(image), 201);
  });
  const list = { ...listImagesRoute, middleware: gates.metered };
  routes.openapi(list, async context => {
    const wish = context.req.valid('query');
    const { items, total } = await service.list(context.get('user').id, wish);
    context.header('Cache-Control', 'no-store');
    return context.json(toPage({ items: items.map(toImage), total }, wish), 200);
  });
  routes.openapi({ ...readImageRoute, middleware: gates.metered }, async context => {
    const image = await service.read(context.get('user').id, context.req.valid('param').id);
    context.header('Cache-Control', 'no-store');
    return context.json(toImage(image), 200);
  });
  routes.openapi({ ...deleteImageRoute, middleware: gates.metered }, async context => {
    await service.delete(context.get('user').id, context.req.valid('param').id);
    return context.body(null, 204);
  });
  return routes;
}

function toImage(image: AddressedImage): Image {
  const { id, name, url, thumbnail, width, height, format, bytes, createdAt, expiresAt } = image;
  return {
    id,
    name,
    url,
    thumbnail,
    width,
    height,
    format,
    bytes,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}
