import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { openApiDocument } from '@backgroundfx/contract';
import { type Context, Hono } from 'hono';
import { acceptsEncoding } from '../platform/accept-encoding.ts';
import type { AppEnv } from '../platform/app-env.ts';
import { byteResponse } from '../platform/byte-response.ts';
import type { ApiDocument } from './api-document.ts';
import { docsPage } from './page.ts';

export interface DocsDeps {
  /** Of the server, as its users see it, without a slash at its end. */
  readonly publicUrl: () => string;
  /** Absolute paths of the stylesheets that the editor and this page share: colours, then what is the same for all. */
  readonly sharedStyles: readonly string[];
}

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const FONT_FILE = '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2';
const OWN_STYLES = ['text.css', 'frame.css', 'parts.css'];
const FONT_PATH = '/docs/inter.woff2';
/** Of eleven: nearly as small as the last, in a tenth of the time. */
const BROTLI_QUALITY = 9;

/** A text in every form that clients take. */
interface Packed {
  readonly contentType: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** `/docs`: the API's document for people, with the stylesheet and the font that it needs. Made when first asked for. */
export function docsRoutes({ publicUrl, sharedStyles }: DocsDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const styles = once(async () => {
    const own = OWN_STYLES.map(name => new URL(`styles/${name}`, import.meta.url));
    const texts = await Promise.all([...sharedStyles, ...own].map(file => readFile(file, 'utf8')));
    return packed(texts.join('\n'), 'text/css; charset=utf-8');
  });
  const page = once(async () => {
    const version = encodeURIComponent(versionOf(await styles()));
    const document = openApiDocument() as unknown as ApiDocument;
    const text = await docsPage({ document, publicUrl: publicUrl(), styles: `/docs/docs.css?v=${version}` });
    return packed(text, 'text/html; charset=utf-8');
  });
  const font = once(async () => {
    const bytes = await readFile(createRequire(import.meta.url).resolve(FONT_FILE));
    return { bytes, etag: tagOf(bytes) };
  });
  routes.get('/docs', async context => packedResponse(context, await page(), ASK_AGAIN));
  routes.get('/docs/', context => context.redirect('/docs', 308));
  routes.get('/docs/docs.css', async context => {
    const text = await styles();
    // Under another version it may be another server's, before or after this one: nobody may keep this text as that.
    return packedResponse(context, text, context.req.query('v') === versionOf(text) ? FOR_EVER : ASK_AGAIN);
  });
  routes.get(FONT_PATH, async context => {
    const { bytes, etag } = await font();
    const source = {
      size: bytes.length,
      contentType: 'font/woff2',
      etag,
      read: () => Readable.from([bytes]),
    };
    return byteResponse(context.req.raw, source, { headers: { 'Cache-Control': ASK_AGAIN }, ranges: false });
  });
  return routes;
}

/** Makes something when it is first wanted; what went wrong is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch(error => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

async function packed(text: string, contentType: string): Promise<Packed> {
  const plain = Buffer.from(text);
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    promisify(gzip)(plain),
  ]);
  return { contentType, etag: tagOf(plain), plain, br, gzip: zipped };
}

function tagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** What changes with the text, short enough for an address. */
function versionOf({ etag }: Packed): string {
  return etag.slice(1, 9);
}

async function packedResponse(
  context: Context<AppEnv>,
  { contentType, etag, ...forms }: Packed,
  cacheControl: string,
): Promise<Response> {
  const accepted = context.req.header('Accept-Encoding');
  const coding = (['br', 'gzip'] as const).find(name => acceptsEncoding(accepted, name));
  const bytes = forms[coding ?? 'plain'];
  const source = {
    size: bytes.length,
    contentType,
    etag: coding ? etag.replace(/"$/, `-${coding}"`) : etag,
    read: () => Readable.from([bytes]),
  };
  const headers = { 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' };
  const answer = await byteResponse(context.req.raw, source, { headers, ranges: false });
  if (coding && answer.status !== 304) answer.headers.set('Content-Encoding', coding);
  return answer;
}
