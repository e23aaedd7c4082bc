import { html } from 'hono/html';
import {
  type ApiContent,
  type ApiDocument,
  type ApiHeader,
  type ApiResponse,
  type ApiSchema,
  followed,
  type PlacedOperation,
} from './api-document.ts';
import { codeBlock, json } from './code-block.ts';
import { curlSample, type SampledOperation, sdkSample } from './code-samples.ts';
import { jsonText } from './json-text.ts';
import { type Html, inline, paragraphs } from './prose.ts';
import { type Field, fieldList, fieldsOf, typeName } from './schema-fields.ts';

type Components = ApiDocument['components'];

/** Headers that the top of the page tells of. */
const EVERYWHERE = /^(X-Request-Id|Idempotency-Replayed|(X-)?RateLimit.*)$/;
const TO_WEBHOOKS = 'To the URLs of webhooks that listen to it';
const COSTS = { request: '1 unit', picture: '1 unit a picture', none: 'free' } as const;

/** An operation, or what a webhook is sent: text on the left, code on the right. */
export function operationSection(
  operation: PlacedOperation,
  components: Components,
  isWebhook = false,
): Html {
  const sampled = sampledOperation(operation, components);
  const id = anchorOf(operation);
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
    <div class="text">
      <h3 id="${id}-title"><a class="self" href="#${id}">${operation.summary}</a></h3>
      <p class="endpoint">
        <span class="method ${operation.method.toLowerCase()}">${operation.method}</span>
        <code class="address">${broken(operation.path)}</code>
      </p>
      <p class="facts">${(isWebhook ? [TO_WEBHOOKS] : facts(operation)).map(fact => html`<span>${fact}</span>`)}</p>
      ${paragraphs(operation.description)} ${requestParts(sampled)}
      ${isWebhook ? '' : answers(operation, components)} ${isWebhook ? '' : errors(operation, components)}
    </div>
    ${isWebhook ? bodyExample(operation) : samples(sampled)}
  </section>`;
}

/** Where the page shows an operation. */
export function anchorOf({ operationId }: PlacedOperation): string {
  return operationId.replaceAll('.', '-');
}

function sampledOperation(operation: PlacedOperation, components: Components): SampledOperation {
  const schema = Object.values<ApiContent>(operation.requestBody?.content ?? {})[0]?.schema;
  return {
    operation,
    parameters: (operation.parameters ?? []).map(part => followed(part, components.parameters)),
    success: successes(operation, components)[0]?.[1],
    bodySchema: schema && followed<ApiSchema>(schema as ApiSchema & { $ref: string }, components.schemas),
  };
}

function facts({ security = [], 'x-units': units }: PlacedOperation): string[] {
  const names = security.flatMap(scheme => Object.keys(scheme));
  const who = names.includes('ApiKeyAuth') ? 'Access token or API key' : 'Access token';
  return [names.length === 0 ? 'Open to all' : who, ...(units ? [COSTS[units]] : [])];
}

/** May break after each part. */
function broken(path: string): Html {
  return html`${path.split(/(?<=\/)/).map(part => html`${part}<wbr />`)}`;
}

function requestParts({ operation, parameters, bodySchema }: SampledOperation): Html {
  const [type] = Object.keys(operation.requestBody?.content ?? {});
  const given = (title: string, place: string) =>
    part(
      title,
      parameters.filter(one => one.in === place),
    );
  const body = bodySchema && type ? part(html`Body <code>${type}</code>`, fieldsOf(bodySchema)) : '';
  return html`${given('Path', 'path')} ${given('Query', 'query')} ${body} ${given('Headers', 'header')}`;
}

function part(title: string | Html, fields: readonly Field[]): Html {
  return fields.length === 0 ? html`` : html`<h4>${title}</h4>${fieldList(fields)}`;
}

function successes(operation: PlacedOperation, components: Components): [string, ApiResponse][] {
  return Object.entries(operation.responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, response]) => [status, followed(response, components.responses)]);
}

function answers(operation: PlacedOperation, components: Components): Html {
  return html`<h4>Answers</h4>
    <ul class="fields">
      ${successes(operation, components).map(([status, { description, content = {}, headers = {} }]) => {
        const schema = Object.values(content).find(one => one.schema?.format !== 'binary')?.schema;
        const own = Object.entries(headers).filter(([name]) => !EVERYWHERE.test(name));
        return html`<li>
          <div class="field">
            <code class="name">${status}</code>
            <span class="type">${schema ? typeName(schema) : ''}</span>
          </div>
          <p>${inline(description)}</p>
          ${
            Object.keys(content).length > 0
              ? html`<p class="limits"><span>${Object.keys(content).map(type => html`<code>${type}</code> `)}</span></p>`
              : ''
          }
          ${own.length > 0 ? headerList(own, components) : ''}
        </li>`;
      })}
    </ul>`;
}

function headerList(
  headers: readonly [string, ApiHeader | { readonly $ref: string }][],
  components: Components,
): Html {
  return html`<details>
    <summary>${headers.length} ${headers.length === 1 ? 'header' : 'headers'}</summary>
    <dl class="pairs">
      ${headers.map(
        ([name, header]) =>
          html`<dt><code>${name}</code></dt>
            <dd>${inline(followed(header, components.headers).description ?? '')}</dd>`,
      )}
    </dl>
  </details>`;
}

interface ErrorBody {
  readonly error?: string;
  readonly message?: string;
  readonly details?: unknown;
}

/** Every error that the document has an example of. */
function errors(operation: PlacedOperation, components: Components): Html {
  const failures = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
  if (failures.length === 0) return html``;
  return html`<details class="errors">
    <summary>Errors <span>${failures.map(([status]) => status).join(' ')}</span></summary>
    <dl>
      ${failures.map(([status, response]) => {
        const { description, content = {} } = followed(response, components.responses);
        const bodies = Object.values(content).flatMap(({ example, examples = {} }) => [
          ...(example === undefined ? [] : [example]),
          ...Object.values(examples).map(({ value }) => value),
        ]);
        return html`<dt><code class="status">${status}</code> ${inline(description)}</dt>
          ${bodies.map(body => html`<dd>${errorBody(body as ErrorBody)}</dd>`)}`;
      })}
    </dl>
  </details>`;
}

function errorBody(body: ErrorBody): Html {
  const { error, message, details } = body;
  // Not every refusal speaks in errors: one tells what is missing.
  if (error === undefined || message === undefined) return html`<pre><code>${json(body)}</code></pre>`;
  return html`<code class="name">${error}</code> ${message} ${details === undefined ? '' : errorDetails(details)}`;
}

/** The fields that are wrong are told in words, other facts as they come. */
function errorDetails(details: unknown): Html {
  const { fields = [], ...others } = details as { readonly fields?: readonly FieldError[] };
  const words = fields.map(
    ({ path, message }) => html`<li><code class="chip">${path}</code> ${message}</li>`,
  );
  const facts = Object.keys(others).length > 0 ? html`<pre><code>${json(others)}</code></pre>` : '';
  return html`${words.length > 0 ? html`<ul>${words}</ul>` : ''} ${facts}`;
}

interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What fits on a screen stays in sight beside a long text. */
const SCREEN_LINES = 30;
const CHARACTERS_A_LINE = 62;

function samples(sampled: SampledOperation): Html {
  const { success } = sampled;
  const [type, content] = Object.entries(success?.content ?? {})[0] ?? [];
  const answer = type === undefined ? undefined : content?.example;
  const [curl, sdk] = [curlSample(sampled), sdkSample(sampled)];
  const lines = linesOf(curl) + linesOf(sdk) + linesOf(textOf(answer));
  return html`<div class="${lines <= SCREEN_LINES ? 'samples short' : 'samples'}">
    ${codeBlock('curl', curl)} ${codeBlock('TypeScript', sdk)}
    ${answer === undefined ? '' : codeBlock('Answer', typeof answer === 'string' ? answer : json(answer))}
  </div>`;
}

/** As they are shown: long ones are broken. */
function linesOf(code: string): number {
  const lines = code.split('\n');
  return lines.reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / CHARACTERS_A_LINE)), 0);
}

function textOf(example: unknown): string {
  if (example === undefined) return '';
  return typeof example === 'string' ? example : jsonText(example);
}

function bodyExample({ requestBody }: PlacedOperation): Html {
  const { example } = Object.values<ApiContent>(requestBody?.content ?? {})[0] ?? {};
  return html`<div class="samples short">${example === undefined ? '' : codeBlock('Body', json(example))}</div>`;
}
