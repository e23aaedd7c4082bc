import { open } from 'node:fs/promises';

export type VideoFormat = 'mp4' | 'webm' | 'mov';

const HEAD_BYTES = 64;
/** What the first box of an MPEG-4 file may say it is; pictures (HEIC, AVIF) and sound say other things. */
const MP4_BRANDS =
  /^(iso[m2-9a-z]|mp4[12v]|mp71|avc1|hvc1|hev1|av01|dash|cmfc|M4V[ HP]|MSNV|3g[p2].|F4V |NDX.|XAVC)$/;
/** With what QuickTime files begin that are older than the box that names a brand. */
const OLD_MOV_BOXES = ['moov', 'mdat', 'wide'];
const EBML = Buffer.from('1a45dfa3', 'hex');
/** The element that names the kind of document, four letters long. */
const WEBM = Buffer.concat([Buffer.from('428284', 'hex'), Buffer.from('webm')]);

/**
 * Looks at the first bytes of a file; its name is not looked at: names lie.
 * @param path absolute
 * @returns undefined when it is no video that is taken. Errors of the disk pass.
 */
export async function videoFormatOf(path: string): Promise<VideoFormat | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return formatOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function formatOf(head: Buffer): VideoFormat | undefined {
  if (head.subarray(0, EBML.length).equals(EBML)) return head.includes(WEBM) ? 'webm' : undefined;
  const box = head.toString('latin1', 4, 8);
  if (OLD_MOV_BOXES.includes(box)) return 'mov';
  if (box !== 'ftyp') return undefined;
  const brand = head.toString('latin1', 8, 12);
  if (brand === 'qt  ') return 'mov';
  return MP4_BRANDS.test(brand) ? 'mp4' : undefined;
}
