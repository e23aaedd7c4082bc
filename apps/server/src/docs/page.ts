import { html, raw } from 'hono/html';
import { type ApiDocument, operationsIn, type PlacedOperation } from './api-document.ts';
import { codeBlock } from './code-block.ts';
import { anchorOf, operationSection } from './operation.ts';
import { type Html, inline, paragraphs } from './prose.ts';
import { fieldList, fieldsOf } from './schema-fields.ts';

export interface DocsPage {
  readonly document: ApiDocument;
  /** Of the server, as its users see it, without a slash at its end. */
  readonly publicUrl: string;
  /** Path of the stylesheet. */
  readonly styles: string;
}

const EVENTS = 'Webhook events';
const SCHEMAS = 'Schemas';

/** The readable form of the API's document, whole and without a script. */
export async function docsPage({ document, publicUrl, styles }: DocsPage): Promise<string> {
  const { info, tags = [], components } = document;
  const operations = operationsIn(document.paths);
  const events = operationsIn(document.webhooks ?? {});
  const groups = tags.map(tag => ({
    ...tag,
    operations: operations.filter(({ tags: [own] }) => own === tag.name),
  }));
  const page = html`${raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>API reference · BackgroundFX Pro</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="description" content="Every operation of the BackgroundFX Pro API, with examples and errors." />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1f2023" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${styles}" />
      </head>
      <body id="top">
        <a class="skip" href="#main">Skip to the text</a>
        <header class="bar">
          <a class="home" href="/"><img src="/favicon.svg" width="24" height="24" alt="" /> BackgroundFX Pro</a>
          <span class="here">API reference</span>
          <a class="menu" href="#contents">Contents</a>
          <a class="document" href="/v1/openapi.json">openapi.json</a>
        </header>
        ${contents(groups, events)}
        <main id="main">
          ${introduction(document, publicUrl)} ${groups.map(group => tagSection(group, components))}
          ${
            events.length > 0
              ? html`<section class="tag" aria-labelledby="tag-events">
                  <h2 id="tag-events">${EVENTS}</h2>
                  <p class="lead">What webhooks are sent, as POST requests to their own URLs</p>
                  ${events.map(event => operationSection(event, components, true))}
                </section>`
              : ''
          }
          ${schemas(components.schemas)}
          <footer class="end">
            <p>Version ${info.version}. The same in machine's words: <a href="/v1/openapi.json">openapi.json</a>.</p>
          </footer>
        </main>
      </body>
    </html>`;
  return String(await page);
}

interface Group {
  readonly name: string;
  readonly description?: string;
  readonly operations: readonly PlacedOperation[];
}

function contents(groups: readonly Group[], events: readonly PlacedOperation[]): Html {
  return html`<nav class="contents" id="contents" aria-label="Contents">
    <a class="close" href="#top">Close</a>
    <p><a class="entry group" href="#introduction">Introduction</a></p>
    ${groups.map(
      ({ name, operations }) =>
        html`<p><a class="entry group" href="#${tagAnchor(name)}">${name}</a></p>
          <ul>
            ${operations.map(entry)}
          </ul>`,
    )}
    ${
      events.length > 0
        ? html`<p><a class="entry group" href="#tag-events">${EVENTS}</a></p>
            <ul>
              ${events.map(event => html`<li><a class="entry" href="#${anchorOf(event)}"><code>${event.path}</code></a></li>`)}
            </ul>`
        : ''
    }
    <p><a class="entry group" href="#tag-schemas">${SCHEMAS}</a></p>
  </nav>`;
}

function entry(operation: PlacedOperation): Html {
  const { method, summary } = operation;
  return html`<li>
    <a class="entry" href="#${anchorOf(operation)}"
      ><span class="method ${method.toLowerCase()}">${method === 'DELETE' ? 'DEL' : method}</span> ${summary}</a
    >
  </li>`;
}

/** What the document says of itself: its first sentence above all, the rest as topics. */
function introduction({ info }: ApiDocument, publicUrl: string): Html {
  const [lead = '', ...rest] = (info.description ?? '').split(/\n{2,}/);
  return html`<section class="introduction" id="introduction" aria-labelledby="title">
    <div class="text">
      <h1 id="title">API reference</h1>
      <p class="lead">${inline(lead)}</p>
      <p class="endpoint"><code class="base">${publicUrl}/v1</code></p>
      <div class="topics">${paragraphs(rest.join('\n\n'))}</div>
    </div>
    <div class="samples">
      ${codeBlock('From nothing to a cut-out', quickStart(publicUrl))} ${codeBlock('TypeScript', sdkStart(publicUrl))}
    </div>
  </section>`;
}

function quickStart(publicUrl: string): string {
  return `API=${publicUrl}/v1

# an account, and its access token
curl -fsS "$API/auth/register" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "email": "you@example.org",
    "password": "correct horse battery",
    "name": "You"
  }'
TOKEN=...

# a photograph in, its subject out
curl -fsS "$API/process/remove-background" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Accept: image/png' \\
  -F file=@photo.jpg -o cutout.png`;
}

function sdkStart(publicUrl: string): string {
  return `import {
  createApiClient,
  dataOf,
  toForm,
} from '@backgroundfx/client';

const client = createApiClient({
  baseUrl: '${publicUrl}/v1',
});
const { token, refresh_token } = await dataOf(
  client.POST('/auth/login', {
    body: {
      email: 'you@example.org',
      password: 'correct horse battery',
    },
  }),
);
client.session.set({ token, refresh_token });`;
}

function tagAnchor(name: string): string {
  return `tag-${name.toLowerCase().replace(/\W+/g, '-')}`;
}

function tagSection({ name, description, operations }: Group, components: ApiDocument['components']): Html {
  const anchor = tagAnchor(name);
  return html`<section class="tag" aria-labelledby="${anchor}">
    <h2 id="${anchor}">${name}</h2>
    ${description ? html`<p class="lead">${inline(description)}</p>` : ''}
    ${operations.map(operation => operationSection(operation, components))}
  </section>`;
}

function schemas(all: ApiDocument['components']['schemas']): Html {
  return html`<section class="tag schemas" aria-labelledby="tag-schemas">
    <h2 id="tag-schemas">${SCHEMAS}</h2>
    <p class="lead">What bodies hold</p>
    ${Object.entries(all).map(
      ([name, schema]) =>
        html`<section class="schema" id="schema-${name}" aria-labelledby="schema-${name}-title">
          <h3 id="schema-${name}-title"><a class="self" href="#schema-${name}">${name}</a></h3>
          ${paragraphs(schema.description)} ${fieldList(fieldsOf(schema))}
        </section>`,
    )}
  </section>`;
}
