import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The shell lines of the README's section on the API, as they stand there. */
function readmeLines(): string {
  const section = /\n## The API\n([\s\S]*?)\n## /.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1];
  const block = /```sh\n([\s\S]*?)```/.exec(section ?? '')?.[1];
  if (!block) throw new Error('The README has no shell lines under "The API"');
  return block;
}

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.describe('the lines of the README', () => {
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bgfx-readme-'));
    symlinkSync(join(ROOT, 'public'), join(folder, 'public'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true }));

  test('lead from register to a transparent PNG', async ({ baseURL }) => {
    test.skip(!hasCurl(), 'curl is not installed');
    const lines = readmeLines();
    expect(lines).toContain('http://localhost:8000');
    const script = lines.replaceAll('http://localhost:8000', baseURL ?? '');
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });

    const { data, info } = await sharp(join(folder, 'cutout.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const source = await sharp(join(folder, 'public/samples/04-plant.jpg')).metadata();
    expect([info.width, info.height, info.channels]).toEqual([source.width, source.height, 4]);
    const alpha = data.filter((_, i) => i % 4 === 3);
    const share = (value: number) => alpha.filter(a => a === value).length / alpha.length;
    expect(share(0)).toBeGreaterThan(0.3);
    expect(share(255)).toBeGreaterThan(0.1);
    expect(stdout).toContain('"processing_time"');
    expect(stdout).toContain(`${baseURL}/v1/files/`);
  });
});
