import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectOnnx } from '@backgroundfx/core';
import { afterAll, expect, it } from 'vitest';
import { tinyModel } from '../../test/tiny-model.ts';
import { onnx } from '../onnx/proto.ts';
import { inspectOnnxFile } from './inspect-onnx-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A network with `count` weights of float32, the last of which may be no number. */
function withWeights(count: number, last = 1): Uint8Array {
  const values = new Float32Array(count).fill(0.5);
  values[count - 1] = last;
  const weight = { name: 'w', dims: [count], dataType: 1, rawData: new Uint8Array(values.buffer) };
  const port = (name: string) => ({ name, type: { tensorType: { elemType: 1 } } });
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'g',
      node: [{ opType: 'Add', input: ['input', 'w'], output: ['output'] }],
      initializer: [weight],
      input: [port('input')],
      output: [port('output')],
    },
  }).finish();
}

it('finds in a file what is found in memory', async () => {
  for (const [name, bytes] of Object.entries({ tiny: tinyModel(), large: withWeights(700_000) })) {
    expect(await inspectOnnxFile(write(name, bytes))).toEqual(inspectOnnx(bytes));
  }
});

it('looks at every piece, and lets others have their turn between them', async () => {
  const path = write('nan', withWeights(1_000_000, Number.NaN));
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await expect(inspectOnnxFile(path)).rejects.toMatchObject({
    name: 'EngineError',
    code: 'invalid_model',
    details: { reason: 'nan_weights', tensor: 'w' },
  });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});

it('refuses half a file, and a file that is too large without reading it', async () => {
  const half = write('half', tinyModel());
  truncateSync(half, tinyModel().length >> 1);
  await expect(inspectOnnxFile(half)).rejects.toMatchObject({ details: { reason: 'cut_off' } });
  const huge = write('huge', tinyModel());
  truncateSync(huge, 2 ** 31);
  await expect(inspectOnnxFile(huge)).rejects.toMatchObject({
    details: { reason: 'file_too_large', bytes: 2 ** 31, limitBytes: 400_000_000 },
  });
});

it('names the file that is not there, and stops when it is told to', async () => {
  await expect(inspectOnnxFile(join(folder, 'nowhere.onnx'))).rejects.toMatchObject({
    name: 'FoundryError',
    code: 'unwritable',
    file: 'nowhere.onnx',
  });
  const path = write('cancelled', tinyModel());
  await expect(inspectOnnxFile(path, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
