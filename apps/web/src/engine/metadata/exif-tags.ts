/** One value of an Exif block: bytes in little-endian order, whatever the order was where it came from. */
export interface ExifTag {
  readonly id: number;
  /** As TIFF numbers them. */
  readonly type: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** The two directories that are read and written; those of places, thumbnails and makers are not looked at. */
export interface ExifTags {
  readonly main: readonly ExifTag[];
  readonly exif: readonly ExifTag[];
}

const EXIF_POINTER = 0x8769;
const ORIENTATION = 0x0112;
const LONG = 4;
const SHORT = 3;
/** Bytes of one value and of its smallest part, by TIFF's type. */
const SIZES: Readonly<Record<number, readonly [value: number, part: number]>> = {
  1: [1, 1],
  2: [1, 1],
  3: [2, 2],
  4: [4, 4],
  5: [8, 4],
  7: [1, 1],
  9: [4, 4],
  10: [8, 4],
};
/** No word that is kept is longer; what is, is none. */
const MOST_BYTES = 2000;
const MOST_TAGS = 500;

/** Reads an Exif block (TIFF, from its byte order mark on); what is damaged in it is left out. Borrows the bytes. */
export function readExif(block: Uint8Array): ExifTags {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  const order = block.length < 8 ? 0 : view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return { main: [], exif: [] };
  const main = readDirectory(view, view.getUint32(4, little), little);
  const pointer = main.find(tag => tag.id === EXIF_POINTER && tag.type === LONG);
  const exif = pointer ? readDirectory(view, readLong(pointer.bytes), little) : [];
  return { main: main.filter(tag => tag !== pointer), exif };
}

function readDirectory(view: DataView, at: number, little: boolean): ExifTag[] {
  const found: ExifTag[] = [];
  if (at + 2 > view.byteLength) return found;
  const count = Math.min(MOST_TAGS, view.getUint16(at, little));
  for (let i = 0, entry = at + 2; i < count && entry + 12 <= view.byteLength; i++, entry += 12) {
    const tag = readEntry(view, entry, little);
    if (tag) found.push(tag);
  }
  return found;
}

function readEntry(view: DataView, entry: number, little: boolean): ExifTag | undefined {
  const type = view.getUint16(entry + 2, little);
  const size = SIZES[type];
  if (!size) return undefined;
  const count = view.getUint32(entry + 4, little);
  const length = count * size[0];
  const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (count === 0 || length > MOST_BYTES || at + length > view.byteLength) return undefined;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length).slice();
  if (!little && size[1] > 1) reverseParts(bytes, size[1]);
  return { id: view.getUint16(entry, little), type, count, bytes };
}

function reverseParts(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

function readLong(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

/** Writes an Exif block that says these things and that the picture is upright; no thumbnail, no further directory. */
export function writeExif({ main, exif }: ExifTags): Uint8Array {
  const upright: ExifTag = { id: ORIENTATION, type: SHORT, count: 1, bytes: Uint8Array.of(1, 0) };
  const kept = [...main.filter(tag => tag.id !== ORIENTATION), upright];
  const pointer = (at: number): ExifTag => ({ id: EXIF_POINTER, type: LONG, count: 1, bytes: longOf(at) });
  const mainLength = directoryLength(exif.length > 0 ? [...kept, pointer(0)] : kept);
  const first = writeDirectory(exif.length > 0 ? [...kept, pointer(8 + mainLength)] : kept, 8);
  const second = exif.length > 0 ? writeDirectory(exif, 8 + mainLength) : new Uint8Array();
  const block = new Uint8Array(8 + first.length + second.length);
  block.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  block.set(first, 8);
  block.set(second, 8 + first.length);
  return block;
}

function directoryLength(tags: readonly ExifTag[]): number {
  const values = tags.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? even(bytes.length) : 0), 0);
  return 2 + tags.length * 12 + 4 + values;
}

/** @param base where the directory begins in the block */
function writeDirectory(tags: readonly ExifTag[], base: number): Uint8Array {
  const out = new Uint8Array(directoryLength(tags));
  const view = new DataView(out.buffer);
  view.setUint16(0, tags.length, true);
  let values = 2 + tags.length * 12 + 4;
  // TIFF wants them in the order of their numbers.
  [...tags]
    .sort((a, b) => a.id - b.id)
    .forEach(({ id, type, count, bytes }, i) => {
      const entry = 2 + i * 12;
      view.setUint16(entry, id, true);
      view.setUint16(entry + 2, type, true);
      view.setUint32(entry + 4, count, true);
      if (bytes.length <= 4) {
        out.set(bytes, entry + 8);
        return;
      }
      view.setUint32(entry + 8, base + values, true);
      out.set(bytes, values);
      values += even(bytes.length);
    });
  return out;
}

function longOf(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function even(length: number): number {
  return length + (length & 1);
}
