import { pictureKind } from './picture-kind.ts';

/** Which colours a file's numbers mean; a file that says nothing means sRGB. */
export type ColourProfile = 'srgb' | 'display-p3' | 'other-profile';

/** Profiles and their places lie at the front of a file. */
const HEAD_BYTES = 256 * 1024;
/** As ITU-T H.273 numbers them. */
const PRIMARIES: Readonly<Record<number, ColourProfile>> = { 1: 'srgb', 2: 'srgb', 12: 'display-p3' };
/** Red and green as profiles give them, X and Y, seen by D50. */
const COLORANTS: Readonly<Record<'srgb' | 'display-p3', readonly number[]>> = {
  srgb: [0.436, 0.2225, 0.3851, 0.7169],
  'display-p3': [0.5151, 0.2412, 0.292, 0.6922],
};
/** Profiles round, and adapt to D50 in slightly different ways. */
const TOLERANCE = 0.008;

/** The colours of a picture's file, as its profile or its own words tell. Borrows it; what is damaged says nothing. */
export async function colourProfileOf(file: Blob): Promise<ColourProfile> {
  try {
    return await read(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return 'srgb';
  }
}

async function read(head: Uint8Array): Promise<ColourProfile> {
  switch (pictureKind(head)) {
    case 'jpeg':
      return byProfile(afterText(head, 'ICC_PROFILE\0', 2));
    case 'png':
      return inPng(head);
    case 'webp':
      return byProfile(afterText(head, 'ICCP', 4));
    case 'avif':
    case 'heic':
      return inBoxes(head);
    default:
      return 'srgb';
  }
}

async function inPng(head: Uint8Array): Promise<ColourProfile> {
  const said = afterText(head, 'cICP', 0);
  if (said) return PRIMARIES[said[0]!] ?? 'other-profile';
  const named = afterText(head, 'iCCP', 0);
  if (!named) return 'srgb';
  // A name that ends with a zero, the way of compression, the profile.
  const compressed = named.slice(named.indexOf(0) + 2);
  return byProfile(await inflateStart(compressed));
}

function inBoxes(head: Uint8Array): ColourProfile {
  const profile = afterText(head, 'colrprof', 0) ?? afterText(head, 'colrrICC', 0);
  if (profile) return byProfile(profile);
  const said = afterText(head, 'colrnclx', 0);
  return said ? (PRIMARIES[(said[0]! << 8) | said[1]!] ?? 'other-profile') : 'srgb';
}

/** The bytes behind a text and so many more; nothing where the text does not occur. */
function afterText(bytes: Uint8Array, text: string, skip: number): Uint8Array | undefined {
  const codes = [...text].map(character => character.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0]!); at >= 0; at = bytes.indexOf(codes[0]!, at + 1)) {
    if (codes.every((code, i) => bytes[at + i] === code)) return bytes.subarray(at + codes.length + skip);
  }
  return undefined;
}

/** By the colours of its primaries: names are in any language. Profiles of greys mean what they would mean without. */
function byProfile(profile: Uint8Array | undefined): ColourProfile {
  if (!profile || profile.length < 132) return 'srgb';
  const view = new DataView(profile.buffer, profile.byteOffset, profile.length);
  if (textAt(profile, 16) === 'GRAY') return 'srgb';
  const red = colorant(view, profile, 'rXYZ');
  const green = colorant(view, profile, 'gXYZ');
  if (!red || !green) return 'other-profile';
  const has = [...red, ...green];
  const is = (wanted: readonly number[]) => wanted.every((value, i) => Math.abs(value - has[i]!) < TOLERANCE);
  if (is(COLORANTS.srgb)) return 'srgb';
  return is(COLORANTS['display-p3']) ? 'display-p3' : 'other-profile';
}

function colorant(view: DataView, profile: Uint8Array, name: string): [number, number] | undefined {
  const count = Math.min(100, view.getUint32(128));
  for (let i = 0, at = 132; i < count && at + 12 <= profile.length; i++, at += 12) {
    if (textAt(profile, at) !== name) continue;
    const offset = view.getUint32(at + 4);
    if (offset + 20 > profile.length) return undefined;
    return [view.getInt32(offset + 8) / 65_536, view.getInt32(offset + 12) / 65_536];
  }
  return undefined;
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** As much as comes out of the compressed bytes before they end or turn into something else. */
async function inflateStart(compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
    }
  } catch {
    // What lies behind the profile in the file is no part of it.
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
