export { type DeviceFacts, probeDevice } from './device-facts.ts';
export type { EngineChoice } from './engine-choice.ts';
export { makeWasmInterruptible } from './interruptible-wasm.ts';
export { createWebGraph, type GraphBytes, type RuntimeFiles } from './web-graph.ts';
export { openWebSession, type WebSession, type WebSessionOptions } from './web-session.ts';
