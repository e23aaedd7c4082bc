import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openApiDocument } from '@backgroundfx/contract';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiDocument, followed, operationsIn } from '../src/docs/api-document.ts';
import { SECURITY_HEADERS } from '../src/platform/security-headers.ts';
import type { ApiServer } from './support/api-server.ts';
import { ask } from './support/http-client.ts';
import { startTinyApi } from './support/tiny-api.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const document = openApiDocument() as unknown as ApiDocument;
const operations = operationsIn(document.paths);
const events = operationsIn(document.webhooks ?? {});

let api: ApiServer;
let page = '';
beforeAll(async () => {
  api = await startTinyApi();
  page = (await ask(`${api.url}/docs`)).body.toString();
}, 60_000);
afterAll(() => api.stop());

/** What people read, with every run of white space as one space. */
function textOf(markup: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ');
}

/** The same without white space at all: JSON may be broken or not. */
const dense = (text: string) => text.replace(/\s+/g, '');
/** Texts of the document as the page shows them: without the marks of Markdown. */
const shown = (text: string) =>
  text
    .replace(/[`*]|\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

function sectionOf(id: string): string {
  const begin = page.indexOf(`<section class="operation" id="${id}"`);
  expect(begin, id).toBeGreaterThan(0);
  return page.slice(begin, page.indexOf('</section>', begin));
}

describe('the page of the API', () => {
  it.each(operations)('shows $operationId with all it takes, answers and refuses', operation => {
    const { operationId, method, path, summary, description = '', parameters = [], responses } = operation;
    const section = sectionOf(operationId);
    const text = textOf(section);
    expect(text).toContain(summary);
    expect(text).toContain(`${method} ${path}`);
    for (const paragraph of description.split(/\n{2,}/)) expect(text).toContain(shown(paragraph));
    for (const part of parameters) {
      const { name, description: about = '' } = followed(part, document.components.parameters);
      expect(text).toContain(name);
      expect(text).toContain(shown(about));
    }
    for (const [type, { schema = {} }] of Object.entries(operation.requestBody?.content ?? {})) {
      expect(text).toContain(type);
      const { properties = {} } = followed(
        schema as never,
        document.components.schemas as never,
      ) as typeof schema;
      for (const [name, field] of Object.entries(properties)) {
        expect(text).toContain(name);
        expect(text).toContain(shown(field.description ?? ''));
      }
    }
    for (const [status, response] of Object.entries(responses)) {
      const { description: about, content = {} } = followed(response, document.components.responses);
      expect(text).toContain(status);
      expect(text).toContain(shown(about));
      if (Number(status) < 400) continue;
      const bodies = Object.values(content).flatMap(({ example, examples = {} }) => [
        ...(example === undefined ? [] : [example]),
        ...Object.values(examples).map(({ value }) => value),
      ]) as {
        error?: string;
        message?: string;
        details?: { fields?: { path: string; message: string }[] };
      }[];
      for (const body of bodies) {
        const { error = '', message = '', details } = body;
        expect(text).toContain(`${error} ${message}`.trim());
        const { fields = [], ...others } = details ?? {};
        for (const { path, message } of fields) expect(text).toContain(`${path} ${message}`);
        if (Object.keys(others).length > 0) expect(dense(text)).toContain(dense(JSON.stringify(others)));
        if (!error) expect(dense(text)).toContain(dense(JSON.stringify(body)));
      }
    }
    expect(text).toContain('curl -fsS "$API');
    expect(text).toContain(`client.${method}('${path}'`);
    expect(page).toContain(`href="#${operationId}"`);
  });

  it.each(events)('shows what is sent at $path', ({ operationId, path, summary, requestBody }) => {
    const text = textOf(sectionOf(operationId.replaceAll('.', '-')));
    expect(text).toContain(`${summary} POST ${path}`);
    const example = requestBody?.content['application/json']?.example;
    expect(example).toBeDefined();
    expect(dense(text)).toContain(dense(JSON.stringify(example)));
    for (const header of ['webhook-id', 'webhook-timestamp', 'webhook-signature'])
      expect(text).toContain(header);
  });

  it('shows every schema, and what the document says of itself', () => {
    const names = Object.keys(document.components.schemas);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(page).toContain(`id="schema-${name}"`);
    const text = textOf(page);
    for (const paragraph of document.info.description?.split(/\n{2,}/) ?? [])
      expect(text).toContain(shown(paragraph));
  });

  it('leads nowhere else, and loads nothing from elsewhere', () => {
    const loaded = [
      ...page.matchAll(/<(link|script|img|iframe|source|object|embed)\b[^>]*?(?:href|src)="([^"]+)"/g),
    ];
    expect(loaded.map(([, , address]) => address)).toEqual([
      '/favicon.svg',
      expect.stringMatching(/^\/docs\/docs\.css\?v=[\w%-]+$/),
      '/favicon.svg',
    ]);
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/);
    const outside = [...page.matchAll(/<a [^>]*?href="([a-z]+:[^"]+)"/g)].map(([, address]) => address);
    expect(new Set(outside)).toEqual(new Set(['https://www.standardwebhooks.com']));
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter(id => !ids.includes(id))).toEqual([]);
  });

  it('has one title, and headings in order', () => {
    const levels = [...page.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter(level => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has examples that the SDK would take', { timeout: 120_000 }, () => {
    const [start = '', ...samples] = [
      ...page.matchAll(/<figcaption>TypeScript<\/figcaption><pre><code>([\s\S]*?)<\/code>/g),
    ].map(([, code = '']) =>
      code
        .replace(/<[^>]*>/g, '')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&'),
    );
    expect(samples).toHaveLength(operations.length);
    const source = [
      start,
      'declare const photo: File;',
      'declare const photos: File[];',
      'declare const model: File;',
      'declare const id: string, jobId: string, fileId: string, deliveryId: string;',
      ...samples.map((sample, i) => `export async function sample${i}() {\n${sample}\nreturn answer;\n}`),
    ].join('\n');
    expect(problemsOf(source)).toEqual([]);
  });
});

/** What the compiler finds wrong with a file of e2e. */
function problemsOf(source: string): string[] {
  const folder = join(ROOT, 'e2e');
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const file = join(folder, 'docs-samples.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name === file || fileExists(name);
  host.getSourceFile = (name, languageVersion) =>
    name === file
      ? ts.createSourceFile(name, source, languageVersion)
      : getSourceFile.call(host, name, languageVersion);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('/docs', () => {
  it('is small, compressed, and asked for again by its tag', async () => {
    const forms = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [coding, open] of Object.entries(forms)) {
      const { status, headers, body } = await ask(`${api.url}/docs`, {
        headers: { 'Accept-Encoding': coding },
      });
      expect([status, headers['content-encoding'], headers.vary]).toEqual([200, coding, 'Accept-Encoding']);
      expect(headers['content-length']).toBe(String(body.length));
      expect(body.length).toBeLessThan(100_000);
      expect(open(body).toString()).toBe(page);
      const again = await ask(`${api.url}/docs`, {
        headers: { 'Accept-Encoding': coding, 'If-None-Match': String(headers.etag) },
      });
      expect([again.status, again.body.length]).toEqual([304, 0]);
    }
    const plain = await ask(`${api.url}/docs`);
    expect(plain.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': SECURITY_HEADERS['Content-Security-Policy'],
      'x-content-type-options': 'nosniff',
    });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it('is told of to HEAD, and is nothing else than that', async () => {
    const head = await ask(`${api.url}/docs`, { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(Buffer.byteLength(page)),
      0,
    ]);
    const slash = await ask(`${api.url}/docs/`);
    expect([slash.status, slash.headers.location]).toEqual([308, '/docs']);
    for (const path of [
      '/docs/nothing',
      '/docs/../docs.css',
      '/docs/styles/text.css',
      '/docs/docs.routes.ts',
    ])
      expect((await ask(api.url + path)).status).toBe(404);
  });

  it('has a stylesheet and a font, which may be kept', async () => {
    const [, path = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
    const styles = await ask(api.url + path.replaceAll('&amp;', '&'));
    expect(styles.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    for (const other of [
      '',
      '?v=',
      '?v=anything',
      `?v=${path.slice(-8, -1)}`,
      `${path.slice(path.indexOf('?'))}x`,
    ]) {
      const { status, headers } = await ask(`${api.url}/docs/docs.css${other}`);
      expect([other, status, headers['cache-control'], headers.etag]).toEqual([
        other,
        200,
        'no-cache',
        styles.headers.etag,
      ]);
    }
    const text = styles.body.toString();
    expect(text).toContain('--accent: light-dark(#4b50d8, ');
    expect(text).not.toContain('@import');
    expect([...text.matchAll(/url\("?([^")]+)/g)].map(([, address]) => address)).toEqual([
      '/docs/inter.woff2',
    ]);
    const font = await ask(`${api.url}/docs/inter.woff2`);
    expect([font.status, font.headers['content-type'], font.body.subarray(0, 4).toString()]).toEqual([
      200,
      'font/woff2',
      'wOF2',
    ]);
    const { etag } = font.headers;
    expect(
      (await ask(`${api.url}/docs/inter.woff2`, { headers: { 'If-None-Match': String(etag) } })).status,
    ).toBe(304);
  });
});
