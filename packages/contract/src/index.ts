export {
  type AuthResponse,
  type LoginRequest,
  loginRoute,
  PLANS,
  type RegisterRequest,
  registerRoute,
  type User,
} from './authentication.ts';
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
export {
  type FieldProblem,
  type ParsedFields,
  parseRemoveBackgroundFields,
  type RemoveBackgroundFields,
} from './remove-background-fields.ts';
export { documentRoute, type Health, healthRoute, type Readiness, readyRoute } from './service.ts';
