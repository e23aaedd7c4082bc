import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelCatalog, type ModelFile, variantFiles } from '@backgroundfx/core';
import { Hono } from 'hono';
import { fileResponse } from '../platform/file-response.ts';

/** Shortest `?v=` that names a content, hex digits of its sha256. */
const MIN_VERSION_DIGITS = 8;
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

export interface ModelsDeps {
  readonly catalog: ModelCatalog;
  /** Absolute path of the catalogue. */
  readonly catalogFile: string;
  /** Absolute path of the folder with the built models. */
  readonly modelsDir: string;
}

/**
 * `/models/catalog.json`, `/models/served.json` with the names of the files that are here, and `/models/<file>`, for the names the catalogue knows and no others. With
 * `?v=<start of sha256>` an answer may be kept for ever; without, it is asked for again by its tag.
 */
export function modelsRoutes({ catalog, catalogFile, modelsDir }: ModelsDeps): Hono {
  const files = filesOf(catalog);
  const routes = new Hono();
  routes.get('/models/catalog.json', async context => {
    const answer = await fileResponse(context.req.raw, catalogFile, { cacheControl: ASK_AGAIN });
    return answer ?? context.notFound();
  });
  routes.get('/models/served.json', async context => {
    const names = [...files.keys()];
    const isHere = await Promise.all(names.map(name => isFile(join(modelsDir, name))));
    context.header('Cache-Control', ASK_AGAIN);
    return context.json({ files: names.filter((_, k) => isHere[k]) });
  });
  routes.get('/models/:name', async context => {
    const file = files.get(context.req.param('name'));
    if (!file) return context.notFound();
    const cacheControl = namesContent(context.req.query('v'), file.sha256) ? FOR_EVER : ASK_AGAIN;
    const options = { cacheControl, etag: `"${file.sha256}"` };
    return (await fileResponse(context.req.raw, join(modelsDir, file.name), options)) ?? context.notFound();
  });
  return routes;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  );
}

function filesOf(catalog: ModelCatalog): ReadonlyMap<string, ModelFile> {
  const files = catalog.models.flatMap(model => model.variants.flatMap(variantFiles));
  return new Map(files.map(file => [file.name, file]));
}

function namesContent(version: string | undefined, sha256: string): boolean {
  return version !== undefined && version.length >= MIN_VERSION_DIGITS && sha256.startsWith(version);
}
