import { boxesIn, type IsoBox, textAt } from './iso-boxes.ts';

/** A number of a box that can be written anew where it stands. */
export interface Spot {
  readonly at: number;
  readonly bytes: number;
  readonly value: number;
}

/** Where the bytes of an item lie. */
export interface ItemPlace {
  readonly id: number;
  /** 0: counted from the beginning of the file. */
  readonly method: number;
  readonly base: Spot;
  readonly extents: readonly { readonly offset: Spot; readonly length: number }[];
}

/** What the `meta` box of a HEIC or AVIF file says about the pictures and words in it. */
export interface IsoItems {
  readonly children: readonly IsoBox[];
  /** The item that is the picture. */
  readonly primary: number;
  /** Their types by their ids. */
  readonly types: ReadonlyMap<number, string>;
  readonly places: readonly ItemPlace[];
  /** Of `iloc`: how it writes its entries. */
  readonly layout: {
    readonly version: number;
    readonly offset: number;
    readonly length: number;
    readonly base: number;
    readonly index: number;
  };
}

/** Reads a `meta` box. @throws RangeError where it is damaged; @returns null where it lacks something */
export function readItems(bytes: DataView, meta: IsoBox): IsoItems | null {
  const children = boxesIn(bytes, meta.body + 4, meta.end);
  const named = (type: string) => children.find(box => box.type === type);
  const [pitm, iinf, iloc] = [named('pitm'), named('iinf'), named('iloc')];
  if (!pitm || !iinf || !iloc) return null;
  const isLong = bytes.getUint8(pitm.body) > 0;
  const primary = isLong ? bytes.getUint32(pitm.body + 4) : bytes.getUint16(pitm.body + 4);
  return { children, primary, types: readTypes(bytes, iinf), ...readPlaces(bytes, iloc) };
}

function readTypes(bytes: DataView, iinf: IsoBox): Map<number, string> {
  const counted = bytes.getUint8(iinf.body) === 0 ? 2 : 4;
  const types = new Map<number, string>();
  for (const { body } of boxesIn(bytes, iinf.body + 4 + counted, iinf.end)) {
    const version = bytes.getUint8(body);
    if (version === 2) types.set(bytes.getUint16(body + 4), textAt(bytes, body + 8));
    if (version === 3) types.set(bytes.getUint32(body + 4), textAt(bytes, body + 10));
  }
  return types;
}

function readPlaces(bytes: DataView, iloc: IsoBox): Pick<IsoItems, 'places' | 'layout'> {
  const version = bytes.getUint8(iloc.body);
  const [first, second] = [bytes.getUint8(iloc.body + 4), bytes.getUint8(iloc.body + 5)];
  const index = version > 0 ? second & 15 : 0;
  const layout = { version, offset: first >> 4, length: first & 15, base: second >> 4, index };
  let at = iloc.body + 6;
  const next = (size: number): Spot => {
    const spot = { at, bytes: size, value: numberAt(bytes, at, size) };
    at += size;
    return spot;
  };
  const wide = version === 2 ? 4 : 2;
  const count = next(wide).value;
  const places: ItemPlace[] = [];
  for (let i = 0; i < count; i++) {
    const id = next(wide).value;
    const method = version > 0 ? next(2).value & 15 : 0;
    next(2);
    const base = next(layout.base);
    const extents = Array.from({ length: next(2).value }, () => {
      next(index);
      return { offset: next(layout.offset), length: next(layout.length).value };
    });
    places.push({ id, method, base, extents });
  }
  return { places, layout };
}

function numberAt(bytes: DataView, at: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes.getUint8(at + i);
  return value;
}
