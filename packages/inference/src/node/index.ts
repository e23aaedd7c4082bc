export { createNodeSession } from './node-session.ts';
export type { NodeSessionOptions } from './session-options.ts';
export { openThreadSession } from './thread-session.ts';
