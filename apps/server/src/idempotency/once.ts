import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Context, MiddlewareHandler } from 'hono';
import { ApiError, invalidRequest } from '../platform/api-error.ts';
import type { AppEnv } from '../platform/app-env.ts';
import { streamOf } from '../platform/byte-response.ts';
import { jsonLimit } from '../platform/json-limit.ts';
import { watchForm } from '../platform/upload/form-fingerprint.ts';
import type { IdempotencyService, KeptAnswer, Try } from './idempotency.service.ts';

const MAX_KEY_LENGTH = 255;
/** Visible ASCII, as a header holds it (RFC 9110, 5.5). */
const KEY = /^[\x21-\x7e]+$/;
/** Of bodies that are no form; most routes want less, and stand behind a limit of their own. */
const limit = jsonLimit(1024);
/** What a client needs of an answer beside its body. */
const KEPT_HEADERS = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Length',
  'Content-Type',
  'ETag',
  'Location',
  'Preference-Applied',
  'Retry-After',
  'X-Classes',
  'X-Confidence',
  'X-Image-Height',
  'X-Image-Width',
  'X-Model',
  'X-Note',
  'X-Processing-Time',
];
/** Other bodies are kept as files by their handlers, or not at all. */
const KEPT_TYPE = /^application\/json\b/;
/** The body did not come whole, or nobody knows what became of the request: another try may fare better. */
const NOT_KEPT = [408, 429, 499];

/** Where answers lie that are files. */
export interface AnswerFiles {
  /** The caller reads the bytes to their end or destroys them. @returns undefined when it is gone or has expired */
  open(result: string): Promise<{ readonly bytes: Readable } | undefined>;
}

/**
 * Lets a request with an `Idempotency-Key` happen once. Its answer is kept, unless it is an error that another try may not
 * meet; the same request gets it again, with `Idempotency-Replayed: true`.
 */
export function once(service: IdempotencyService, files: AnswerFiles): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const key = context.req.header('Idempotency-Key');
    if (key === undefined) return next();
    checkKey(key);
    const own = await service.begin({ userId: context.get('user').id, path: context.req.path, key });
    let answer: KeptAnswer | undefined;
    try {
      const { id, paid, setPaid } = own;
      context.set('once', { id, answered: own.earlier !== undefined, paid, setPaid });
      const replayed = await readBody(context, own);
      if (!replayed) await next();
      if (own.earlier && own.bodyKnown) await replay(context, own.earlier, files);
      else answer = await keptAnswer(context);
    } finally {
      // The work is done: who asked gets the answer, kept or not.
      await own
        .end(answer)
        .catch(error => context.get('log')().error({ err: error }, 'could not keep an answer'));
    }
  };
}

function checkKey(key: string): void {
  if (key.length <= MAX_KEY_LENGTH && KEY.test(key)) return;
  const message = `Idempotency-Key must be 1 to ${MAX_KEY_LENGTH} visible ASCII characters`;
  throw invalidRequest([{ path: 'Idempotency-Key', message }]);
}

/**
 * Tells the try what the request holds: a form later, when its handler has read it, anything else now.
 * @returns whether the earlier answer can be given, without the handler
 */
async function readBody(context: Context<AppEnv>, own: Try): Promise<boolean> {
  const type = context.req.header('Content-Type') ?? '';
  if (/^multipart\/form-data\b/i.test(type.trim())) {
    watchForm(context.env.incoming, async fingerprint => {
      await own.bodyIs(fingerprint);
      if (own.earlier) throw new AnsweredBefore();
    });
    return false;
  }
  await limit(context, async () => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    await own.bodyIs(createHash('sha256').update(bytes).digest());
  });
  return own.earlier !== undefined;
}

/** Keeps a handler from doing again what was done; the client never sees it. */
class AnsweredBefore extends ApiError {
  constructor() {
    super(409, 'answered_before', 'This request was answered before');
  }
}

async function replay(
  context: Context<AppEnv>,
  { status, headers, body, file }: KeptAnswer,
  files: AnswerFiles,
): Promise<void> {
  const bytes = file === undefined ? undefined : await files.open(file);
  if (file !== undefined && !bytes)
    throw new ApiError(410, 'expired', 'The picture of this answer has expired');
  // Assigning over an answer would merge the two.
  context.res = undefined;
  context.res = new Response(bytes ? streamOf(bytes.bytes) : body || null, {
    status,
    headers: { ...headers, 'Idempotency-Replayed': 'true' },
  });
}

/** What is kept of the answer; the client still gets all of it. */
async function keptAnswer(context: Context<AppEnv>): Promise<KeptAnswer | undefined> {
  const { status, headers } = context.res;
  if (status >= 500 || NOT_KEPT.includes(status)) return undefined;
  const type = headers.get('Content-Type');
  const file = context.get('keptFile');
  if (file === undefined && type !== null && !KEPT_TYPE.test(type)) return undefined;
  const kept = KEPT_HEADERS.map(name => [name, headers.get(name)] as const);
  return {
    status,
    headers: Object.fromEntries(kept.filter((pair): pair is [string, string] => pair[1] !== null)),
    ...(file === undefined ? { body: await context.res.clone().text() } : { body: '', file }),
  };
}
