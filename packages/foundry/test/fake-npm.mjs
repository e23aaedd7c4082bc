// Stands for npm in tests: copies a tarball where `npm pack` would put it, or fails the way npm fails.
// Use: node fake-npm.mjs <tarball | error code | "hang"> pack ... --pack-destination <folder> --cache <folder>
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const [what, ...args] = process.argv.slice(2);
const option = name => args[args.indexOf(name) + 1];
const cached = join(option('--cache'), '_cacache', 'tmp');
if (existsSync(what)) {
  mkdirSync(cached, { recursive: true });
  copyFileSync(what, join(cached, 'arriving'));
  copyFileSync(what, join(option('--pack-destination'), 'package.tgz'));
  setTimeout(() => undefined, 350);
} else if (what === 'hang') setInterval(() => undefined, 1000);
else {
  process.stderr.write(`npm error code ${what}\nnpm error something went wrong\n`);
  process.exitCode = 1;
}
