/** Plain facts about an error, sent to the client as `details`. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface ApiErrorOptions {
  readonly details?: ErrorDetails;
  /** Headers of the answer, such as `Retry-After` or `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** Whether the work was done that finds it out: the request costs its unit then. */
  readonly afterWork?: boolean;
}

/**
 * An answer that is not a success, thrown from wherever the reason is found. The client gets `status` and the body
 * `{ error, message, details }`; the message is for people, `code` for programs.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetails | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly afterWork: boolean;

  constructor(status: number, code: string, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.code = code;
    this.details = options.details;
    this.headers = options.headers ?? {};
    this.afterWork = options.afterWork ?? false;
  }
}

/** One thing that is wrong with a request. */
export interface FieldProblem {
  /** Way to the field, such as `email` or `options.format`; the part's name for multipart forms. */
  readonly path: string;
  readonly message: string;
}

/** 400 `invalid_request`: `details.fields` tells every field that is wrong, and why. */
export function invalidRequest(
  fields: readonly FieldProblem[],
  message = 'The request is not valid',
): ApiError {
  return new ApiError(400, 'invalid_request', message, { details: { fields } });
}
