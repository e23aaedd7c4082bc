import type { Quality } from '@backgroundfx/core';
import type { ChosenModel } from '../../engine/chosen-model.ts';
import { apiModel, modelThere } from '../../server/api-models.ts';

interface ServerRequest {
  /** Of this page, and so of its server. */
  readonly origin: string;
  readonly fileName: string;
  readonly model: ChosenModel;
  readonly quality: Quality;
}

/** Two commands for a shell: one that gets a key, one that sends a picture and saves its cut-out. */
export function serverCommands({ origin, fileName, model, quality }: ServerRequest) {
  const api = `${origin}/v1`;
  const fields = [`file=@${fileName}`, `model=${apiModel(modelThere(model))}`, `quality=${quality}`];
  const token = inLines(
    `TOKEN=$(curl -fsS ${api}/auth/register`,
    `-H 'Content-Type: application/json'`,
    `-d '{"email":"you@example.org","password":"correct horse battery","name":"You"}'`,
    `| sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
  );
  const cutout = inLines(
    `curl -fsS ${api}/process/remove-background`,
    `-H "Authorization: Bearer $TOKEN"`,
    `-H 'Accept: image/png'`,
    fields.map(field => `-F ${quoted(field)}`).join(' '),
    '-o cutout.png',
  );
  return { token, cutout };
}

/** One command, broken where a shell goes on reading, so that no option is torn apart. */
function inLines(...parts: readonly string[]): string {
  return parts.join(' \\\n  ');
}

/** As a POSIX shell reads it back, whatever the file is called. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
