import { boxesIn, type IsoBox, isoBox, packedNumbers } from './iso-boxes.ts';
import { type IsoItems, readItems, type Spot } from './iso-items.ts';

/** No `meta` box of a picture is larger. */
const MOST_BYTES = 2_000_000;

interface Head {
  /** The file from its beginning to the end of its `meta` box. */
  readonly bytes: DataView<ArrayBuffer>;
  readonly meta: IsoBox;
  readonly items: IsoItems;
}

/** Where the Exif block of a HEIC or AVIF file lies, its first four bytes included; null where there is none. Borrows the file. */
export async function exifPlaceInHeif(
  file: Blob,
): Promise<{ readonly at: number; readonly length: number } | null> {
  const items = (await readHead(file))?.items;
  const place = items?.places.find(({ id }) => items.types.get(id) === 'Exif');
  const [extent, second] = place?.extents ?? [];
  if (!place || !extent || second || place.method !== 0) return null;
  return { at: place.base.value + extent.offset.value, length: extent.length };
}

/**
 * An AVIF file with an Exif block at its end, listed among its items; the very file where its list cannot be understood.
 * Borrows both.
 */
export async function exifIntoAvif(file: Blob, block: Uint8Array): Promise<Blob> {
  const head = await readHead(file);
  if (!head || !canExtend(head.items)) return file;
  const { bytes, meta, items } = head;
  const id = Math.max(...items.types.keys(), ...items.places.map(place => place.id)) + 1;
  // What is behind the list moves by as much as it grows, which its length says; the numbers in it do not change that.
  const by = extended(head, id, 0, block.length + 4).length - (meta.end - meta.start);
  const at = file.size + by + 8;
  const moved = { ...head, bytes: withPlaces(bytes, items, by) };
  const list = extended(moved, id, at, block.length + 4);
  const exif = isoBox('mdat', packedNumbers([0, 4]), block);
  return new Blob([file.slice(0, meta.start), list, file.slice(meta.end), exif], { type: file.type });
}

async function readHead(file: Blob): Promise<Head | null> {
  try {
    const start = new DataView(await file.slice(0, MOST_BYTES).arrayBuffer());
    // The picture's own box may reach beyond what was read; it comes behind the list.
    const meta = boxesIn(start, 0, start.byteLength).find(({ type }) => type === 'meta');
    if (!meta) return null;
    const bytes = new DataView(start.buffer.slice(0, meta.end));
    const items = readItems(bytes, meta);
    return items && { bytes, meta, items };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether the list can name a place at the end of the file, with ids as short as here. */
function canExtend({ layout, types, places, primary }: IsoItems): boolean {
  const ids = [...types.keys(), ...places.map(({ id }) => id), primary];
  return layout.version < 2 && layout.offset >= 4 && layout.length >= 4 && Math.max(...ids) < 0xffff;
}

/** The bytes with every place counted from the file's beginning moved. */
function withPlaces(bytes: DataView, { places }: IsoItems, by: number): DataView<ArrayBuffer> {
  const moved = new DataView(new Uint8Array(bytes.buffer as ArrayBuffer).slice().buffer);
  const move = ({ at, bytes: size, value }: Spot) =>
    new Uint8Array(moved.buffer).set(packedNumbers([value + by, size]), at);
  for (const { method, base, extents } of places) {
    if (method !== 0) continue;
    if (base.value > 0) move(base);
    else for (const { offset } of extents) move(offset);
  }
  return moved;
}

/** The `meta` box with one more item, which is Exif about the picture and lies `at` that place. */
function extended(
  { bytes, meta, items }: Head,
  id: number,
  at: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const part = (from: number, to: number) => new Uint8Array(bytes.buffer, from, to - from);
  const about = isoBox('cdsc', packedNumbers([id, 2], [1, 2], [items.primary, 2]));
  const hasReferences = items.children.some(({ type }) => type === 'iref');
  const children = items.children.map(({ type, start, body, end }) => {
    if (type === 'iinf') {
      const wide = bytes.getUint8(body) === 0 ? 2 : 4;
      const count = wide === 2 ? bytes.getUint16(body + 4) : bytes.getUint32(body + 4);
      const entry = isoBox('infe', packedNumbers([2, 1], [0, 3], [id, 2], [0, 2]), ascii('Exif\0'));
      const counted = packedNumbers([count + 1, wide]);
      return isoBox(type, part(body, body + 4), counted, part(body + 4 + wide, end), entry);
    }
    if (type === 'iloc') {
      const { version, offset, length: lengths, base, index } = items.layout;
      const method = version > 0 ? 2 : 0;
      const entry = packedNumbers([id, 2], [0, method], [0, 2], [0, base], [1, 2], [0, index]);
      const place = packedNumbers([at, offset], [length, lengths]);
      const counted = packedNumbers([items.places.length + 1, 2]);
      return isoBox(type, part(body, body + 6), counted, part(body + 8, end), entry, place);
    }
    // References of the longer kind keep theirs and cannot take this one; programs find the item without it.
    if (type === 'iref' && bytes.getUint8(body) === 0) return isoBox(type, part(body, end), about);
    return part(start, end);
  });
  if (!hasReferences) children.push(isoBox('iref', packedNumbers([0, 4]), about));
  return isoBox('meta', part(meta.body, meta.body + 4), ...children);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}
