/** An entry of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** The entries of an archive whose files are stored as they are, by its directory at the end. */
export function unzip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([END & 255, (END >> 8) & 255, 5, 6]));
  if (end < 0) throw new Error('There is no directory at the end');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error('The directory is damaged');
    if (archive.readUInt16LE(at + 10) !== 0) throw new Error('An entry is compressed');
    const size = archive.readUInt32LE(at + 24);
    const [nameLength, extra, comment] = [28, 30, 32].map(offset => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength!);
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    entries.push({ name, bytes: archive.subarray(from, from + size) });
    at += 46 + nameLength! + extra! + comment!;
  }
  return entries;
}
