import { OpenAPIHono } from '@hono/zod-openapi';
import { loginRoute, logoutRoute, refreshRoute, registerRoute } from './authentication.ts';
import {
  createBackgroundRoute,
  deleteBackgroundRoute,
  generateBackgroundRoute,
  listBackgroundsRoute,
  readBackgroundRoute,
} from './backgrounds.ts';
import { readFileRoute } from './files.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED } from './idempotency.ts';
import { createImageRoute, deleteImageRoute, listImagesRoute, readImageRoute } from './images.ts';
import {
  cancelJobRoute,
  createBatchRoute,
  jobArchiveRoute,
  jobEventsRoute,
  listJobsRoute,
  readJobRoute,
} from './jobs.ts';
import { RATE_LIMIT_COMPONENTS } from './limits.ts';
import { createModelRoute, deleteModelRoute, listModelsRoute, readModelRoute } from './models.ts';
import { removeBackgroundRoute } from './processing.ts';
import { readProjectDocumentRoute, saveProjectDocumentRoute } from './project-document.ts';
import {
  addProjectFileRoute,
  deleteProjectFileRoute,
  listProjectFilesRoute,
  readProjectFileRoute,
} from './project-files.ts';
import {
  createProjectRoute,
  deleteProjectRoute,
  listProjectsRoute,
  readProjectRoute,
  updateProjectRoute,
} from './projects.ts';
import { replaceBackgroundRoute } from './replace-background.ts';
import { BOTH_CREDENTIALS, inFull, SHARED_RESPONSES } from './rules.ts';
import { documentRoute, healthRoute, readyRoute } from './service.ts';
import {
  createApiKeyRoute,
  deleteApiKeyRoute,
  deleteUserRoute,
  listApiKeysRoute,
  readUsageRoute,
  readUserRoute,
  updateUserRoute,
} from './users.ts';
import { webhookPayloads } from './webhook-events.ts';
import {
  createWebhookRoute,
  deleteWebhookRoute,
  listDeliveriesRoute,
  listWebhooksRoute,
  readWebhookRoute,
  redeliverRoute,
  rotateWebhookSecretRoute,
  testWebhookRoute,
  updateWebhookRoute,
} from './webhooks.ts';

/** In the order in which people read them. */
const ROUTES = [
  registerRoute,
  loginRoute,
  refreshRoute,
  logoutRoute,
  readUserRoute,
  updateUserRoute,
  deleteUserRoute,
  readUsageRoute,
  createApiKeyRoute,
  listApiKeysRoute,
  deleteApiKeyRoute,
  removeBackgroundRoute,
  replaceBackgroundRoute,
  createBatchRoute,
  listJobsRoute,
  readJobRoute,
  cancelJobRoute,
  jobEventsRoute,
  jobArchiveRoute,
  createImageRoute,
  listImagesRoute,
  readImageRoute,
  deleteImageRoute,
  listModelsRoute,
  createModelRoute,
  readModelRoute,
  deleteModelRoute,
  listBackgroundsRoute,
  createBackgroundRoute,
  generateBackgroundRoute,
  readBackgroundRoute,
  deleteBackgroundRoute,
  readFileRoute,
  listProjectsRoute,
  createProjectRoute,
  readProjectRoute,
  updateProjectRoute,
  deleteProjectRoute,
  readProjectDocumentRoute,
  saveProjectDocumentRoute,
  addProjectFileRoute,
  listProjectFilesRoute,
  readProjectFileRoute,
  deleteProjectFileRoute,
  createWebhookRoute,
  listWebhooksRoute,
  readWebhookRoute,
  updateWebhookRoute,
  deleteWebhookRoute,
  testWebhookRoute,
  rotateWebhookSecretRoute,
  listDeliveriesRoute,
  redeliverRoute,
  healthRoute,
  readyRoute,
  documentRoute,
];

const DESCRIPTION = `Removes the background of pictures.

Register or log in, send the access token as \`Authorization: Bearer <token>\`, and post a picture to
\`/process/remove-background\`.

**Who calls.** An access token works for a quarter of an hour; \`/auth/refresh\` gives the next one. A program sends an API key
instead, as \`Authorization: Bearer bfx_...\` or as \`X-API-Key\`.

**What it costs.** A request is a unit, and one that works on pictures is a unit for each of them; \`x-units\` of an operation
says which, or \`none\`. An hour has 100 units with the plan \`free\`, 1000 with \`pro\`, and any number with \`enterprise\`, 32
requests at once; it begins with the first unit that is taken. More than are left are refused whole, with 429. A refusal
that comes before the work costs nothing.

**What happens once.** Every \`POST\` behind a credential takes an \`Idempotency-Key\`: for a day the same request under the same
key happens once, and gets the same answer again.

Every error has the body \`{ error, message, details }\`: \`error\` is one word for programs, \`message\` a sentence for
people, \`details\` are facts where there are any. Only \`/ready\` says in its own words what is missing.

A path that is here but not with the method of the request answers 405 \`method_not_allowed\`, with those that it has in
\`Allow\`; \`OPTIONS\` asks for them, and \`HEAD\` is answered as \`GET\`. Any other path is 404 \`not_found\`.`;

/** Comes with every answer. */
const REQUEST_ID = {
  description:
    "The request's name in the server's log: the client's own `X-Request-Id`, if it sent a harmless one",
  schema: { type: 'string' },
} as const;

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
  registry.registerComponent('securitySchemes', 'ApiKeyAuth', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
  });
  registry.registerComponent('headers', 'RequestId', REQUEST_ID);
  registry.registerComponent('headers', 'IdempotencyReplayed', IDEMPOTENCY_REPLAYED);
  for (const [name, { header }] of Object.entries(RATE_LIMIT_COMPONENTS)) {
    registry.registerComponent('headers', name, header);
  }
  registry.registerComponent('parameters', 'IdempotencyKey', IDEMPOTENCY_KEY);
  for (const route of ROUTES) registry.registerPath(inFull(route));
  for (const payload of webhookPayloads()) registry.registerWebhook(payload);
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'BackgroundFX Pro API',
      description: DESCRIPTION,
      version: '1.0.0',
      license: { name: 'MIT', url: 'https://opensource.org/licenses/MIT' },
    },
    servers: [{ url: '/v1', description: 'This server' }],
    security: BOTH_CREDENTIALS,
    tags: [
      { name: 'Authentication', description: 'User authentication and authorization' },
      { name: 'Processing', description: 'Image processing operations' },
      { name: 'Images', description: 'Pictures that are uploaded once and used often' },
      { name: 'Models', description: 'What finds the subject: the models of this server, and your own' },
      { name: 'Projects', description: 'Project management' },
      { name: 'Backgrounds', description: 'Background library and generation' },
      { name: 'Users', description: 'User profile and settings' },
      { name: 'Webhooks', description: 'Webhook management' },
      { name: 'Service', description: 'The state of the server, and this document' },
    ],
  });
  // Only here: the library writes schemas into the components that it makes itself, and not into those it is given.
  const components = { ...document.components, responses: SHARED_RESPONSES };
  return { ...document, components };
}
