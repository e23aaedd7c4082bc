export { ApiProblem, dataOf } from './api-problem.ts';
export { type ApiClient, type ClientSettings, createApiClient } from './client.ts';
export { toForm } from './form.ts';
export type { components, operations, paths } from './generated/schema.ts';
export type { RetrySettings } from './retries.ts';
export type { Session, SessionSettings, Tokens } from './session.ts';
export { type UploadProgress, uploadFetch } from './upload.ts';
export { type Job, type WaitSettings, waitForJob } from './wait-for-job.ts';
