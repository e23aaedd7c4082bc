import { join } from 'node:path';
import { Hono } from 'hono';
import { fileResponse } from '../platform/file-response.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
/** The build puts a hash of the content into the names of everything in here. */
const HASHED = 'assets/';

export interface WebDeps {
  /** Absolute path of the built editor. */
  readonly webDir: string;
}

/** The built editor, at `/`. */
export function webRoutes({ webDir }: WebDeps): Hono {
  return new Hono().get('*', async context => {
    const path = safePath(new URL(context.req.url).pathname);
    if (path === undefined) return context.notFound();
    const cacheControl = path.startsWith(HASHED) ? FOR_EVER : ASK_AGAIN;
    const options = { cacheControl, precompressed: true };
    const answer = await fileResponse(context.req.raw, join(webDir, path || 'index.html'), options);
    if (answer) return answer;
    return path === ''
      ? context.text('The editor is not built yet. Run: npm start\n', 503)
      : context.notFound();
  });
}

/**
 * The path of a file below the served folder.
 * @returns undefined for whatever could lead out of it or to a hidden file
 */
function safePath(urlPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath.slice(1));
  } catch {
    return undefined;
  }
  if (path === '') return path;
  const safe = path.split('/').every(part => part !== '' && !part.startsWith('.') && !/[\\:\0]/.test(part));
  return safe ? path : undefined;
}
