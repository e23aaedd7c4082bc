import { exifPlaceInHeif } from './exif-in-heif.ts';

const FTYP = 0x66747970;
const PNG_MAGIC = 0x89504e47;
const RIFF = 0x52494646;
const WEBP = 0x57454250;
/** No Exif block that says something is larger. */
const MOST_BYTES = 1_000_000;
/** Segments or chunks that are looked through. */
const MOST_PARTS = 2000;

/** The Exif block of a JPEG, PNG, WebP, HEIC or AVIF file, from its byte order mark on; null where there is none. Borrows the file. */
export async function findExif(file: Blob): Promise<Uint8Array | null> {
  const head = await viewOf(file, 0, 16);
  if (head.byteLength < 16) return null;
  if (head.getUint16(0) === 0xffd8) return inJpeg(file);
  if (head.getUint32(0) === PNG_MAGIC) return inPng(file);
  if (head.getUint32(0) === RIFF && head.getUint32(8) === WEBP) return inWebp(file);
  if (head.getUint32(4) === FTYP) return inHeif(file);
  return null;
}

async function inJpeg(file: Blob): Promise<Uint8Array | null> {
  let at = 2;
  for (let i = 0; i < MOST_PARTS; i++) {
    const segment = await viewOf(file, at, 10);
    if (segment.byteLength < 10 || segment.getUint8(0) !== 0xff) return null;
    const marker = segment.getUint8(1);
    // The picture's own data begins: what comes behind it says nothing about it.
    if (marker === 0xda || marker === 0xd9) return null;
    const length = segment.getUint16(2);
    if (marker === 0xe1 && segment.getUint32(4) === 0x45786966) return bytesOf(file, at + 10, length - 8);
    at += 2 + length;
  }
  return null;
}

async function inPng(file: Blob): Promise<Uint8Array | null> {
  let at = 8;
  for (let i = 0; i < MOST_PARTS; i++) {
    const chunk = await viewOf(file, at, 8);
    if (chunk.byteLength < 8) return null;
    const length = chunk.getUint32(0);
    if (chunk.getUint32(4) === 0x65584966) return bytesOf(file, at + 8, length);
    at += 12 + length;
  }
  return null;
}

async function inWebp(file: Blob): Promise<Uint8Array | null> {
  let at = 12;
  for (let i = 0; i < MOST_PARTS; i++) {
    const chunk = await viewOf(file, at, 8);
    if (chunk.byteLength < 8) return null;
    const length = chunk.getUint32(4, true);
    if (chunk.getUint32(0) === 0x45584946) return withoutPrefix(await bytesOf(file, at + 8, length));
    at += 8 + length + (length & 1);
  }
  return null;
}

async function inHeif(file: Blob): Promise<Uint8Array | null> {
  const place = await exifPlaceInHeif(file);
  const bytes = place && (await bytesOf(file, place.at, place.length));
  if (!bytes || bytes.length < 4) return null;
  // How far behind these four bytes the byte order mark is.
  const behind = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return bytes.subarray(4 + behind);
}

/** Some programs write the six bytes into WebP that only JPEG has. */
function withoutPrefix(block: Uint8Array | null): Uint8Array | null {
  const has = block && block[0] === 0x45 && block[1] === 0x78 && block[4] === 0;
  return has ? block.subarray(6) : block;
}

async function bytesOf(file: Blob, at: number, length: number): Promise<Uint8Array | null> {
  if (length <= 0 || length > MOST_BYTES) return null;
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

async function viewOf(file: Blob, at: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(at, at + length).arrayBuffer());
}
