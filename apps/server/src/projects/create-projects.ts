import type { Logger } from 'pino';
import type { Database } from '../platform/database/schema.ts';
import type { Gates } from '../platform/gates.ts';
import type { newRouter } from '../platform/router.ts';
import { documentsRoutes } from './documents.routes.ts';
import { DocumentsService } from './documents.service.ts';
import { ProjectRepository } from './project.repository.ts';
import { ProjectFileRepository } from './project-file.repository.ts';
import { projectFilesRoutes } from './project-files.routes.ts';
import { type ProjectFilesPorts, ProjectFilesService } from './project-files.service.ts';
import { projectsRoutes } from './projects.routes.ts';
import { type ProjectNews, ProjectsService } from './projects.service.ts';

export interface ProjectsSetup extends Omit<ProjectFilesPorts, 'projects' | 'projectFiles' | 'onLeftOver'> {
  readonly database: Database;
  readonly news: ProjectNews;
  readonly gates: Gates;
  readonly log: Logger;
}

export interface Projects {
  readonly routes: readonly ReturnType<typeof newRouter>[];
  readonly files: ProjectFilesService;
}

/** Puts the capability together. */
export function createProjects({ database, gates, news, log, ...ports }: ProjectsSetup): Projects {
  const projects = new ProjectRepository(database);
  const files = new ProjectFilesService({
    ...ports,
    projects,
    projectFiles: new ProjectFileRepository(database),
    onLeftOver: (error, id) => log.error({ err: error, file: id }, 'could not remove the blobs of a file'),
  });
  const service = new ProjectsService({ ...ports, projects, news, forgetFiles: ids => files.forget(ids) });
  const documents = new DocumentsService({ ...ports, projects });
  return {
    routes: [
      projectsRoutes(service, gates),
      documentsRoutes(documents, gates),
      projectFilesRoutes(files, gates),
    ],
    files,
  };
}
