/** An answer of the API that is not a success. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** For programs: `rate_limited`, `not_found`, ... */
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;

  constructor(
    status: number,
    body: { readonly error?: string; readonly message?: string; readonly details?: object | undefined },
    requestId?: string | undefined,
  ) {
    super(body.message ?? `The server answered ${status}`);
    this.status = status;
    this.code = body.error ?? 'unknown';
    this.details = { ...body.details };
    this.requestId = requestId;
  }
}

/** What openapi-fetch gives for a request. */
interface Outcome<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer. @throws ApiProblem when it is not a success */
export async function dataOf<Data>(outcome: Outcome<Data> | Promise<Outcome<Data>>): Promise<Data> {
  const { data, error, response } = await outcome;
  if (response.ok) return data as Data;
  const body = typeof error === 'object' && error !== null ? error : {};
  throw new ApiProblem(response.status, body, response.headers.get('X-Request-Id') ?? undefined);
}
