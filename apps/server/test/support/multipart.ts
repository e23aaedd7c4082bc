export const BOUNDARY = 'a-boundary-of-the-tests';
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** One part of a form: a field's text, or a file. */
export interface Part {
  readonly name?: string;
  readonly filename?: string;
  readonly type?: string;
  readonly value: string | Uint8Array;
}

/** Up to and with the empty line before the value. */
export function partHead({ name, filename, type }: Omit<Part, 'value'>): string {
  const disposition = ['form-data'];
  if (name !== undefined) disposition.push(`name="${name}"`);
  if (filename !== undefined) disposition.push(`filename="${filename}"`);
  const lines = [`--${BOUNDARY}`, `Content-Disposition: ${disposition.join('; ')}`];
  if (type !== undefined) lines.push(`Content-Type: ${type}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export const FORM_END = `--${BOUNDARY}--\r\n`;

/** The bytes of a form, written by hand: clients that tests want to imitate do not all write good ones. */
export function formOf(...parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(part => [partHead(part), part.value, '\r\n']);
  return Buffer.concat([...pieces, FORM_END].map(piece => Buffer.from(piece as string)));
}
