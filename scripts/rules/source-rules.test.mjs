import { describe, expect, it } from 'vitest';
import { checkManifest, checkSource } from './source-rules.mjs';

/** @param {string} path @param {string} text */
const rulesFor = (path, text) => checkSource(path, text).map(({ rule, line }) => `${rule}:${line}`);

describe('source rules', () => {
  it.each([
    ['workers-start-in-clients:1', 'apps/web/src/editor/a.ts', 'new Worker(u)'],
    ['workers-start-in-clients:2', 'apps/web/src/app/App.tsx', '\nconst w = new globalThis.SharedWorker(u)'],
    ['core-is-deterministic:1', 'packages/core/src/a.ts', 'Math.random()'],
    ['core-is-deterministic:1', 'packages/core/src/a.ts', 'const f = Math["random"]'],
    ['core-is-deterministic:1', 'packages/core/src/a.ts', 'const t = new Date()'],
    ['core-is-deterministic:3', 'packages/core/src/a.ts', '\n\nDate.now()'],
    ['telling-names:1', 'apps/web/src/ui/utils.ts', ''],
    ['telling-names:1', 'apps/web/src/editor/index.tsx', ''],
    ['file-names:1', 'packages/core/src/guidedFilter.ts', ''],
    ['file-names:1', 'packages/core/src/Guided.ts', ''],
    ['nothing-unfinished:2', 'packages/core/src/a.ts', `\n// ${'TO' + 'DO'} later`],
    ['nothing-silenced:1', 'apps/web/src/a.ts', `// ${'@ts' + '-ignore'}`],
    ['nothing-silenced:1', 'apps/web/src/a.ts', `// ${'biome' + '-ignore'} lint: x`],
  ])('%s in %s', (expected, path, text) => {
    expect(rulesFor(path, text)).toEqual([expected]);
  });

  it.each([
    ['apps/web/src/engine/cutout.client.ts', 'new Worker(u)'],
    ['packages/inference/src/node/pool.ts', 'new Worker(u)'],
    ['packages/core/src/a.test.ts', 'Math.random(); Date.now()'],
    ['packages/core/src/a.ts', 'Math.round(1); type T = Date; // a new Date, Math.random'],
    ['apps/web/src/ui/Button.tsx', ''],
    ['apps/web/src/ui/Button.browser.test.tsx', ''],
    ['apps/web/src/main.tsx', ''],
    ['packages/core/src/index.ts', ''],
  ])('say nothing about %s', (path, text) => {
    expect(rulesFor(path, text)).toEqual([]);
  });

  it('keep the engine free of dependencies', () => {
    const found = checkManifest('packages/core/package.json', { exports: {}, dependencies: { x: '1' } });
    expect(found.map(({ rule }) => rule)).toEqual(['core-needs-nothing']);
    expect(checkManifest('packages/core/package.json', { exports: {}, dependencies: {} })).toEqual([]);
  });

  it('ask every room for its doors', () => {
    expect(checkManifest('apps/web/package.json', {}).map(({ rule }) => rule)).toEqual(['rooms-have-doors']);
    expect(checkManifest('package.json', {})).toEqual([]);
  });
});
