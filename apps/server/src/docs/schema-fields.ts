import { html } from 'hono/html';
import { type ApiSchema, nameOf } from './api-document.ts';
import { type Html, inline } from './prose.ts';

/** What is said of one field, one parameter or one header. */
export interface Field {
  readonly name: string;
  readonly schema: ApiSchema;
  readonly required?: boolean | undefined;
  readonly description?: string | undefined;
}

/** A list of fields with their types, limits and defaults; those of fields inside of them too. */
export function fieldList(fields: readonly Field[]): Html {
  return html`<ul class="fields">${fields.map(fieldItem)}</ul>`;
}

/** The fields of a schema; none when it has none of its own. */
export function fieldsOf({ properties = {}, required = [], allOf = [] }: ApiSchema): Field[] {
  const own = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));
  return [...allOf.flatMap(fieldsOf), ...own];
}

/** A schema in words, with links to those that have a name. */
export function typeName(schema: ApiSchema): Html {
  const { $ref, type, items, oneOf, anyOf, allOf } = schema;
  if ($ref !== undefined) return html`<a href="#schema-${nameOf({ $ref })}">${nameOf({ $ref })}</a>`;
  const choices = oneOf ?? anyOf;
  if (choices) return html`${choices.map((choice, i) => [i > 0 ? ' or ' : '', typeName(choice)])}`;
  if (type === 'array') return html`array${items ? [' of ', typeName(items)] : ''}`;
  if (type === undefined) return html`${allOf ? 'object' : 'anything'}`;
  const words = typeof type === 'string' ? [type] : type;
  return html`${words.map(word => scalarName(word, schema)).join(' or ')}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  binary: 'file',
  uuid: 'UUID',
  'date-time': 'time',
  email: 'e-mail address',
  uri: 'URL',
};

function scalarName(type: string, { format, contentMediaType, enum: values }: ApiSchema): string {
  if (type !== 'string') return type;
  if (contentMediaType === 'application/json') return 'string with JSON';
  if (values) return 'string';
  return FORMATS[format ?? ''] ?? 'string';
}

function fieldItem({ name, schema, required, description = schema.description }: Field): Html {
  return html`<li>
    <div class="field">
      <code class="name">${name}</code> <span class="type">${typeName(schema)}</span>
      ${required ? html`<span class="required">required</span>` : ''}
    </div>
    ${description ? html`<p>${inline(description)}</p>` : ''} ${limits(schema)} ${inside(schema)}
  </li>`;
}

/** What a value may be, beyond its type. */
function limits(schema: ApiSchema): Html {
  const { enum: values, default: usual, items } = schema;
  const range = rangeOf(schema);
  const parts: Html[] = [];
  if (values?.length === 1) parts.push(html`always <code>${word(values[0])}</code>`);
  else if (values) parts.push(html`one of ${words(values)}`);
  if (items?.enum) parts.push(html`each one of ${words(items.enum)}`);
  if (range) parts.push(html`${range}`);
  if (usual !== undefined && !(typeof usual === 'object' && usual !== null))
    parts.push(html`default <code>${word(usual)}</code>`);
  return parts.length === 0
    ? html``
    : html`<p class="limits">${parts.map(part => html`<span>${part}</span>`)}</p>`;
}

const words = (values: readonly unknown[]): Html[] => values.map(value => html`<code>${word(value)}</code> `);
const word = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const figure = (value: number): string => value.toLocaleString('en');

function rangeOf(schema: ApiSchema): string | undefined {
  const { minimum: least, maximum: most, minLength, maxLength, minItems, maxItems } = schema;
  return (
    between(least, most) ?? between(minLength, maxLength, 'character') ?? between(minItems, maxItems, 'item')
  );
}

function between(least: number | undefined, most: number | undefined, unit?: string): string | undefined {
  const last = most ?? least;
  if (last === undefined) return undefined;
  const named = unit ? `${figure(last)} ${last === 1 ? unit : `${unit}s`}` : figure(last);
  if (most === undefined) return `at least ${named}`;
  return least === undefined ? `at most ${named}` : `${figure(least)} to ${named}`;
}

/** What a field holds that has no name of its own. */
function inside(schema: ApiSchema): Html {
  const { items, oneOf, anyOf, additionalProperties } = schema;
  const fields = fieldsOf(schema);
  if (fields.length > 0) return fieldList(fields);
  if (items && items.$ref === undefined) return inside(items);
  const shapes = (oneOf ?? anyOf ?? []).filter(choice => fieldsOf(choice).length > 0);
  if (shapes.length > 0)
    return html`${shapes.map(shape => html`<div class="shape">${fieldList(fieldsOf(shape))}</div>`)}`;
  if (typeof additionalProperties === 'object')
    return html`<p class="limits"><span>any names, each with ${typeName(additionalProperties)}</span></p>`;
  return html``;
}
