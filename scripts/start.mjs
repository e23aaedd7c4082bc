import { runOnNode } from './lib/node-version.mjs';

void runOnNode(() => import('./commands/start.mjs'));
