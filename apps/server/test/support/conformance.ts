import type { IncomingHttpHeaders } from 'node:http';
import { openApiDocument } from '@backgroundfx/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** An answer, as far as the document has something to say about it. */
export interface AnswerToCheck {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Node = Readonly<Record<string, unknown>>;
type Operation = { readonly responses: Readonly<Record<string, Node>> };

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

const routes = Object.entries(document.paths).map(([path, methods]) => ({
  methods,
  path,
  pattern: new RegExp(`^/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));
const validators = new Map<string, ValidateFunction>();

/** Of whatever the API does not have, and of what never reached a route. */
const ANYWHERE = new Set([404, 405, 411, 431]);

/**
 * What an answer of the API says beside the document: a status that its operation does not declare, another content type,
 * a body that its schema refuses, no request id. Nothing for requests that are for no operation.
 */
export function departures({ method, path, status, headers, body }: AnswerToCheck): string[] {
  const [pathname = ''] = path.split('?');
  // Paths that are spelled out go before those with a place to fill.
  const fitting = routes.filter(({ pattern }) => pattern.test(pathname));
  const route = fitting.find(({ path: own }) => !own.includes('{')) ?? fitting[0];
  const verb = method.toLowerCase();
  const operation = route?.methods[verb === 'head' ? 'get' : verb];
  if (!route || !operation) return [];
  const place = `${method} ${route.path} ${status}`;
  const declared = followed(operation.responses[status]);
  const wrong: string[] = [];
  if (typeof headers['x-request-id'] !== 'string') wrong.push(`${place}: no X-Request-Id`);
  if (!declared)
    return ANYWHERE.has(status) || status === 304 ? wrong : [...wrong, `${place}: is not declared`];
  const contents = (declared.content ?? {}) as Readonly<Record<string, { readonly schema?: unknown }>>;
  if (verb === 'head' || body.length === 0) return wrong;
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  const media = Object.keys(contents).find(own => own === type || own === '*/*' || own === 'image/*');
  if (media === undefined) return [...wrong, `${place}: ${type || 'a body without a type'} is not declared`];
  if (media !== 'application/json') return wrong;
  const schema = operation.responses[status]?.$ref
    ? `${String(operation.responses[status].$ref)}/content/application~1json/schema`
    : `#/paths/${escaped(route.path)}/${verb === 'head' ? 'get' : verb}/responses/${status}/content/application~1json/schema`;
  const validate = validatorOf(`document${schema}`);
  if (!validate(JSON.parse(body.toString()))) wrong.push(`${place}: ${ajv.errorsText(validate.errors)}`);
  return wrong;
}

function validatorOf(reference: string): ValidateFunction {
  const known = validators.get(reference);
  if (known) return known;
  const validate = ajv.compile({ $ref: reference });
  validators.set(reference, validate);
  return validate;
}

function escaped(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function followed(response: Node | undefined): Node | undefined {
  const { $ref } = response ?? {};
  if (typeof $ref !== 'string') return response;
  return $ref
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((part, key) => (part as Node)[key], document) as Node;
}
