import { createRoute, z } from '@hono/zod-openapi';
import {
  DATABASE_BUSY,
  databaseBusy,
  errorAnswer,
  errorSchema,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
  unauthorized,
} from './error.ts';
import { modelNotReady, NO_SUCH_MODEL } from './model-errors.ts';
import { pageOf, pageQuery, wrongPage } from './paging.ts';
import { HOUSE_FULL } from './picture-errors.ts';
import { CUTOUT_PROPERTIES, processingResultSchema, RESULT_EXAMPLE } from './processing-result.ts';

/** Files of one batch. */
export const MOST_FILES = 100;
/** Where a job or one of its files stands. */
export const JOB_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;

const status = z.enum(JOB_STATUSES);

export const batchItemSchema = z
  .object({
    position: z.int().openapi({ description: 'In the form, from 0' }),
    file: z.string().openapi({ description: 'Name of the file as it was sent' }),
    status,
    result_id: z
      .uuid()
      .optional()
      .openapi({ description: 'Of its result, which is among `results` for as long as it is kept' }),
    error: errorSchema.optional().openapi({ description: 'Why there is no result' }),
  })
  .openapi('BatchItem');

export const batchJobSchema = z
  .object({
    id: z.uuid(),
    status: status.openapi({
      description: '`completed` when all is over and there are results, `failed` when there are none',
    }),
    progress: z.number().min(0).max(100).openapi({ description: 'Files that are over, of a hundred' }),
    total_files: z.int(),
    processed_files: z.int().openapi({ description: 'Files that are over, those that failed too' }),
    failed_files: z.int(),
    cancelled: z.boolean(),
    results: z
      .array(processingResultSchema)
      .optional()
      .openapi({ description: 'In the order of the form; not in lists and events' }),
    items: z.array(batchItemSchema).optional().openapi({ description: 'Not in lists and events' }),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().optional(),
  })
  .openapi('BatchJob');

export const jobPageSchema = pageOf(batchJobSchema).openapi('JobPage');

export type BatchItem = z.infer<typeof batchItemSchema>;
export type BatchJob = z.infer<typeof batchJobSchema>;

const ID = '7d0a4c1e-93b5-4f7a-8a53-0b1f6de6f0aa';
const BROKEN = {
  error: 'invalid_image',
  message: 'The picture is damaged and cannot be read',
  details: { reason: 'unreadable_image' },
};
const SUMMARY: BatchJob = {
  id: ID,
  status: 'completed',
  progress: 100,
  total_files: 2,
  processed_files: 2,
  failed_files: 1,
  cancelled: false,
  created_at: '2026-01-31T12:00:00.000Z',
  finished_at: '2026-01-31T12:00:02.000Z',
};
const JOB_EXAMPLE: BatchJob = {
  ...SUMMARY,
  results: [RESULT_EXAMPLE],
  items: [
    { position: 0, file: 'mug.jpg', status: 'completed', result_id: RESULT_EXAMPLE.id },
    { position: 1, file: 'broken.png', status: 'failed', error: BROKEN },
  ],
};
export const NEW_JOB_EXAMPLE: BatchJob = {
  id: ID,
  status: 'pending',
  progress: 0,
  total_files: 2,
  processed_files: 0,
  failed_files: 0,
  cancelled: false,
  results: [],
  items: [
    { position: 0, file: 'mug.jpg', status: 'pending' },
    { position: 1, file: 'broken.png', status: 'pending' },
  ],
  created_at: '2026-01-31T12:00:00.000Z',
};
const EVENTS = [
  `event: item\ndata: ${JSON.stringify(JOB_EXAMPLE.items?.[0])}`,
  `event: job\ndata: ${JSON.stringify({ ...SUMMARY, status: 'processing', progress: 50 })}`,
].join('\n\n');

const security = [{ BearerAuth: [] }];
/** Plain text: what is no id of the caller's is not found, whatever it looks like. */
const params = z.object({ jobId: z.string().openapi({ format: 'uuid', example: ID }) });
const notFound = errorAnswer('The caller has no such job', [
  { error: 'not_found', message: 'There is no such job' },
]);

export const JOB_LOCATION = {
  Location: { description: 'Of the job', schema: { type: 'string' } },
} as const;

const form = {
  schema: {
    type: 'object' as const,
    required: ['files'],
    properties: {
      files: {
        type: 'array' as const,
        items: { type: 'string' as const, format: 'binary' },
        minItems: 1,
        maxItems: MOST_FILES,
        description: 'Image files (PNG, JPG, WebP), each at most 50 MB and 100 megapixels',
      },
      options: {
        type: 'string' as const,
        description: [
          'JSON string of processing options: those of `/process/remove-background`, and under `files`, by file name,',
          `those that differ. Options are ${Object.keys(CUTOUT_PROPERTIES).join(', ')}.`,
        ].join(' '),
        contentMediaType: 'application/json',
      },
    },
    additionalProperties: false,
  },
  example: {
    options: JSON.stringify({ quality: 'high', files: { 'mug.jpg': { format: 'webp', crop: true } } }),
  },
};

export const createBatchRoute = createRoute({
  method: 'post',
  path: '/process/batch',
  operationId: 'createBatch',
  tags: ['Processing'],
  summary: 'Process multiple files',
  description:
    'Costs a unit for each file; when fewer are left nothing is taken and nothing is done. Files that fail by a fault of the ' +
    'server give theirs back, and so do those that wait when the job is cancelled.',
  'x-units': 'picture',
  security,
  request: { body: { required: true, content: { 'multipart/form-data': form } } },
  responses: {
    202: {
      description: 'Batch job created',
      headers: JOB_LOCATION,
      content: { 'application/json': { schema: batchJobSchema, example: NEW_JOB_EXAMPLE } },
    },
    400: errorAnswer('The form or its options are not as they must be', [
      {
        error: 'invalid_request',
        message: 'The request is not valid',
        details: {
          fields: [{ path: 'options.quality', message: 'quality must be one of low, medium, high, ultra' }],
        },
      },
    ]),
    401: unauthorized,
    404: errorAnswer('The caller has no such model', [NO_SUCH_MODEL]),
    408: errorAnswer('The upload is too slow', [
      { error: 'request_timeout', message: 'The upload is too slow' },
    ]),
    409: modelNotReady,
    413: errorAnswer('One of the files is too large', [
      {
        error: 'payload_too_large',
        message: 'The file must not be larger than 50 MB',
        details: { limit_bytes: 50_000_000 },
      },
    ]),
    415: errorAnswer('The body is not a form', [
      { error: 'unsupported_media_type', message: 'The Content-Type must be multipart/form-data' },
    ]),
    500: internal,
    503: errorAnswer(
      'The server cannot take the files now',
      [...HOUSE_FULL, DATABASE_BUSY, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});

export const listJobsRoute = createRoute({
  method: 'get',
  path: '/process/jobs',
  operationId: 'listJobs',
  tags: ['Processing'],
  summary: 'List your jobs',
  description: 'The newest first, without their files and results.',
  'x-units': 'none',
  security,
  request: {
    query: z.object({
      ...pageQuery,
      status: z
        .enum(JOB_STATUSES, `status must be one of ${JOB_STATUSES.join(', ')}`)
        .optional()
        .openapi({ example: 'processing' }),
    }),
  },
  responses: {
    200: {
      description: 'A page of jobs',
      content: {
        'application/json': {
          schema: jobPageSchema,
          example: { items: [SUMMARY], total: 1, page: 1, pages: 1 },
        },
      },
    },
    400: wrongPage(),
    401: unauthorized,
    500: internal,
    503: databaseBusy,
  },
});

export const readJobRoute = createRoute({
  method: 'get',
  path: '/process/jobs/{jobId}',
  operationId: 'readJob',
  tags: ['Processing'],
  summary: 'Get batch job status',
  'x-units': 'none',
  security,
  request: { params },
  responses: {
    200: {
      description: 'Job status retrieved',
      content: { 'application/json': { schema: batchJobSchema, example: JOB_EXAMPLE } },
    },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: databaseBusy,
  },
});

export const cancelJobRoute = createRoute({
  method: 'delete',
  path: '/process/jobs/{jobId}',
  operationId: 'cancelJob',
  tags: ['Processing'],
  summary: 'Cancel a job',
  description:
    'Files that are not over yet fail with `cancelled`; results that are there stay. Units of files that have waited so far ' +
    'come back.',
  'x-units': 'none',
  security,
  request: { params },
  responses: {
    202: {
      description: 'The job is cancelled',
      content: {
        'application/json': {
          schema: batchJobSchema,
          example: {
            ...NEW_JOB_EXAMPLE,
            status: 'failed',
            progress: 100,
            processed_files: 2,
            failed_files: 2,
            cancelled: true,
            items: NEW_JOB_EXAMPLE.items?.map(item => ({
              ...item,
              status: 'failed',
              error: { error: 'cancelled', message: 'The job was cancelled' },
            })),
            finished_at: '2026-01-31T12:00:01.000Z',
          } as BatchJob,
        },
      },
    },
    401: unauthorized,
    404: notFound,
    409: errorAnswer('There is nothing left to cancel', [
      { error: 'job_finished', message: 'The job is over already' },
    ]),
    500: internal,
    503: databaseBusy,
  },
});

export const jobEventsRoute = createRoute({
  method: 'get',
  path: '/process/jobs/{jobId}/events',
  operationId: 'watchJob',
  tags: ['Processing'],
  summary: 'Follow a job',
  description:
    'Server-sent events. `item` has a file of the job (`BatchItem`) as it is now: each once at the beginning, then whenever ' +
    'it changes. `job` has the job, without its files and results, after each of them. The stream ends when the job is over, ' +
    'and after an hour; a line that begins with a colon only says that the server is there.',
  'x-units': 'none',
  security,
  request: { params },
  responses: {
    200: {
      description: 'What happens to the job',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS } },
    },
    401: unauthorized,
    404: notFound,
    500: internal,
    503: errorAnswer(
      'There are enough streams, or the database does not answer now',
      [{ error: 'busy', message: 'Too many of your streams are open; close one' }, DATABASE_BUSY],
      RETRY_HEADERS,
    ),
  },
});

export const jobArchiveRoute = createRoute({
  method: 'get',
  path: '/process/jobs/{jobId}/archive',
  operationId: 'fetchJobArchive',
  tags: ['Processing'],
  summary: 'Fetch all results of a job',
  description:
    'A ZIP archive whose files are called as those that were sent, with the endings of what they are now.',
  'x-units': 'none',
  security,
  request: { params },
  responses: {
    200: {
      description: 'The archive',
      headers: {
        'Content-Disposition': { description: 'What to call it', schema: { type: 'string' } },
      },
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    },
    401: unauthorized,
    404: notFound,
    409: errorAnswer('There is no archive', [
      { error: 'job_not_finished', message: 'The job is not over yet' },
      { error: 'no_results', message: 'No file of the job has a result' },
    ]),
    410: errorAnswer('The results are not kept any more', [
      { error: 'expired', message: 'The results of the job have expired' },
    ]),
    500: internal,
    503: databaseBusy,
  },
});
