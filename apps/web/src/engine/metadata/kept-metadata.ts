/**
 * What of a photograph's own words goes into a file made from it. Where it was taken, serial numbers, notes of its maker and
 * embedded thumbnails never do; orientation is always upright.
 */
export interface KeptMetadata {
  /** Maker, model, lens and exposure. */
  readonly camera: boolean;
  /** When it was taken. */
  readonly date: boolean;
  /** Artist and copyright. */
  readonly author: boolean;
}

type Group = keyof KeptMetadata;

/** Tags of the main directory. */
export const MAIN_TAGS: ReadonlyMap<number, Group> = new Map([
  ...tags('camera', 0x010f, 0x0110),
  ...tags('date', 0x0132),
  ...tags('author', 0x013b, 0x8298),
]);

/** Tags of the Exif directory: exposure, time, lens. */
export const EXIF_TAGS: ReadonlyMap<number, Group> = new Map([
  ...tags('camera', 0x829a, 0x829d, 0x8822, 0x8827, 0x9201, 0x9202, 0x9204, 0x9207, 0x9209, 0x920a),
  ...tags('camera', 0xa405, 0xa432, 0xa433, 0xa434),
  ...tags('date', 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292),
]);

function tags(group: Group, ...ids: number[]): [number, Group][] {
  return ids.map(id => [id, group]);
}
