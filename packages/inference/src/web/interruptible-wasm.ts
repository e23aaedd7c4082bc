import { EngineError } from '@backgroundfx/core';

/**
 * Stopping a network in the middle of a run. `run` of the wasm runtime blocks its worker for seconds, and a browser that
 * is asked to end a blocked worker waits two more before it uses force. But the runtime calls out of wasm once for each
 * operator of a graph (its C++ exceptions are JavaScript ones, so every guarded call goes through an imported function).
 * There it can be asked whether anybody still wants the answer.
 */

let installed: (() => boolean) | undefined;

/**
 * From now on, wasm modules that are instantiated on this thread stop at their next call to the outside once `wanted`
 * turns false: the call throws `EngineError` `cancelled`, and what was running is left half done. The caller must end the
 * thread then. Modules that were instantiated before are not affected. Calling it again only replaces `wanted`.
 */
export function makeWasmInterruptible(wanted: () => boolean): void {
  const first = installed === undefined;
  installed = wanted;
  if (!first) return;
  const { instantiate, instantiateStreaming } = WebAssembly;
  const replacement = {
    instantiate: (source: BufferSource & WebAssembly.Module, imports?: WebAssembly.Imports) =>
      instantiate(source, watched(imports)),
    instantiateStreaming: (source: Response | PromiseLike<Response>, imports?: WebAssembly.Imports) =>
      instantiateStreaming(source, watched(imports)),
  };
  Object.assign(WebAssembly, replacement);
}

function watched(imports: WebAssembly.Imports | undefined): WebAssembly.Imports {
  const copy: WebAssembly.Imports = {};
  for (const [module, functions] of Object.entries(imports ?? {})) {
    copy[module] = Object.fromEntries(
      Object.entries(functions).map(([name, value]) => [name, isCall(value) ? guarded(value) : value]),
    );
  }
  return copy;
}

type Call = (...args: unknown[]) => unknown;

function isCall(value: unknown): value is Call {
  return typeof value === 'function';
}

function guarded(call: Call): Call {
  return (...args) => {
    if (installed?.() === false) throw new EngineError('cancelled', 'Cancelled');
    return call(...args);
  };
}
