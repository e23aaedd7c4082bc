import { expect, it } from 'vitest';
import { makeWasmInterruptible } from './interruptible-wasm.ts';

/** `(module (import "e" "f" (func)) (func (export "run") call 0))` */
const CALLS_OUT = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 101, 1, 102, 0, 0],
  ...[3, 2, 1, 0, 7, 7, 1, 3, 114, 117, 110, 0, 1, 10, 6, 1, 4, 0, 16, 0, 11],
);

async function instance(onCall: () => void): Promise<() => void> {
  const { instance } = await WebAssembly.instantiate(CALLS_OUT, { e: { f: onCall } });
  return instance.exports.run as () => void;
}

it('stops wasm at its next call to the outside, from the moment nobody wants it', async () => {
  let calls = 0;
  let wanted = true;
  const before = await instance(() => calls++);
  makeWasmInterruptible(() => wanted);
  const run = await instance(() => calls++);
  run();
  expect(calls).toBe(1);

  wanted = false;
  expect(run).toThrow(expect.objectContaining({ name: 'EngineError', code: 'cancelled' }));
  expect(calls).toBe(1);
  before();
  expect(calls).toBe(2);

  wanted = true;
  run();
  expect(calls).toBe(3);
});

it('wraps once, however often it is asked', async () => {
  const { instantiate } = WebAssembly;
  makeWasmInterruptible(() => true);
  expect(WebAssembly.instantiate).toBe(instantiate);
  let calls = 0;
  (await instance(() => calls++))();
  expect(calls).toBe(1);
});
