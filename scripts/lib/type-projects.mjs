/** Every TypeScript project, one per runtime. A file that runs in two runtimes is checked in both. */
export const TYPE_PROJECTS = [
  'packages/core/tsconfig.json',
  'packages/core/tsconfig.test.json',
  'packages/inference/tsconfig.web.json',
  'packages/inference/tsconfig.node.json',
  'packages/foundry/tsconfig.json',
  'apps/web/tsconfig.json',
  'apps/web/tsconfig.worker.json',
  'apps/web/tsconfig.test.json',
  'apps/server/tsconfig.json',
  'scripts/tsconfig.json',
  'e2e/tsconfig.json',
  'bench/tsconfig.json',
];
