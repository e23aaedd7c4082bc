import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lib/project-root.mjs';

/** One file per rule that must speak up. */
const BROKEN = /** @type {const} */ ([
  [
    'lint/style/noRestrictedGlobals',
    'packages/core/src/clock.ts',
    'export const now = () => performance.now();\n',
  ],
  ['lint/style/noRestrictedGlobals', 'packages/core/src/net.ts', "export const get = () => fetch('x');\n"],
  ['lint/suspicious/noExplicitAny', 'apps/web/src/any.ts', 'export const x = (y: any) => y;\n'],
  ['lint/style/useImportType', 'apps/web/src/type.ts', "import { A } from './a.ts';\n\nexport type B = A;\n"],
  ['lint/style/noDefaultExport', 'apps/web/src/default.ts', 'export default 1;\n'],
  ['lint/performance/noReExportAll', 'apps/web/src/all.ts', "export * from './a.ts';\n"],
  ['lint/nursery/noFloatingPromises', 'apps/web/src/floating.ts', 'async function f() {}\nf();\n'],
  ['lint/suspicious/noConsole', 'apps/web/src/print.ts', "console.log('x');\n"],
  ['lint/style/noExcessiveLinesPerFile', 'apps/web/src/long.ts', `${'void 0;\n'.repeat(401)}`],
  ['lint/correctness/noUnusedVariables', 'apps/web/src/unused.ts', 'const x = 1;\n'],
  ['format', 'apps/web/src/format.ts', 'export   const x = "a"\n'],
]);

let tree = '';
/** @type {{ severity: string, category: string, location: { path: string } }[]} */
let diagnostics = [];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'bgfx-lint-'));
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  config.vcs.enabled = false;
  const files = { 'biome.json': JSON.stringify(config), 'apps/web/src/a.ts': 'export type A = 1;\n' };
  for (const [path, text] of [...Object.entries(files), ...BROKEN.map(([, path, text]) => [path, text])]) {
    const file = join(tree, String(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(text));
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const run = spawnSync(
    process.execPath,
    [biome, 'check', 'apps', 'packages', '--reporter=json', '--max-diagnostics=none'],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  diagnostics = JSON.parse(run.stdout).diagnostics;
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('lint rules bite', () => {
  it.each(BROKEN)('%s: %s', (category, path) => {
    const found = diagnostics.filter(d => d.location.path === path && d.severity === 'error');
    expect(found.map(d => d.category)).toContain(category);
  });

  it('and say nothing about a file in order', () => {
    expect(diagnostics.filter(d => d.location.path === 'apps/web/src/a.ts')).toEqual([]);
  });
});
