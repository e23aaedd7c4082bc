export {
  type AuthResponse,
  type LoginRequest,
  loginRoute,
  logoutRoute,
  PLANS,
  type RefreshRequest,
  type RegisterRequest,
  refreshRoute,
  registerRoute,
  type User,
} from './authentication.ts';
export {
  BACKGROUND_FILTERS,
  BACKGROUND_LIMITS,
  type Background,
  type BackgroundPage,
  createBackgroundRoute,
  deleteBackgroundRoute,
  type GenerateBackground,
  generateBackgroundRoute,
  listBackgroundsRoute,
  readBackgroundRoute,
} from './backgrounds.ts';
export { type BatchOptions, parseBatchOptions } from './batch-options.ts';
export { type CutoutOptions, MODELS, optionsOfRecipe, RESULT_FORMATS, SIZES } from './cutout-options.ts';
export { type OpenApiDocument, openApiDocument } from './document.ts';
export type { ErrorBody } from './error.ts';
export { readFileRoute } from './files.ts';
export {
  createImageRoute,
  deleteImageRoute,
  type Image,
  type ImagePage,
  listImagesRoute,
  readImageRoute,
} from './images.ts';
export {
  type BatchItem,
  type BatchJob,
  cancelJobRoute,
  createBatchRoute,
  jobArchiveRoute,
  jobEventsRoute,
  listJobsRoute,
  MOST_FILES,
  readJobRoute,
} from './jobs.ts';
export {
  createModelRoute,
  deleteModelRoute,
  LONGEST_MANIFEST,
  listModelsRoute,
  MOST_MODELS,
  type Model,
  type ModelPage,
  readModelRoute,
} from './models.ts';
export { removeBackgroundRoute } from './processing.ts';
export type { ProcessingResult } from './processing-result.ts';
export { readProjectDocumentRoute, saveProjectDocumentRoute } from './project-document.ts';
export {
  addProjectFileRoute,
  deleteProjectFileRoute,
  listProjectFilesRoute,
  type ProjectFile,
  readProjectFileRoute,
} from './project-files.ts';
export {
  type CreateProject,
  createProjectRoute,
  deleteProjectRoute,
  listProjectsRoute,
  type Project,
  readProjectRoute,
  type UpdateProject,
  updateProjectRoute,
} from './projects.ts';
export { type RecipeDocument, recipeSchema } from './recipe.ts';
export {
  type FieldProblem,
  type Parsed,
  type ParsedFields,
  parseCutoutOptions,
  parseRemoveBackgroundFields,
  type RemoveBackgroundFields,
} from './remove-background-fields.ts';
export { type ReplaceBackground, replaceBackgroundRoute } from './replace-background.ts';
export { documentRoute, type Health, healthRoute, type Readiness, readyRoute } from './service.ts';
export {
  type ApiKey,
  createApiKeyRoute,
  deleteApiKeyRoute,
  deleteUserRoute,
  listApiKeysRoute,
  type NewApiKey,
  readUsageRoute,
  readUserRoute,
  type UpdateUserRequest,
  type Usage,
  updateUserRoute,
} from './users.ts';
export { WEBHOOK_EVENTS, type WebhookData, type WebhookEvent } from './webhook-events.ts';
export {
  type CreateWebhook,
  createWebhookRoute,
  deleteWebhookRoute,
  listDeliveriesRoute,
  listWebhooksRoute,
  type NewWebhook,
  readWebhookRoute,
  redeliverRoute,
  rotateWebhookSecretRoute,
  testWebhookRoute,
  type UpdateWebhook,
  updateWebhookRoute,
  type Webhook,
  type WebhookDelivery,
} from './webhooks.ts';
