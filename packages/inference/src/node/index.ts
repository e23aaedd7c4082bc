export { createNodeSession, type NodeSessionOptions } from './node-session.ts';
