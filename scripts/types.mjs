import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './lib/project-root.mjs';
import { findTypeProjects } from './lib/type-projects.mjs';

/** TypeScript's own code for "no inputs were found": a room may still be empty. */
const NO_INPUTS = 'TS18003';

/**
 * Runs the compiler over one project.
 * @param {string} project path of a tsconfig, relative to the root
 * @returns {Promise<{ project: string, ok: boolean, output: string }>}
 */
function checkTypes(project) {
  // What the compiler found out last time; a second run looks at what changed.
  const memory = join(ROOT, '.cache/types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
  return new Promise((resolve, reject) => {
    const compiler = spawn(
      process.execPath,
      [
        join(ROOT, 'node_modules/typescript/bin/tsc'),
        '-p',
        project,
        '--incremental',
        '--tsBuildInfoFile',
        memory,
      ],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    compiler.stdout.on('data', chunk => (output += chunk));
    compiler.stderr.on('data', chunk => (output += chunk));
    compiler.on('error', reject);
    compiler.on('close', code => resolve({ project, ok: code === 0 || output.includes(NO_INPUTS), output }));
  });
}

const waiting = findTypeProjects(ROOT);
let failed = 0;
async function work() {
  for (let project = waiting.shift(); project; project = waiting.shift()) {
    const result = await checkTypes(project);
    if (result.ok) continue;
    failed++;
    process.stderr.write(`${result.project}\n${result.output}\n`);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
process.exitCode = failed === 0 ? 0 : 1;
