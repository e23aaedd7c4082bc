import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Bytes hashed at a time: about a millisecond, so that whoever calls stays responsive. */
const PIECE = 1 << 20;

/** SHA-256 of a file's bytes, lower-case hex. Errors of the disk pass. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
