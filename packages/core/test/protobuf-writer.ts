/** How a field is written: its number, and what it holds. Lists are written as repeated fields, `packed` ones as one. */
export type Schema = { readonly [name: string]: readonly [field: number, kind: Kind | Schema] };
type Kind = 'integer' | 'packed integers' | 'packed floats' | 'text' | 'bytes';

/** Writes a protobuf message; fields that are absent are left out. */
export function writeMessage(schema: Schema, message: object): Uint8Array {
  const parts: (Uint8Array | number[])[] = [];
  for (const [name, [field, kind]] of Object.entries(schema)) {
    const value: unknown = (message as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const isPacked = kind === 'packed integers' || kind === 'packed floats';
    for (const item of Array.isArray(value) && !isPacked ? value : [value]) {
      if (kind === 'integer') parts.push(varint(field * 8), varint(item as number));
      else {
        const bytes = payload(kind, item);
        parts.push(varint(field * 8 + 2), varint(bytes.length), bytes);
      }
    }
  }
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function payload(kind: Kind | Schema, value: unknown): Uint8Array {
  if (typeof kind === 'object') return writeMessage(kind, value as object);
  if (kind === 'text') return new TextEncoder().encode(value as string);
  if (kind === 'packed floats') return new Uint8Array(Float32Array.from(value as number[]).buffer);
  if (kind === 'packed integers') return Uint8Array.from((value as number[]).flatMap(varint));
  return value as Uint8Array;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
