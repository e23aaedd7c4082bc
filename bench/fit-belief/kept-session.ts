import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SegmentationSession, Tensor } from '@backgroundfx/core';

/**
 * A session whose answers are kept on disk by what was asked, so that a network runs once for each picture and size however
 * often one fits. `graph` tells networks apart; the folder is made.
 */
export function keptSession(
  session: SegmentationSession,
  graph: string,
  folder: string,
): SegmentationSession {
  mkdirSync(folder, { recursive: true });
  return {
    async run(input, options) {
      const bytes = new Uint8Array(input.data.buffer, input.data.byteOffset, input.data.byteLength);
      const name = createHash('sha256')
        .update(`${graph} ${input.dims.join('x')} `)
        .update(bytes)
        .digest('hex');
      const file = join(folder, `${name}.tensor`);
      if (existsSync(file)) return readTensor(file);
      const output = await session.run(input, options);
      writeTensor(file, output);
      return output;
    },
    dispose: () => session.dispose(),
  };
}

/** Four sides as 32-bit numbers, then the values. */
function readTensor(file: string): Tensor {
  const bytes = Uint8Array.from(readFileSync(file)).buffer;
  return { dims: [...new Uint32Array(bytes, 0, 4)], data: new Float32Array(bytes, 16) };
}

/** Under another name first, so that a file that is there is whole. */
function writeTensor(file: string, { dims, data }: Tensor): void {
  if (dims.length !== 4) throw new Error(`An output of ${dims.length} dimensions`);
  const head = new Uint8Array(Uint32Array.from(dims).buffer);
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, Buffer.concat([head, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]));
  renameSync(part, file);
}
