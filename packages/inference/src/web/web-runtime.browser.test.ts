import wasmMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import { expect, it } from 'vitest';
import { createWebGraph } from './web-graph.ts';

// In a file of its own: the runtime remembers for its page whether it could begin.
it('says that the runtime did not arrive, and not that the model is at fault', async () => {
  const nowhere = new URL('/nowhere.wasm', location.href).href;
  const files = { mjs: new URL(wasmMjs, location.href).href, wasm: nowhere };
  const opening = createWebGraph({
    provider: 'wasm',
    threads: 1,
    bytes: { graph: new Uint8Array(8), weights: new Map() },
    model: { input: {}, output: {} } as never,
    runtime: { wasm: files, webgpu: files },
  });
  await expect(opening).rejects.toMatchObject({ code: 'internal', details: { part: 'onnxruntime-web' } });
});
