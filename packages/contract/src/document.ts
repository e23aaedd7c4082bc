import { OpenAPIHono } from '@hono/zod-openapi';
import { loginRoute, registerRoute } from './authentication.ts';
import { readFileRoute } from './files.ts';
import { removeBackgroundRoute } from './processing.ts';
import { documentRoute, healthRoute, readyRoute } from './service.ts';

/** In the order in which people read them. */
const ROUTES = [
  registerRoute,
  loginRoute,
  removeBackgroundRoute,
  readFileRoute,
  healthRoute,
  readyRoute,
  documentRoute,
];

const DESCRIPTION = `Removes the background of pictures.

Register or log in, send the access token as \`Authorization: Bearer <token>\`, and post a picture to
\`/process/remove-background\`.

Every answer that is not a success has the body \`{ error, message, details }\`: \`error\` is one word for programs,
\`message\` a sentence for people.`;

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/**
 * The API as an OpenAPI 3.1 document, made anew from the routes at each call. Its paths are relative to `/v1`, where the
 * server mounts them.
 */
export function openApiDocument(): OpenApiDocument {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'BearerAuth', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const route of ROUTES) registry.registerPath(route);
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'BackgroundFX Pro API',
      description: DESCRIPTION,
      version: '1.0.0',
      license: { name: 'MIT', url: 'https://opensource.org/licenses/MIT' },
    },
    servers: [{ url: '/v1', description: 'This server' }],
    security: [{ BearerAuth: [] }],
    tags: [
      { name: 'Authentication', description: 'User authentication and authorization' },
      { name: 'Processing', description: 'Image processing operations' },
      { name: 'Service', description: 'The state of the server, and this document' },
    ],
  });
}
