/** Files that begin as videos do; nothing here looks further. */

function box(type: string, content: string): Buffer {
  const bytes = Buffer.from(type + content, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length + length.length);
  return Buffer.concat([length, bytes]);
}

function ebml(docType: string): Buffer {
  const name = Buffer.from(docType, 'latin1');
  const kind = Buffer.concat([Buffer.from([0x42, 0x82, 0x80 | name.length]), name]);
  const version = Buffer.from('4286810142f7810142f2810442f38108', 'hex');
  const content = Buffer.concat([version, kind]);
  return Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 | content.length]), content]);
}

const MEDIA = box('mdat', 'some frames of nothing in particular');

export const MP4 = Buffer.concat([box('ftyp', 'isom\0\0\x02\0isomiso2avc1mp41'), MEDIA]);
export const MOV = Buffer.concat([box('ftyp', 'qt  \0\0\x02\0qt  '), MEDIA]);
/** Of a time before files said what they are. */
export const OLD_MOV = Buffer.concat([box('wide', ''), MEDIA]);
export const WEBM = Buffer.concat([ebml('webm'), MEDIA]);

/** A picture. */
export const HEIC = Buffer.concat([box('ftyp', 'heic\0\0\0\0mif1heic'), MEDIA]);
/** A video of a kind that is not taken. */
export const MKV = Buffer.concat([ebml('matroska'), MEDIA]);
