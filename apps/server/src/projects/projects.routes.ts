import {
  createProjectRoute,
  deleteProjectRoute,
  listProjectsRoute,
  type Project,
  readProjectRoute,
  updateProjectRoute,
} from '@backgroundfx/contract';
import type { Gates } from '../platform/gates.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { toPage } from '../platform/paging.ts';
import { newRouter } from '../platform/router.ts';
import type { ProjectRecord } from './project.repository.ts';
import type { ProjectsService } from './projects.service.ts';

/** `/projects`. */
export function projectsRoutes(service: ProjectsService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  routes.use('/projects', jsonLimit());
  routes.use('/projects/:id', jsonLimit());
  routes.openapi({ ...createProjectRoute, middleware: gates.once.metered }, async context => {
    const { id } = context.get('user');
    const project = await service.create(id, context.req.valid('json'), context.get('once')?.id);
    context.header('Location', `/v1/projects/${project.id}`);
    return context.json(toProject(project), 201);
  });
  routes.openapi({ ...listProjectsRoute, middleware: gates.metered }, async context => {
    const wish = context.req.valid('query');
    const { items, total } = await service.list(context.get('user').id, wish);
    context.header('Cache-Control', 'no-store');
    return context.json(toPage({ items: items.map(toProject), total }, wish), 200);
  });
  routes.openapi({ ...readProjectRoute, middleware: gates.metered }, async context => {
    const project = await service.read(context.get('user').id, context.req.valid('param').id);
    context.header('Cache-Control', 'no-store');
    return context.json(toProject(project), 200);
  });
  routes.openapi({ ...updateProjectRoute, middleware: gates.metered }, async context => {
    const { id } = context.req.valid('param');
    const project = await service.update(context.get('user').id, id, context.req.valid('json'));
    return context.json(toProject(project), 200);
  });
  routes.openapi({ ...deleteProjectRoute, middleware: gates.metered }, async context => {
    await service.delete(context.get('user').id, context.req.valid('param').id);
    return context.body(null, 204);
  });
  return routes;
}

function toProject(project: ProjectRecord): Project {
  const { id, name, type, description, filesCount, createdAt, updatedAt } = project;
  return {
    id,
    name,
    type,
    description,
    status: statusOf(project),
    files_count: filesCount,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

/** As the contract says it. */
function statusOf({ filesCount, coversFiles }: ProjectRecord): Project['status'] {
  if (filesCount === 0) return 'draft';
  return coversFiles ? 'completed' : 'processing';
}
