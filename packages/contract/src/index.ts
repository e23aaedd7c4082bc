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
export { type BatchOptions, parseBatchOptions } from './batch-options.ts';
export { type CutoutOptions, RESULT_FORMATS, SIZES } from './cutout-options.ts';
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
export { type ProcessingResult, removeBackgroundRoute } from './processing.ts';
export { type RecipeDocument, recipeSchema } from './recipe.ts';
export {
  type FieldProblem,
  type Parsed,
  type ParsedFields,
  parseCutoutOptions,
  parseRemoveBackgroundFields,
  type RemoveBackgroundFields,
} from './remove-background-fields.ts';
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
