import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  internal,
  jsonTooLarge,
  notJson,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { pageOf, pageQuery } from './paging.ts';

const MOST_NAME = 200;
const MOST_DESCRIPTION = 2000;
const MOST_SEARCH = 200;
const TYPES = ['image', 'video', 'batch'] as const;

const name = z
  .string('name must be text')
  .trim()
  .min(1, 'name must have at least 1 character')
  .max(MOST_NAME, `name must have at most ${MOST_NAME} characters`);
const description = z
  .string('description must be text')
  .trim()
  .max(MOST_DESCRIPTION, `description must have at most ${MOST_DESCRIPTION} characters`);

const projectSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: z.enum(TYPES).openapi({ description: 'Only projects of type `video` take videos' }),
    description: z.string().openapi({ description: 'Empty where there is none' }),
    status: z.enum(['draft', 'processing', 'completed']).openapi({
      description:
        '`draft`: it has no files. `completed`: all of its files were there when a document with a recipe was saved the last ' +
        'time. `processing`: files wait for that',
    }),
    files_count: z.int().min(0),
    created_at: z.iso.datetime(),
    updated_at: z.iso
      .datetime()
      .openapi({ description: 'When its fields, its document or its files changed last' }),
  })
  .openapi('Project');

export type Project = z.infer<typeof projectSchema>;

const createSchema = z
  .strictObject({
    name,
    type: z.enum(TYPES, `type must be one of ${TYPES.join(', ')}`),
    description: description.optional(),
  })
  .openapi('CreateProject');
const updateSchema = z.strictObject({ name, description }).partial().openapi('UpdateProject');

export type CreateProject = z.infer<typeof createSchema>;
export type UpdateProject = z.infer<typeof updateSchema>;

const EXAMPLE: Project = {
  id: '4b8f3c52-91ad-4f6e-a6f3-0c2d9be8d7a1',
  name: 'Autumn catalogue',
  type: 'image',
  description: 'Everything that goes on page one',
  status: 'draft',
  files_count: 0,
  created_at: '2026-01-31T12:00:00.000Z',
  updated_at: '2026-01-31T12:00:00.000Z',
};

const tags = ['Projects'];
const security = [{ BearerAuth: [] }];
/** Plain text: what is no id of the caller's is not found, whatever it looks like. */
const params = z.object({ id: z.string().openapi({ format: 'uuid', example: EXAMPLE.id }) });

const notFound = errorAnswer('The caller has no such project', [
  { error: 'not_found', message: 'There is no such project' },
]);
const wrong = (path: string, message: string) =>
  errorAnswer('A field is not as it must be', [
    {
      error: 'invalid_request',
      message: 'The request is not valid',
      details: { fields: [{ path, message }] },
    },
  ]);
const wrongName = wrong('name', 'name must have at least 1 character');
const always = { 401: unauthorized, 500: internal, 503: databaseBusy };
const writing = {
  ...always,
  503: errorAnswer('The database takes nothing now', [DATABASE_BUSY, STORAGE_FULL], RETRY_HEADERS),
};

const json = <Schema extends z.ZodType>(schema: Schema, example: z.infer<Schema>) => ({
  content: { 'application/json': { schema, example } },
});

export const listProjectsRoute = createRoute({
  method: 'get',
  path: '/projects',
  operationId: 'listProjects',
  tags,
  summary: 'List user projects',
  description: 'The newest first.',
  security,
  request: {
    query: z.object({
      ...pageQuery,
      search: z
        .string()
        .max(MOST_SEARCH, `search must have at most ${MOST_SEARCH} characters`)
        .optional()
        .openapi({
          description: 'Stands in the name or the description; case and kind of space are all one',
          example: 'autumn',
        }),
    }),
  },
  responses: {
    200: {
      description: 'List of projects',
      ...json(pageOf(projectSchema).openapi('ProjectPage'), {
        items: [EXAMPLE],
        total: 1,
        page: 1,
        pages: 1,
      }),
    },
    ...always,
    400: wrong('limit', 'limit must be a whole number from 1 to 100'),
  },
});

export const createProjectRoute = createRoute({
  method: 'post',
  path: '/projects',
  operationId: 'createProject',
  tags,
  summary: 'Create new project',
  description: 'There can be 1000. Webhooks are told of it as `project.created`.',
  security,
  request: {
    body: { required: true, ...json(createSchema, { name: EXAMPLE.name, type: EXAMPLE.type }) },
  },
  responses: {
    201: {
      description: 'Project created',
      headers: { Location: { description: 'Of the project', schema: { type: 'string' } } },
      ...json(projectSchema, EXAMPLE),
    },
    ...writing,
    400: wrongName,
    409: errorAnswer('There are as many projects as there can be', [
      {
        error: 'limit_reached',
        message: 'There can be at most 1000 projects; delete one first',
        details: { limit: 1000 },
      },
    ]),
    413: jsonTooLarge,
    415: notJson,
  },
});

export const readProjectRoute = createRoute({
  method: 'get',
  path: '/projects/{id}',
  operationId: 'readProject',
  tags,
  summary: 'Get a project',
  security,
  request: { params },
  responses: {
    200: { description: 'The project', ...json(projectSchema, EXAMPLE) },
    ...always,
    404: notFound,
  },
});

export const updateProjectRoute = createRoute({
  method: 'patch',
  path: '/projects/{id}',
  operationId: 'updateProject',
  tags,
  summary: 'Change a project',
  description: 'Changes what is given. Its type stays.',
  security,
  request: { params, body: { required: true, ...json(updateSchema, { name: 'Winter catalogue' }) } },
  responses: {
    200: {
      description: 'The project as it is now',
      ...json(projectSchema, { ...EXAMPLE, name: 'Winter catalogue' }),
    },
    ...writing,
    400: wrongName,
    404: notFound,
    413: jsonTooLarge,
    415: notJson,
  },
});

export const deleteProjectRoute = createRoute({
  method: 'delete',
  path: '/projects/{id}',
  operationId: 'deleteProject',
  tags,
  summary: 'Delete a project',
  description: 'With its document and its files, whose addresses lead nowhere from then on.',
  security,
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...always, 404: notFound },
});
