import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { isNodeSupported, OLDEST_NODE, runOnNode } from './node-version.mjs';
import { ROOT } from './project-root.mjs';

describe('the Node version', () => {
  it.each([
    ['v20.19.0', true],
    ['v20.19.5', true],
    ['v22.1.0', true],
    ['v24.0.0', true],
    ['v20.18.9', false],
    ['v18.20.4', false],
    ['v9.99.99', false],
  ])('%s is supported: %s', (version, supported) => {
    expect(isNodeSupported(version)).toBe(supported);
  });

  it('is the one package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(`${engines.node}.0`).toBe(`>=${OLDEST_NODE}`);
  });

  it('that is too old is refused in one line, and nothing is loaded', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const load = vi.fn();
    const before = process.exitCode;
    await runOnNode(load, 'v18.20.4');
    const code = process.exitCode;
    process.exitCode = before;
    const written = write.mock.calls;
    write.mockRestore();
    expect(written).toEqual([['BackgroundFX Pro needs Node 20.19.0 or newer; this is v18.20.4\n']]);
    expect(code).toBe(1);
    expect(load).not.toHaveBeenCalled();
  });

  it.each(['start', 'test', 'check', 'dev', 'build', 'lib/node-version'])(
    'can be told by an old Node that loads scripts/%s.mjs',
    name => {
      const text = readFileSync(join(ROOT, 'scripts', `${name}.mjs`), 'utf8');
      const target = ts.ScriptTarget.ES2019;
      const { outputText } = ts.transpileModule(text, {
        compilerOptions: { target, module: ts.ModuleKind.ESNext, removeComments: false },
      });
      // What needs no rewriting for ES2019 is ES2019, and so runs on Node 12; `import()` came with it.
      const bare = (/** @type {string} */ code) => code.replace(/\s+/g, '');
      expect(bare(outputText)).toBe(bare(text));
      expect(text).not.toContain("from 'node:");
    },
  );
});
