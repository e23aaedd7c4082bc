/** What `encodeURIComponent` leaves as it is and RFC 5987 does not. */
const NOT_IN_EXT_VALUE = /['()*]/g;
const NOT_PLAIN = /[^\x20-\x7e]|["\\%]/g;

/**
 * A `Content-Disposition` header (RFC 6266) that names a file in any alphabet: plain ASCII for old clients, UTF-8 for the
 * others.
 * @param name a file's name, without a path, control characters or halves of characters
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(NOT_PLAIN, '_');
  const simple = `${kind}; filename="${plain}"`;
  if (plain === name) return simple;
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return `${simple}; filename*=UTF-8''${encodeURIComponent(name).replaceAll(NOT_IN_EXT_VALUE, hex)}`;
}
