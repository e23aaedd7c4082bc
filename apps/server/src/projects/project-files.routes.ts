import {
  addProjectFileRoute,
  deleteProjectFileRoute,
  listProjectFilesRoute,
  type ProjectFile,
  readProjectFileRoute,
} from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { toPage } from '../platform/paging.ts';
import { newRouter } from '../platform/router.ts';
import { type AddressedFile, isVideo, type ProjectFilesService } from './project-files.service.ts';

/** `/projects/{id}/files`. */
export function projectFilesRoutes(service: ProjectFilesService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  // Not `openapi`: it is to leave the body alone.
  routes.post(addProjectFileRoute.getRoutingPath(), gates.once.metered, async context => {
    const { signal } = context.req.raw;
    const userId = context.get('user').id;
    const projectId = context.req.param('id');
    const id = context.get('once')?.id;
    const file = await service.add({ message: context.env.incoming, userId, projectId, signal, id });
    context.header('Location', `/v1/projects/${projectId}/files/${file.id}`);
    return context.json(toFile(file), 201);
  });
  routes.openapi({ ...listProjectFilesRoute, middleware: gates.metered }, async context => {
    const wish = context.req.valid('query');
    const { id } = context.req.valid('param');
    const { items, total } = await service.list(context.get('user').id, id, wish);
    context.header('Cache-Control', 'no-store');
    return context.json(toPage({ items: items.map(toFile), total }, wish), 200);
  });
  routes.openapi({ ...readProjectFileRoute, middleware: gates.metered }, async context => {
    const { id, fileId } = context.req.valid('param');
    const file = await service.read(context.get('user').id, id, fileId);
    context.header('Cache-Control', 'no-store');
    return context.json(toFile(file), 200);
  });
  routes.openapi({ ...deleteProjectFileRoute, middleware: gates.metered }, async context => {
    const { id, fileId } = context.req.valid('param');
    await service.delete(context.get('user').id, id, fileId);
    return context.body(null, 204);
  });
  return routes;
}

function toFile(file: AddressedFile): ProjectFile {
  const { id, name, format, bytes, size, url, thumbnail, createdAt, expiresAt } = file;
  return {
    id,
    name,
    kind: isVideo(file) ? 'video' : 'image',
    format,
    bytes,
    width: size?.width ?? null,
    height: size?.height ?? null,
    url,
    thumbnail: thumbnail ?? null,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}
