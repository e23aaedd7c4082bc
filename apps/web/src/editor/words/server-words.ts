import type { Quality } from '@backgroundfx/core';

interface ServerRequest {
  /** Of this page, and so of its server. */
  readonly origin: string;
  readonly fileName: string;
  /** Of the catalogue; `null` for what the server does by itself. */
  readonly model: string | null;
  readonly quality: Quality;
}

/** What the API calls the catalogue's networks. */
const API_NAMES: Readonly<Record<string, string>> = {
  isnet: 'rembg',
  u2netp: 'u2net',
  u2net: 'u2net',
  deeplabv3: 'deeplab',
};

/** Two commands for a shell: one that gets a key, one that sends a picture and saves its cut-out. */
export function serverCommands({ origin, fileName, model, quality }: ServerRequest) {
  const api = `${origin}/v1`;
  const name = model === null ? undefined : API_NAMES[model];
  const fields = [`file=@${fileName}`, ...(name ? [`model=${name}`] : []), `quality=${quality}`];
  const token = [
    `TOKEN=$(curl -fsS ${api}/auth/register -H 'Content-Type: application/json'`,
    `-d '{"email":"you@example.org","password":"correct horse battery","name":"You"}'`,
    `| sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
  ].join(' ');
  const cutout = [
    `curl -fsS ${api}/process/remove-background -H "Authorization: Bearer $TOKEN" -H 'Accept: image/png'`,
    ...fields.map(field => `-F ${quoted(field)}`),
    '-o cutout.png',
  ].join(' ');
  return { token, cutout };
}

/** As a POSIX shell reads it back, whatever the file is called. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
