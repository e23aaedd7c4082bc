/** Exif blocks for files that have none, as encoders write them. */

type Bytes = Uint8Array<ArrayBuffer>;

/** A JPEG file with an Exif block, right behind its beginning. Borrows both. */
export async function exifIntoJpeg(file: Blob, block: Uint8Array): Promise<Blob> {
  const segment = new Uint8Array(10 + block.length);
  const view = new DataView(segment.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, 8 + block.length);
  view.setUint32(4, 0x45786966);
  segment.set(block, 10);
  return new Blob([file.slice(0, 2), segment, file.slice(2)], { type: file.type });
}

/** A PNG file with an Exif block, right behind its header. Borrows both. */
export async function exifIntoPng(file: Blob, block: Uint8Array): Promise<Blob> {
  const chunk = new Uint8Array(12 + block.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, block.length);
  view.setUint32(4, 0x65584966);
  chunk.set(block, 8);
  view.setUint32(8 + block.length, crc32(chunk.subarray(4, 8 + block.length)));
  const headerEnd = 8 + 12 + 13;
  return new Blob([file.slice(0, headerEnd), chunk, file.slice(headerEnd)], { type: file.type });
}

/**
 * A WebP file with an Exif block at its end; it gets the extended header where it had none. Borrows both.
 * @param size of the picture, which the extended header repeats
 */
export async function exifIntoWebp(
  file: Blob,
  block: Uint8Array,
  size: { readonly width: number; readonly height: number },
): Promise<Blob> {
  const head = new Uint8Array(await file.slice(0, 30).arrayBuffer());
  const isExtended = String.fromCharCode(...head.subarray(12, 16)) === 'VP8X';
  const header = isExtended ? head.slice(12, 30) : extendedHeader(size, hasAlpha(head));
  header[8]! |= EXIF_FLAG;
  const body = file.slice(isExtended ? 30 : 12);
  const exif = riffChunk('EXIF', block);
  const riff = new Uint8Array(12);
  const view = new DataView(riff.buffer);
  riff.set(head.subarray(0, 12));
  view.setUint32(4, 4 + header.length + body.size + exif.length, true);
  return new Blob([riff, header, body, exif], { type: file.type });
}

const EXIF_FLAG = 0x08;
const ALPHA_FLAG = 0x10;

/** Whether a file with one chunk only has alpha: lossless ones say so behind their size, the others have none. */
function hasAlpha(head: Bytes): boolean {
  return String.fromCharCode(...head.subarray(12, 16)) === 'VP8L' && (head[24]! & 0x10) !== 0;
}

function extendedHeader(
  { width, height }: { readonly width: number; readonly height: number },
  alpha: boolean,
): Bytes {
  const payload = new Uint8Array(10);
  payload[0] = alpha ? ALPHA_FLAG : 0;
  const view = new DataView(payload.buffer);
  // Three bytes each; the fourth of the first is overwritten by the second.
  view.setUint32(4, width - 1, true);
  view.setUint16(7, (height - 1) & 0xffff, true);
  payload[9] = (height - 1) >> 16;
  return riffChunk('VP8X', payload);
}

function riffChunk(name: string, payload: Uint8Array): Bytes {
  const chunk = new Uint8Array(8 + payload.length + (payload.length & 1));
  for (let i = 0; i < 4; i++) chunk[i] = name.charCodeAt(i);
  new DataView(chunk.buffer).setUint32(4, payload.length, true);
  chunk.set(payload, 8);
  return chunk;
}

/** The checksum of PNG's chunks. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
