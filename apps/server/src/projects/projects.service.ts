import type { CreateProject, UpdateProject } from '@backgroundfx/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/schema.ts';
import type { Ids } from '../platform/ids.ts';
import type { Page } from '../platform/paging.ts';
import { NEW_DOCUMENT } from './documents.service.ts';
import type { ProjectRecord, ProjectRepository, SearchWish } from './project.repository.ts';
import { noProject, tooMany } from './refusals.ts';

const MOST_OF_USER = 1000;

/** Tells those who want to know. */
export interface ProjectNews {
  /** Writes down that a project was made, in the transaction in which it is. */
  created(project: Pick<ProjectRecord, 'id' | 'userId' | 'name' | 'type'>, within: Database): Promise<void>;
  /** The transaction is over. */
  wake(): void;
}

export interface ProjectsPorts {
  readonly projects: ProjectRepository;
  readonly news: ProjectNews;
  /** Removes the blobs of files that no row knows any more; never rejects. */
  readonly forgetFiles: (ids: readonly string[]) => Promise<void>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Projects, as their owners see and change them. Whatever is not theirs is not there. */
export class ProjectsService {
  readonly #ports: ProjectsPorts;

  constructor(ports: ProjectsPorts) {
    this.#ports = ports;
  }

  /**
   * @param id of the request, if it may come again
   * @throws ApiError 409 `limit_reached`
   */
  async create(
    userId: string,
    { name, type, description = '' }: CreateProject,
    id: string = this.#ports.ids.next(),
  ): Promise<ProjectRecord> {
    const { projects, news, clock } = this.#ports;
    const before = await projects.find(userId, id);
    if (before) return before;
    const project = { id, userId, name, type, description, document: NEW_DOCUMENT, createdAt: clock.now() };
    const inserted = await projects.insert(project, MOST_OF_USER, within => news.created(project, within));
    if (!inserted) throw tooMany('projects', MOST_OF_USER);
    news.wake();
    return this.read(userId, id);
  }

  list(userId: string, wish: SearchWish): Promise<Page<ProjectRecord>> {
    return this.#ports.projects.list(userId, wish);
  }

  /** @throws ApiError 404 `not_found` */
  async read(userId: string, id: string): Promise<ProjectRecord> {
    const project = await this.#ports.projects.find(userId, id);
    if (!project) throw noProject();
    return project;
  }

  /** @throws ApiError 404 `not_found` */
  async update(userId: string, id: string, { name, description }: UpdateProject): Promise<ProjectRecord> {
    const { projects, clock } = this.#ports;
    const changes = {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
    };
    if (Object.keys(changes).length > 0) await projects.update(userId, id, changes, clock.now());
    return this.read(userId, id);
  }

  /** With everything in it. @throws ApiError 404 `not_found` */
  async delete(userId: string, id: string): Promise<void> {
    const files = await this.#ports.projects.delete(userId, id);
    if (!files) throw noProject();
    await this.#ports.forgetFiles(files);
  }
}
