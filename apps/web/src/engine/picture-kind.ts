/** Kinds of picture files that are read. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

/** Brands of files whose picture is coded as HEVC; `mif1` and `msf1` leave it open, and are that in practice. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']);
const AVIF_BRANDS = new Set(['avif', 'avis']);
/** Brands that are looked at. */
const MOST_BRANDS = 32;

/** What kind of picture a file is by its first bytes: names and types lie. Null for what is not read. */
export function pictureKind(head: Uint8Array): PictureKind | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head[0] === 0x89 && text(1, 4) === 'PNG') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 2) === 'BM' && head.length > 26) return 'bmp';
  return text(4, 8) === 'ftyp' ? boxedKind(head) : null;
}

function boxedKind(head: Uint8Array): PictureKind | null {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const end = Math.min(head.length - 3, view.getUint32(0), 8 + 4 * MOST_BRANDS);
  const brands: string[] = [];
  for (let at = 8; at < end; at += 4) brands.push(String.fromCharCode(...head.subarray(at, at + 4)));
  if (brands.some(brand => AVIF_BRANDS.has(brand))) return 'avif';
  return brands.some(brand => HEIC_BRANDS.has(brand)) ? 'heic' : null;
}

/** Of a file dialog for pictures. Some systems know HEIC by its ending alone. */
export const ACCEPTED_PICTURES =
  'image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,image/gif,image/bmp,.heic,.heif';
