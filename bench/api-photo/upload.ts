import type { Quality } from '@backgroundfx/core';

/** What became of one upload. */
export type Outcome =
  | { readonly kind: 'done' }
  /** A typed 503 that says when to come again. */
  | { readonly kind: 'refused'; readonly code: string; readonly retryAfterMs: number }
  /** The connection broke before there was an answer. */
  | { readonly kind: 'unanswered'; readonly reason: string };

export interface Upload {
  readonly url: string;
  readonly token: string;
  readonly picture: Blob;
  readonly quality: Quality;
}

/** The form that carries one picture. */
export function formOf(picture: Blob, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  form.set('file', picture, 'picture.jpg');
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/**
 * Posts a picture, asks for the PNG itself and reads it to its end.
 * @throws Error for every answer but a PNG and a typed 503 with Retry-After
 */
export async function uploadForPng({ url, token, picture, quality }: Upload): Promise<Outcome> {
  let answer: Response;
  let body: Uint8Array;
  try {
    answer = await fetch(`${url}/v1/process/remove-background`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, Accept: 'image/png' },
      body: formOf(picture, { quality }),
    });
    body = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    return { kind: 'unanswered', reason: String((error as Error).cause ?? error) };
  }
  if (answer.status === 200 && isPng(body)) return { kind: 'done' };
  const refusal =
    answer.status === 503 ? readRefusal(answer.headers, new TextDecoder().decode(body)) : undefined;
  if (refusal) return refusal;
  throw new Error(`An upload was answered ${answer.status}: ${new TextDecoder().decode(body.slice(0, 500))}`);
}

/** A refusal of the API's shape; undefined when the code is missing or it does not say in whole seconds when to come again. */
export function readRefusal(headers: Headers, body: string): Outcome | undefined {
  const seconds = headers.get('Retry-After') ?? '';
  const code = errorCodeOf(body);
  if (!code || !/^\d+$/.test(seconds)) return undefined;
  return { kind: 'refused', code, retryAfterMs: Number(seconds) * 1000 };
}

function errorCodeOf(body: string): string | undefined {
  try {
    const said = JSON.parse(body) as { error?: unknown };
    return typeof said.error === 'string' && said.error !== '' ? said.error : undefined;
  } catch {
    return undefined;
  }
}

function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && String.fromCharCode(...bytes.subarray(1, 4)) === 'PNG';
}
