import { createRoute, z } from '@hono/zod-openapi';
import { DRAWING_FAILS } from './backgrounds.ts';
import {
  DATABASE_BUSY,
  errorAnswer,
  FILE_NAME_HEADERS,
  internal,
  RETRY_HEADERS,
  STORAGE_FULL,
} from './error.ts';

/**
 * Described strictly, read as plain text: an address that was cut short is answered as any other that is not signed,
 * and tells nothing about what exists.
 */
const params = z.object({
  id: z.string().openapi({ format: 'uuid', example: '0d9c1a52-6c1b-4f0e-9d55-8c1f4b9e7a10' }),
  name: z.string().openapi({ example: 'image.png' }),
});

const query = z.object({
  expires: z
    .string()
    .optional()
    .openapi({
      type: 'integer',
      param: { required: true, description: 'When the address stops working, seconds since 1970' },
      example: 1_769_947_200,
    }),
  signature: z
    .string()
    .optional()
    .openapi({
      param: { required: true, description: "The server's own signature over the rest of the address" },
      example: 'Jm0y3n0m4w1m0J7W5cY2c1W2mJb9t0x3o6q8r5s1u7k',
    }),
});

const BYTES = { schema: { type: 'string', format: 'binary' } } as const;
/** Pictures, and videos of projects; a colour picture and its matte come as a ZIP. */
const FILE = Object.fromEntries(
  [
    'image/png',
    'image/webp',
    'image/jpeg',
    'application/zip',
    'video/mp4',
    'video/webm',
    'video/quicktime',
  ].map(type => [type, BYTES]),
);
const CONTENT_RANGE = {
  description: 'The part that is sent, and the whole',
  schema: { type: 'string' },
} as const;

export const readFileRoute = createRoute({
  method: 'get',
  path: '/files/{id}/{name}',
  operationId: 'readFile',
  tags: ['Processing'],
  summary: 'Fetch a result file',
  description: 'The address comes from a result, and is its own permission: it needs no access token.',
  security: [],
  request: { params, query },
  responses: {
    200: { description: 'The file', headers: { ...FILE_NAME_HEADERS }, content: FILE },
    206: {
      description: 'The part that the `Range` header asks for',
      headers: { 'Content-Range': CONTENT_RANGE, ...FILE_NAME_HEADERS },
      content: FILE,
    },
    304: { description: 'The client has it already, by the `If-None-Match` header' },
    403: errorAnswer('The address is not signed by this server', [
      { error: 'forbidden', message: 'The address of the file is not valid' },
    ]),
    404: errorAnswer('There is no such file', [{ error: 'not_found', message: 'There is no such file' }]),
    410: errorAnswer('The address has expired', [
      { error: 'expired', message: 'The address of the file has expired' },
    ]),
    416: errorAnswer(
      'The `Range` header asks for what lies outside the file',
      [
        {
          error: 'range_not_satisfiable',
          message: 'The file has no such part',
          details: { size: 1_048_576 },
        },
      ],
      { 'Content-Range': CONTENT_RANGE },
    ),
    500: internal,
    503: errorAnswer(
      'The file cannot be had now; a background of the library is drawn when it is first asked for',
      [DATABASE_BUSY, ...DRAWING_FAILS, STORAGE_FULL],
      RETRY_HEADERS,
    ),
  },
});
