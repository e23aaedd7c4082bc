import { exifIntoAvif } from './exif-in-heif.ts';
import { exifIntoPsd } from './exif-into-psd.ts';
import { type ExifTag, readExif, writeExif } from './exif-tags.ts';
import { findExif } from './find-exif.ts';
import { exifIntoJpeg, exifIntoPng, exifIntoWebp } from './insert-exif.ts';
import { EXIF_TAGS, type KeptMetadata, MAIN_TAGS } from './kept-metadata.ts';

/** What a photograph's file says that may be kept. */
export async function metadataOf(original: Blob): Promise<KeptMetadata> {
  const block = await findExif(original).catch(() => null);
  if (!block) return { camera: false, date: false, author: false };
  const { main, exif } = readExif(block);
  const has = (group: keyof KeptMetadata) =>
    main.some(tag => MAIN_TAGS.get(tag.id) === group) || exif.some(tag => EXIF_TAGS.get(tag.id) === group);
  return { camera: has('camera'), date: has('date'), author: has('author') };
}

/**
 * A picture's file with what is to be kept of the original's words; the very file where nothing is, or where its format is
 * one that we write none into. Borrows both.
 * @param encoded a PNG, JPEG, WebP, AVIF or PSD file without metadata
 */
export async function keepMetadata(
  encoded: { readonly file: Blob; readonly width: number; readonly height: number },
  original: Blob,
  kept: KeptMetadata,
): Promise<Blob> {
  const { file } = encoded;
  if (!(kept.camera || kept.date || kept.author) || !INSERTS[file.type]) return file;
  // A file that was moved away since says nothing any more: no reason to lose the picture.
  const block = await findExif(original).catch(() => null);
  if (!block) return file;
  const read = readExif(block);
  const main = chosen(read.main, MAIN_TAGS, kept);
  const exif = chosen(read.exif, EXIF_TAGS, kept);
  if (main.length + exif.length === 0) return file;
  return INSERTS[file.type]!(encoded, writeExif({ main, exif }));
}

const INSERTS: Readonly<
  Record<
    string,
    (
      encoded: { readonly file: Blob; readonly width: number; readonly height: number },
      block: Uint8Array,
    ) => Promise<Blob>
  >
> = {
  'image/jpeg': ({ file }, block) => exifIntoJpeg(file, block),
  'image/png': ({ file }, block) => exifIntoPng(file, block),
  'image/avif': ({ file }, block) => exifIntoAvif(file, block),
  'image/vnd.adobe.photoshop': ({ file }, block) => exifIntoPsd(file, block),
  'image/webp': ({ file, width, height }, block) => exifIntoWebp(file, block, { width, height }),
};

function chosen(
  tags: readonly ExifTag[],
  groups: ReadonlyMap<number, keyof KeptMetadata>,
  kept: KeptMetadata,
): ExifTag[] {
  const seen = new Set<number>();
  return tags.filter(({ id }) => {
    const group = groups.get(id);
    if (!group || !kept[group] || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
