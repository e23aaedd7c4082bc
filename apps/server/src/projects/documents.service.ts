import { createHash } from 'node:crypto';
import { readRecipe } from '@backgroundfx/core';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { ProjectDocument, ProjectRepository, SavedDocument } from './project.repository.ts';
import { noProject, noRoomForProjects } from './refusals.ts';

export interface DocumentsPorts {
  readonly projects: Pick<ProjectRepository, 'document' | 'saveDocument'>;
  readonly clock: Clock;
  /** What all projects of one user may take, bytes. */
  readonly maxBytesOfUser: number;
}

const ETAG_CHARACTERS = 22;
/** Of a field's name that is told: whoever sends longer ones knows them. */
const MAX_PATH = 100;

/** Of a project in which nothing was saved yet. */
export const NEW_DOCUMENT: ProjectDocument = { text: '{}', etag: etagOf('{}') };

/** What editors save in projects: JSON with a recipe, kept byte for byte. */
export class DocumentsService {
  readonly #ports: DocumentsPorts;

  constructor(ports: DocumentsPorts) {
    this.#ports = ports;
  }

  /** @throws ApiError 404 `not_found` */
  async read(userId: string, id: string): Promise<ProjectDocument> {
    const document = await this.#ports.projects.document(userId, id);
    if (!document) throw noProject();
    return document;
  }

  /**
   * Replaces the document that the caller knows.
   * @param ifMatch the header
   * @returns the entity tag of the new one
   * @throws ApiError 404, 428 without the header, 400 `invalid_request`, 412 when another one is there by now, 403
   *   `quota_exceeded`
   */
  async save(
    userId: string,
    id: string,
    { ifMatch, body }: { readonly ifMatch: string | undefined; readonly body: Uint8Array },
  ): Promise<string> {
    const { projects, clock, maxBytesOfUser } = this.#ports;
    // Before anything else: others learn nothing of the project by what they send.
    await this.read(userId, id);
    if (ifMatch === undefined) throw unconditional();
    const document = parse(body);
    const place = { userId, id, now: clock.now() };
    const isExpected = (etag: string) => tags(ifMatch).some(tag => tag === '*' || tag === etag);
    const outcome = await projects.saveDocument(place, document, isExpected, maxBytesOfUser);
    if (outcome === 'missing') throw noProject();
    if (outcome === 'stale') throw stale((await this.read(userId, id)).etag);
    if (outcome === 'full') throw noRoomForProjects(maxBytesOfUser);
    return document.etag;
  }
}

/** Compared as they are: a weak tag is none of ours (RFC 9110, 13.1.1). */
function tags(header: string): string[] {
  return header.split(',').map(tag => tag.trim());
}

function parse(body: Uint8Array): SavedDocument {
  let text: string;
  let document: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    document = JSON.parse(text);
  } catch {
    throw invalidRequest([{ path: '', message: 'The body is not valid JSON' }]);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalidRequest([{ path: '', message: 'The body must be a JSON object' }]);
  }
  const hasRecipe = Object.hasOwn(document, 'recipe');
  if (hasRecipe) checkRecipe((document as { readonly recipe: unknown }).recipe);
  return { text, etag: etagOf(text), bytes: body.length, hasRecipe };
}

function checkRecipe(recipe: unknown): void {
  const read = readRecipe(recipe);
  if (read.ok) return;
  throw invalidRequest(
    read.problems.map(({ path, message }) => ({
      path: (path === '' ? 'recipe' : `recipe.${path}`).slice(0, MAX_PATH),
      message,
    })),
  );
}

function etagOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('base64url');
  return `"${hash.slice(0, ETAG_CHARACTERS)}"`;
}

function unconditional(): ApiError {
  const message = 'If-Match must hold the ETag of the document that is replaced';
  return new ApiError(428, 'precondition_required', message);
}

function stale(etag: string): ApiError {
  const message = 'The document has been changed since; get it again';
  return new ApiError(412, 'precondition_failed', message, { headers: { ETag: etag } });
}
