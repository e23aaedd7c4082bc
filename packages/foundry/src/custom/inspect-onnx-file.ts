import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { type ByteSource, inspectOnnxSteps, type OnnxFacts, type OnnxLimits } from '@backgroundfx/core';
import { FoundryError, throwIfCancelled } from '../errors.ts';

/** Bytes asked for at once when weights are looked through. */
const PIECE = 1 << 20;

/**
 * The static checks of a model that somebody uploaded, before any runtime sees it: `inspectOnnx` over a file on disk, of
 * which a megabyte at a time is in memory. Between the pieces other work of the process gets its turn.
 * @throws EngineError `invalid_model`, `details.reason` is an `InvalidModelReason`; FoundryError `unwritable` when the file
 *   cannot be read, `cancelled`
 */
export async function inspectOnnxFile(
  path: string,
  limits: Partial<OnnxLimits> = {},
  signal?: AbortSignal,
): Promise<OnnxFacts> {
  const name = basename(path);
  const descriptor = inFile(name, () => openSync(path, 'r'));
  try {
    const { size } = inFile(name, () => fstatSync(descriptor));
    const steps = inspectOnnxSteps(fileSource(descriptor, name, size), limits);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await othersFirst();
      throwIfCancelled(signal, name);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A source whose pieces lie in one buffer, one after another. */
function fileSource(descriptor: number, name: string, length: number): ByteSource {
  let buffer = new Uint8Array(0);
  return {
    length,
    read(offset, wanted) {
      if (buffer.length < wanted) buffer = new Uint8Array(Math.max(wanted, PIECE));
      let got = 0;
      for (let more = -1; got < wanted && more !== 0; got += more) {
        more = inFile(name, () => readSync(descriptor, buffer, got, wanted - got, offset + got));
      }
      return buffer.subarray(0, got);
    },
  };
}

function inFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new FoundryError('unwritable', name, `The model ${name} cannot be read`, { cause });
  }
}
