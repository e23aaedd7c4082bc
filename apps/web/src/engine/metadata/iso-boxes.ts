/** A box of an ISO base media file (HEIC, AVIF): where it lies in the bytes that it was read from. */
export interface IsoBox {
  readonly type: string;
  readonly start: number;
  /** Where its content begins, behind the header. */
  readonly body: number;
  readonly end: number;
}

/** The boxes that follow one another between two places, as far as they are whole. Borrows the bytes. */
export function boxesIn(bytes: DataView, from: number, to: number): IsoBox[] {
  const found: IsoBox[] = [];
  for (let start = from; start + 8 <= to; ) {
    const head = bytes.getUint32(start);
    const isLong = head === 1;
    if (isLong && start + 16 > to) break;
    const size = isLong ? Number(bytes.getBigUint64(start + 8)) : head === 0 ? to - start : head;
    const body = start + (isLong ? 16 : 8);
    const end = start + size;
    if (end < body || end > to) break;
    found.push({ type: textAt(bytes, start + 4), start, body, end });
    start = end;
  }
  return found;
}

/** Four letters, as boxes and items are named. */
export function textAt(bytes: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map(i => bytes.getUint8(at + i)));
}

/** A box of these parts, one after the other. */
export function isoBox(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, { length }) => sum + length, 8);
  const box = new Uint8Array(size);
  new DataView(box.buffer).setUint32(0, size);
  for (let i = 0; i < 4; i++) box[4 + i] = type.charCodeAt(i);
  let at = 8;
  for (const part of parts) {
    box.set(part, at);
    at += part.length;
  }
  return box;
}

/** Numbers one behind the other, as many bytes each as is said, the highest first. */
export function packedNumbers(...numbers: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  const out: number[] = [];
  for (const [value, bytes] of numbers) {
    for (let i = bytes - 1; i >= 0; i--) out.push(Math.floor(value / 256 ** i) % 256);
  }
  return Uint8Array.from(out);
}
