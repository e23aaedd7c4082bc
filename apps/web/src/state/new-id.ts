const BYTES = 12;

/** An id that no other tab or device makes. `crypto.randomUUID` is not there on pages that came over plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
