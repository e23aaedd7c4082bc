import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lib/project-root.mjs';

/** Packages that the small tree below can import; each is one empty module. */
const PACKAGES = ['react', 'zustand', 'onnxruntime-web', 'left-pad', 'vitest'];

/** A small house in order: no rule may speak up here. */
const IN_ORDER = {
  'packages/core/src/index.ts': "export { a } from './a.ts';",
  'packages/core/src/a.ts': 'export const a = 1;',
  'packages/core/src/a.test.ts': "import 'node:fs';\nimport 'vitest';\nimport './a.ts';",
  'packages/inference/src/web/index.ts': "import 'onnxruntime-web';\nexport { a } from '@backgroundfx/core';",
  'packages/foundry/src/index.ts': "import { a } from '@backgroundfx/core';\nexport const f = a;",
  'models/catalog.json': '{}',
  'apps/web/src/app/main.ts':
    "import '../editor/view.ts';\nimport 'react';\nexport const load = () => import('../server/store.ts');",
  'apps/web/src/server/store.ts': "import '@backgroundfx/client';\nexport const s = 1;",
  'apps/web/src/editor/server/steps.ts': "import '../../server/store.ts';",
  'apps/web/src/editor/lazy.ts':
    "import type { s } from '../server/store.ts';\nexport type S = typeof s;\nvoid import('./server/steps.ts');",
  'packages/client/src/index.ts': 'export const c = 1;',
  'apps/web/src/editor/view.ts':
    "import '../engine/cut.client.ts';\nimport '../ui/button.ts';\nimport '../words/use-words.ts';\nimport '../commands/keys.ts';\nimport '../intake/picker.ts';",
  'apps/web/src/words/use-words.ts': 'export const words = 1;',
  'apps/web/src/commands/keys.ts': "import '../words/use-words.ts';",
  'apps/web/src/intake/picker.ts': "import '../words/use-words.ts';",
  'apps/web/src/ui/button.ts': "import 'react';",
  'apps/web/src/engine/cut.client.ts': "import type { Api } from './cut.api.ts';\nexport type B = Api;",
  'apps/web/src/engine/cut.api.ts':
    "import type { a } from '@backgroundfx/core';\nexport type Api = typeof a;",
  'apps/web/src/engine/cut.worker.ts': "import '@backgroundfx/inference/web';\nimport './cut.api.ts';",
  'apps/web/src/engine/long.worker.ts': "import './worker/step.ts';",
  'apps/web/src/engine/worker/step.ts':
    "import '@backgroundfx/inference/web';\nimport url from 'onnxruntime-web/a.wasm?url';\nexport const u = url;",
  'packages/foundry/src/run.test.ts': "import '@backgroundfx/inference/web';",
  'apps/server/src/app.ts': "import './files/files.ts';\nimport '@backgroundfx/models/catalog.json';",
  'apps/server/src/files/files.ts': "import '../platform/config.mjs';\nimport '@backgroundfx/foundry';",
  'apps/server/src/platform/config.mjs': "import 'node:fs';",
  'scripts/start.mjs': "import '../apps/server/src/platform/config.mjs';",
};

/** One file that breaks one rule: the rule, its path, its text. */
const BROKEN = /** @type {const} */ ([
  ['no-cycles', 'packages/foundry/src/ring.ts', "import './ring2.ts';"],
  [
    'no-cycles',
    'apps/web/src/ui/type-ring.ts',
    "import type { T } from './type-ring2.ts';\nexport type S = T;",
  ],
  ['resolvable', 'packages/foundry/src/lost.ts', "import './nowhere.ts';"],
  ['core-imports-nothing', 'packages/core/src/node.ts', "import 'node:fs';"],
  ['core-imports-nothing', 'packages/core/src/npm.ts', "import 'left-pad';"],
  [
    'core-imports-nothing',
    'packages/core/src/type.ts',
    "import type { x } from 'left-pad';\nexport type X = typeof x;",
  ],
  ['core-tests', 'packages/core/src/far.test.ts', "import '@backgroundfx/foundry';"],
  ['inference-room', 'packages/inference/src/web/far.ts', "import '@backgroundfx/foundry';"],
  ['foundry-room', 'packages/foundry/src/far.ts', "import '@backgroundfx/inference/web';"],
  ['foundry-tests', 'packages/foundry/src/far.test.ts', "import '../../../apps/web/src/ui/button.ts';"],
  ['contract-room', 'packages/contract/src/far.ts', "import '@backgroundfx/foundry';"],
  ['client-room', 'packages/client/src/far.ts', "import '@backgroundfx/core';"],
  ['web-room', 'apps/web/src/engine/far.ts', "import '@backgroundfx/foundry';"],
  ['web-room', 'apps/web/src/engine/app.ts', "import '../../../server/src/app.ts';"],
  ['server-room', 'apps/server/src/far.ts', "import '../../web/src/ui/button.ts';"],
  ['e2e-room', 'e2e/far.e2e.ts', "import '../apps/server/src/app.ts';"],
  ['scripts-room', 'scripts/far.mjs', "import '../apps/server/src/app.ts';"],
  ['packages-by-exports', 'apps/server/src/deep.ts', "import '../../../packages/core/src/a.ts';"],
  ['resolvable', 'apps/server/src/deep-2.ts', "import '@backgroundfx/core/src/a.ts';"],
  ['onnxruntime-only-in-inference', 'apps/web/src/engine/ort.worker.ts', "import 'onnxruntime-web';"],
  [
    'onnxruntime-only-in-inference',
    'apps/web/src/engine/ort.api.ts',
    "import type { ort } from 'onnxruntime-web';\nexport type O = typeof ort;",
  ],
  ['web-inference-only-in-workers', 'apps/web/src/engine/page.ts', "import '@backgroundfx/inference/web';"],
  ['sdk-in-server-room', 'apps/web/src/editor/sdk.ts', "import '@backgroundfx/client';"],
  ['server-room-when-asked-for', 'apps/web/src/editor/eager.ts', "import './server/steps.ts';"],
  ['server-room-when-asked-for', 'apps/web/src/state/eager.ts', "import '../server/store.ts';"],
  ['workers-know-no-react', 'apps/web/src/engine/react.worker.ts', "import './hop.ts';"],
  ['workers-know-no-react', 'apps/web/src/engine/worker/react.ts', "import '../hop.ts';"],
  ['workers-know-no-page', 'apps/web/src/engine/page.worker.ts', "import '../state/store.ts';"],
  [
    'page-imports-no-worker',
    'apps/web/src/engine/direct.client.ts',
    "import type {} from './cut.worker.ts';",
  ],
  ['page-imports-no-worker', 'apps/web/src/engine/step.client.ts', "import './worker/step.ts';"],
  ['page-imports-no-worker', 'apps/web/src/engine/query.client.ts', "import './cut.worker.ts?worker';"],
  ['features-know-no-feature', 'apps/web/src/editor/other.ts', "import '../batch/list.ts';"],
  ['shared-knows-no-feature', 'apps/web/src/ui/feature.ts', "import '../batch/list.ts';"],
  ['shared-knows-no-feature', 'apps/web/src/words/feature.ts', "import '../batch/list.ts';"],
  ['shared-knows-no-feature', 'apps/web/src/commands/feature.ts', "import '../batch/list.ts';"],
  ['shared-knows-no-feature', 'apps/web/src/intake/feature.ts', "import '../batch/list.ts';"],
  ['shared-knows-no-feature', 'apps/web/src/engine/shell.ts', "import '../app/main.ts';"],
  ['capabilities-know-no-capability', 'apps/server/src/jobs/job.ts', "import '../files/files.ts';"],
  ['capabilities-know-no-capability', 'apps/server/src/platform/up.ts', "import '../files/files.ts';"],
  ['declared-dependencies', 'apps/server/src/undeclared.ts', "import 'left-pad';"],
]);

/** What the broken files lean on; in order by itself. */
const SUPPORT = {
  'packages/foundry/src/ring2.ts': "import './ring.ts';",
  'apps/web/src/ui/type-ring2.ts': "import type { S } from './type-ring.ts';\nexport type T = S;",
  'apps/web/src/engine/hop.ts': "import 'react';",
  'apps/web/src/state/store.ts': 'export const store = 1;',
  'apps/web/src/batch/list.ts': 'export const list = 1;',
};

const MANIFESTS = {
  'packages/core': { exports: { '.': './src/index.ts' } },
  'packages/inference': {
    exports: { './web': './src/web/index.ts' },
    dependencies: { 'onnxruntime-web': '1' },
  },
  'packages/foundry': { exports: { '.': './src/index.ts' } },
  'packages/contract': {},
  'packages/client': { exports: { '.': './src/index.ts' } },
  models: { exports: { './catalog.json': './catalog.json' } },
  'apps/web': { dependencies: { react: '1', zustand: '1', 'onnxruntime-web': '1', 'left-pad': '1' } },
  'apps/server': {},
};

/** @type {string[]} */
const trees = [];

/**
 * Writes a tree with its packages and returns every violation as `rule path`.
 * @param {Readonly<Record<string, string>>} files
 */
function violationsOf(files) {
  const tree = mkdtempSync(join(tmpdir(), 'bgfx-rules-'));
  trees.push(tree);
  const rooms = Object.keys(MANIFESTS).map(room => `@backgroundfx/${room.split('/').pop()}`);
  const known = Object.fromEntries(rooms.map(name => [name, '*']));
  for (const [room, manifest] of Object.entries(MANIFESTS)) {
    const name = `@backgroundfx/${room.split('/').pop()}`;
    const own = 'dependencies' in manifest ? manifest.dependencies : {};
    const full = { name, type: 'module', ...manifest, dependencies: { ...known, ...own } };
    write(join(tree, room, 'package.json'), JSON.stringify(full));
    mkdirSync(join(tree, 'node_modules/@backgroundfx'), { recursive: true });
    symlinkSync(join(tree, room), join(tree, 'node_modules', name), 'junction');
  }
  for (const name of PACKAGES) {
    write(join(tree, 'node_modules', name, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    write(join(tree, 'node_modules', name, 'index.js'), '');
  }
  write(join(tree, 'package.json'), '{"name":"house","devDependencies":{"vitest":"4"}}');
  for (const [path, text] of Object.entries(files)) write(join(tree, path), text);
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.mjs');
  const rooted = ['apps', 'packages', 'models', 'e2e', 'scripts'].filter(room =>
    Object.keys(files).some(path => path.startsWith(`${room}/`)),
  );
  const answer = execFileSync(
    process.execPath,
    [cruiser, ...rooted, '--config', config, '--output-type', 'json'],
    { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  /** @type {{ from: string, rule: { name: string } }[]} */
  const violations = JSON.parse(answer).summary.violations;
  return violations.map(({ from, rule }) => `${rule.name} ${from}`);
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

describe('import rules', () => {
  it('say nothing about a house in order', () => {
    expect(violationsOf(IN_ORDER)).toEqual([]);
  });

  describe('bite', () => {
    /** @type {string[]} */
    let found = [];
    beforeAll(() => {
      const broken = Object.fromEntries(BROKEN.map(([, path, text]) => [path, text]));
      found = violationsOf({ ...IN_ORDER, ...SUPPORT, ...broken });
    });

    it.each(BROKEN)('%s: %s', (rule, path) => {
      expect(found).toContain(`${rule} ${path}`);
    });

    it('and every rule of the house is among them', async () => {
      /** @type {{ default: { forbidden: { name: string }[] } }} */
      const config = await import('../../.dependency-cruiser.mjs');
      const proven = new Set(BROKEN.map(([rule]) => rule));
      expect(
        config.default.forbidden
          .map(({ name }) => name)
          .filter(name => !proven.has(/** @type {never} */ (name))),
      ).toEqual([]);
    });
  });
});
