import type { ApiContent, ApiParameter, ApiResponse, ApiSchema, PlacedOperation } from './api-document.ts';
import { jsonText } from './json-text.ts';

/** An operation with everything that it refers to. */
export interface SampledOperation {
  readonly operation: PlacedOperation;
  readonly parameters: readonly ApiParameter[];
  /** The first success. */
  readonly success: ApiResponse | undefined;
  /** Of the body, where it refers to a component. */
  readonly bodySchema: ApiSchema | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';
/** What curl is told for answers that are no text to read. */
const OUTPUTS: Readonly<Record<string, string>> = {
  'application/zip': '-o results.zip',
  'text/event-stream': '-N',
  'image/png': '-o image.png',
};

/** The request as a line for the shell, broken where it is long. `$API` and `$TOKEN` are set at the top of the page. */
export function curlSample(sampled: SampledOperation): string {
  const { operation, parameters, success } = sampled;
  const { method, path, security = [] } = operation;
  const { type, example } = bodyOf(operation);
  const words = [`curl -fsS "$API${filled(path, parameters)}${queryOf(parameters)}"`];
  if (method !== 'GET' && !(method === 'POST' && type !== undefined)) words.push(`-X ${method}`);
  if (security.length > 0) words.push('-H "Authorization: Bearer $TOKEN"');
  for (const { name, required, schema } of inPlace(parameters, 'header'))
    if (required) words.push(`-H ${quoted(`${name}: ${exampleOf(schema)}`)}`);
  if (type === JSON_TYPE && example !== undefined) {
    words.push("-H 'Content-Type: application/json'", `-d ${quoted(shellJson(example))}`);
  }
  if (type === FORM_TYPE) words.push(...formFields(sampled, (name, value) => `-F ${shellWord(name, value)}`));
  const output = OUTPUTS[Object.keys(success?.content ?? {})[0] ?? ''];
  if (output) words.push(output);
  return words.join(' \\\n  ');
}

/** The same with the SDK; undefined where the body is nothing that it sends. */
export function sdkSample(sampled: SampledOperation): string {
  const { operation, parameters, success } = sampled;
  const { method, path } = operation;
  const { type, example } = bodyOf(operation);
  const settings: string[] = [];
  const params = ['path', 'query', 'header'].flatMap(place => {
    const given = inPlace(parameters, place).filter(
      ({ required, schema }) => required || (place === 'query' && schema.example !== undefined),
    );
    const fields = given.map(({ name, schema }) =>
      isId(schema) ? name : `${key(name)}: ${literal(schema.example)}`,
    );
    return fields.length === 0 ? [] : `${place}: ${inBraces(fields)}`;
  });
  if (params.length > 0) settings.push(`params: ${inBraces(params)},`);
  if (type === JSON_TYPE && example !== undefined) settings.push(`body: ${literal(example)},`);
  if (type === FORM_TYPE) {
    settings.push(`body: ${inBraces(formFields(sampled, formWord))},`, 'bodySerializer: toForm,');
  }
  const parse = PARSERS[Object.keys(success?.content ?? {})[0] ?? ''];
  if (parse) settings.push(`parseAs: '${parse}',`);
  const inner =
    settings.length === 0 ? '' : `, {\n${settings.map(line => indented(line, 4)).join('\n')}\n  }`;
  return `const answer = await dataOf(\n  client.${method}('${path}'${inner}),\n);`;
}

const PARSERS: Readonly<Record<string, string>> = {
  'application/zip': 'blob',
  'image/png': 'blob',
  'text/event-stream': 'stream',
};

function bodyOf({ requestBody }: PlacedOperation): { type: string | undefined; example: unknown } {
  const [type, content] = Object.entries<ApiContent>(requestBody?.content ?? {})[0] ?? [];
  return { type, example: content?.example };
}

/** The files of a form and the fields of its example. */
function formFields(
  { operation, bodySchema }: SampledOperation,
  write: (name: string, value: unknown) => string,
): string[] {
  const files = Object.entries(bodySchema?.properties ?? {}).filter(
    ([, schema]) => schema.format === 'binary' || schema.items?.format === 'binary',
  );
  const { example } = bodyOf(operation);
  return [
    ...files.map(([name, schema]) => write(name, fileIn(schema))),
    ...Object.entries((example ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) =>
      write(name, value),
    ),
  ];
}

const PHOTO = Symbol('a photograph');
const PHOTOS = Symbol('photographs');
const MODEL = Symbol('a model');

function fileIn({ items, description = '' }: ApiSchema): symbol {
  if (items) return PHOTOS;
  return description.startsWith('ONNX') ? MODEL : PHOTO;
}

function shellWord(name: string, value: unknown): string {
  if (value === PHOTO) return `${name}=@photo.jpg`;
  if (value === MODEL) return `${name}=@model.onnx`;
  if (value === PHOTOS) return `${name}=@mug.jpg -F ${name}=@plant.jpg`;
  const object = objectIn(value);
  const text = `${name}=${object ? shellJson(object) : typeof value === 'string' ? value : JSON.stringify(value)}`;
  return /^[\w=.-]+$/.test(text) ? text : quoted(text);
}

function formWord(name: string, value: unknown): string {
  if (value === PHOTO) return `${key(name)}: photo`;
  if (value === MODEL) return `${key(name)}: model`;
  if (value === PHOTOS) return `${key(name)}: photos`;
  const object = objectIn(value);
  return `${key(name)}: ${object ? `JSON.stringify(${literal(object)})` : literal(value)}`;
}

/** What a field of a form says in JSON. */
function objectIn(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : undefined;
}

function inPlace(parameters: readonly ApiParameter[], place: string): ApiParameter[] {
  return parameters.filter(parameter => parameter.in === place);
}

/** Ids are variables of the shell, or of the program. */
function filled(path: string, parameters: readonly ApiParameter[]): string {
  const schemas = new Map(inPlace(parameters, 'path').map(({ name, schema }) => [name, schema]));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = schemas.get(name) ?? {};
    return isId(schema) ? `$${shellName(name)}` : encodeURIComponent(exampleOf(schema));
  });
}

function isId({ example }: ApiSchema): boolean {
  return typeof example === 'string' && UUID.test(example);
}

/** `jobId` is `JOB_ID`. */
function shellName(name: string): string {
  return name.replace(/(?=[A-Z])/g, '_').toUpperCase();
}

function queryOf(parameters: readonly ApiParameter[]): string {
  const given = inPlace(parameters, 'query').filter(({ schema }) => schema.example !== undefined);
  const query = new URLSearchParams(
    Object.fromEntries(given.map(({ name, schema }) => [name, exampleOf(schema)])),
  );
  return given.length === 0 ? '' : `?${query}`;
}

function exampleOf({ example }: ApiSchema): string {
  return typeof example === 'string' ? example : JSON.stringify(example ?? '');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : literal(name));

/** Longer ones are broken, a field a line. */
const LONGEST_LINE = 52;

/** A value as TypeScript writes it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? '');
  const fields = Object.entries(value).map(([name, part]) => `${key(name)}: ${literal(part)}`);
  return inBraces(fields);
}

function inBraces(fields: readonly string[]): string {
  if (fields.length === 0) return '{}';
  const line = `{ ${fields.join(', ')} }`;
  if (line.length <= LONGEST_LINE && !line.includes('\n')) return line;
  return `{\n${fields.map(field => `${indented(field, 2)},\n`).join('')}}`;
}

function indented(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by));
}

/** Below the word that it belongs to. */
function shellJson(value: unknown): string {
  return jsonText(value).replaceAll('\n', '\n  ');
}
