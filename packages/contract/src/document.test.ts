import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './document.ts';

// As it goes over the wire: without the members that are undefined.
const document = JSON.parse(JSON.stringify(openApiDocument()));

interface Media {
  readonly schema: { readonly $ref?: string; readonly format?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: { readonly error: string } }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-units'?: string;
  readonly security?: unknown;
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly parameters?: readonly {
    readonly $ref?: string;
    readonly schema: { readonly example?: unknown };
    readonly example?: unknown;
  }[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly headers: Readonly<Record<string, unknown>>;
        readonly content?: Readonly<Record<string, Media>>;
      }
    >
  >;
}

/** What a place in the document says, there or among the components. */
function followed<Value>(value: Value): Value {
  const { $ref } = value as { readonly $ref?: string };
  if ($ref === undefined) return value;
  return $ref
    .replace('#/', '')
    .split('/')
    .reduce((found, key) => found[key], document);
}

const operations = Object.entries<Readonly<Record<string, Operation>>>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
);

describe('the document', () => {
  it('is the committed one', () => {
    const committed = readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(document);
  });

  it('is OpenAPI 3.1, its paths under /v1', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: '/v1', description: 'This server' }]);
    expect(document.components.securitySchemes).toEqual({
      BearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
    });
  });

  it('has these operations and no others', () => {
    expect(operations.map(([place]) => place)).toEqual([
      'post /auth/register',
      'post /auth/login',
      'post /auth/refresh',
      'post /auth/logout',
      'get /users/me',
      'patch /users/me',
      'delete /users/me',
      'get /users/me/usage',
      'post /users/me/api-keys',
      'get /users/me/api-keys',
      'delete /users/me/api-keys/{id}',
      'post /process/remove-background',
      'post /process/replace-background',
      'post /process/batch',
      'get /process/jobs',
      'get /process/jobs/{jobId}',
      'delete /process/jobs/{jobId}',
      'get /process/jobs/{jobId}/events',
      'get /process/jobs/{jobId}/archive',
      'post /images',
      'get /images',
      'get /images/{id}',
      'delete /images/{id}',
      'get /models',
      'post /models',
      'get /models/{id}',
      'delete /models/{id}',
      'get /backgrounds',
      'post /backgrounds',
      'post /backgrounds/generate',
      'get /backgrounds/{id}',
      'delete /backgrounds/{id}',
      'get /files/{id}/{name}',
      'get /projects',
      'post /projects',
      'get /projects/{id}',
      'patch /projects/{id}',
      'delete /projects/{id}',
      'get /projects/{id}/document',
      'put /projects/{id}/document',
      'post /projects/{id}/files',
      'get /projects/{id}/files',
      'get /projects/{id}/files/{fileId}',
      'delete /projects/{id}/files/{fileId}',
      'post /webhooks',
      'get /webhooks',
      'get /webhooks/{id}',
      'patch /webhooks/{id}',
      'delete /webhooks/{id}',
      'post /webhooks/{id}/test',
      'post /webhooks/{id}/rotate-secret',
      'get /webhooks/{id}/deliveries',
      'post /webhooks/{id}/deliveries/{deliveryId}/redeliver',
      'get /health',
      'get /ready',
      'get /openapi.json',
    ]);
  });

  it('gives every operation a name of its own', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every(name => /^[a-z][A-Za-z]+$/.test(name))).toBe(true);
  });

  it('says what the form of one picture holds', () => {
    const { requestBody } = document.paths['/process/remove-background'].post;
    expect(requestBody.content['multipart/form-data'].schema).toMatchObject({
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary' },
        model: { type: 'string', enum: ['rembg', 'u2net', 'deeplab', 'custom'], default: 'rembg' },
        quality: { type: 'string', enum: ['low', 'medium', 'high', 'ultra'], default: 'high' },
        return_mask: { type: 'boolean', default: false },
        edge_refinement: { type: 'number', minimum: 0, maximum: 100, default: 50 },
      },
    });
  });
});

describe.each(operations)('%s', (place, operation) => {
  it('says who may call it, and under which heading', () => {
    const bearer = { BearerAuth: [] };
    expect([[], [bearer], [bearer, { ApiKeyAuth: [] }]]).toContainEqual(operation.security);
    const headings = document.tags.map((tag: { name: string }) => tag.name);
    expect(headings).toEqual(expect.arrayContaining([...operation.tags]));
    expect(operation.summary).toMatch(/^[A-Z]/);
  });

  it('demands its body and shows one', () => {
    const body = operation.requestBody;
    if (body) {
      expect(body.required).toBe(true);
      for (const media of Object.values(body.content)) expect(media.example).toBeDefined();
    }
    for (const parameter of operation.parameters ?? []) {
      const { schema, example } = followed(parameter);
      expect(example ?? schema.example).toBeDefined();
    }
  });

  it('tells what it costs, and what happens once, where its caller is known', () => {
    const known = JSON.stringify(operation.security) !== '[]';
    const costs = known && operation['x-units'] !== 'none';
    const { responses } = operation;
    expect(costs ? ['request', 'picture'] : [undefined, 'none']).toContain(operation['x-units']);
    if (known) expect('429' in responses).toBe(costs);
    for (const response of Object.values(responses)) {
      const { headers } = followed(response);
      const isShared = '$ref' in response && !('RateLimit' in headers);
      if (!isShared) expect('RateLimit' in headers).toBe(costs);
    }
    const once = known && place.startsWith('post ');
    const names = (operation.parameters ?? []).map(({ $ref }) => $ref);
    expect(names.includes('#/components/parameters/IdempotencyKey')).toBe(once);
    for (const [status, word] of [
      ['409', 'still_running'],
      ['422', 'idempotency_key_reused'],
    ] as const) {
      const { content = {} } = responses[status] ? followed(responses[status]) : {};
      const words = Object.keys(content['application/json']?.examples ?? {});
      expect(words.includes(word)).toBe(once);
    }
  });

  it('shows every answer, and every error in its one shape', () => {
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['500']));
    const demandsToken = JSON.stringify(operation.security) !== '[]';
    if (demandsToken) expect(Object.keys(operation.responses)).toContain('401');
    for (const [status, response] of Object.entries(operation.responses)) {
      const { headers, content = {} } = followed(response);
      expect(headers).toMatchObject({ 'X-Request-Id': { $ref: '#/components/headers/RequestId' } });
      for (const media of Object.values(content)) {
        if (media.schema.format === 'binary') continue;
        expect(media.example ?? media.examples).toBeDefined();
        if (Number(status) < 400 || media.schema.$ref === '#/components/schemas/Readiness') continue;
        expect(media.schema).toEqual({ $ref: '#/components/schemas/Error' });
        for (const [name, { value }] of Object.entries(media.examples ?? {}))
          expect(name.replace(/_\d+$/, '')).toBe(value.error);
      }
    }
  });
});
