import { describe, expect, it } from 'vitest';
import { npmCommand } from './npm-command.mjs';

const NPM = '/usr/lib/node_modules/npm/bin/npm-cli.js';
const WINDOWS_NPM = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
const node = '/usr/bin/node';

describe('npm', () => {
  it.each(
    /** @type {const} */ ([
      ['linux', NPM],
      ['darwin', NPM],
      ['win32', WINDOWS_NPM],
    ]),
  )('that runs the script is run again on %s', (platform, own) => {
    expect(npmCommand(['ci', '--no-audit'], { env: { npm_execpath: own }, platform, node })).toEqual({
      program: node,
      args: [own, 'ci', '--no-audit'],
      shell: false,
    });
  });

  it.each([{}, { npm_execpath: '/usr/lib/yarn/bin/yarn.js' }, { npm_execpath: '/usr/bin/pnpm.cjs' }])(
    'is found by its name with %o',
    env => {
      expect(npmCommand(['ci'], { env, platform: 'linux', node })).toEqual({
        program: 'npm',
        args: ['ci'],
        shell: false,
      });
      expect(npmCommand(['ci', '--no-audit'], { env, platform: 'win32', node })).toEqual({
        program: 'npm.cmd ci --no-audit',
        args: [],
        shell: true,
      });
    },
  );
});
