import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApiDocument } from '../src/document.ts';
import { contradictions } from './superset.ts';

/** The owner's own description of the API lies beside the project; a checkout alone does not hold it. */
const SEED = join(import.meta.dirname, '../../../../shared/contract/seed.openapi.yaml');

describe('the served document', () => {
  it("adds to the owner's description and contradicts nothing of it", ({ skip }) => {
    skip(!existsSync(SEED), "the owner's description is not here");
    const seed = parse(readFileSync(SEED, 'utf8'));
    expect(Object.keys(seed.paths).filter(path => path in (openApiDocument().paths ?? {}))).toEqual([
      '/auth/login',
      '/auth/register',
      '/process/remove-background',
      '/process/batch',
      '/process/jobs/{jobId}',
    ]);
    expect(contradictions(seed, JSON.parse(JSON.stringify(openApiDocument())))).toEqual([]);
  });
});

const SEED_OF_ONE_PATH = {
  security: [{ Bearer: [] }],
  paths: {
    '/a': {
      post: {
        tags: ['A'],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: { type: 'string', minLength: 2 },
                  size: { type: 'string', enum: ['s', 'm'], default: 's' },
                },
              },
            },
          },
        },
        responses: { '200': { $ref: '#/components/responses/Done' }, '404': { description: 'None' } },
      },
    },
    '/not-ours': { get: { security: [], responses: { '200': { description: 'There' } } } },
  },
  components: {
    responses: { Done: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } },
    schemas: {
      A: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'uuid' },
          state: { enum: ['on', 'off'] },
          parts: { type: 'array', items: { type: 'integer', maximum: 9 } },
        },
      },
    },
  },
};

describe('the comparison', () => {
  /** The seed with one piece of its text changed. */
  const changed = (piece: string, other: string) => {
    const text = JSON.stringify(SEED_OF_ONE_PATH);
    expect(text).toContain(piece);
    return JSON.parse(text.replace(piece, other));
  };
  const body = 'post /a body application/json';
  const done = 'post /a 200 application/json';

  it.each([
    ['itself', '"paths"', '"paths"'],
    ['a limit where there was none', '"minLength":2', '"minLength":2,"maxLength":9'],
    ['another word to send', '["s","m"]', '["s","m","l"]'],
    ['another way to say who calls', '[{"Bearer":[]}]', '[{"Bearer":[]},{"Key":[]}]'],
    ['another answer', '"404":', '"410":{},"404":'],
    ['a path that is not there yet', '"/not-ours"', '"/ours"'],
    ['a promised property', '"properties":{"id"', '"required":["id"],"properties":{"id"'],
  ])('lets pass %s', (_what, piece, other) => {
    expect(contradictions(SEED_OF_ONE_PATH, changed(piece, other))).toEqual([]);
  });

  it.each([
    ['"post":', '"put":', 'post /a: is missing'],
    ['[{"Bearer":[]}]', '[]', 'post /a: security is []'],
    ['[{"Bearer":[]}]', '[{"Key":[]}]', 'post /a: security is [{"Key":[]}]'],
    ['["A"]', '["B"]', 'post /a: tag "A" is missing'],
    ['"required":true', '"required":false', 'post /a body: required is false'],
    [
      '"application/json":{"schema":{"type"',
      '"text/plain":{"schema":{"type"',
      `post /a body: application/json is missing`,
    ],
    ['["name"]', '[]', `${body}: ["name"] must be required`],
    ['["name"]', '["name","size"]', `${body}: ["size"] must stay optional`],
    ['"minLength":2', '"minLength":3', `${body}.name: minLength is 3, not 2`],
    ['"default":"s"', '"default":"m"', `${body}.size: default is "m", not "s"`],
    ['["s","m"]', '["s"]', `${body}.size: enum lacks ["m"]`],
    ['"404":', '"410":', 'post /a 404: is missing'],
    ['"format":"uuid"', '"format":"uri"', `${done}.id: format is "uri", not "uuid"`],
    ['"state":', '"status":', `${done}.state: is missing`],
    ['["on","off"]', '["on","off","between"]', `${done}.state: enum adds ["between"]`],
    ['"maximum":9', '"minimum":0', `${done}.parts[]: maximum is absent, not 9`],
  ])('finds fault: %s becomes %s', (piece, other, fault) => {
    expect(contradictions(SEED_OF_ONE_PATH, changed(piece, other))).toEqual([fault]);
  });
});
