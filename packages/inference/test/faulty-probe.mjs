import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';

/** A process that is asked to try a model, and misbehaves as the request's `path` says. */
const ANSWER = 3;
const { path } = JSON.parse(readFileSync(0, 'utf8'));
const [fault, argument] = path.split('|');

if (fault === 'does not begin') process.exit(1);
writeSync(ANSWER, '.');
if (fault === 'falls') process.kill(process.pid, 'SIGSEGV');
if (fault === 'leaves somebody behind') {
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'], {
    stdio: ['ignore', 'ignore', 'inherit', 'inherit'],
  });
  process.exit(7);
}
if (fault === 'leaves') process.exit(7);
if (fault === 'keeps silent') process.exit(0);
if (fault === 'babbles') {
  writeSync(ANSWER, '{"facts":');
  process.exit(0);
}
if (fault === 'answers without end') for (;;) writeSync(ANSWER, 'x'.repeat(65_536));
if (fault === 'hangs') {
  writeFileSync(argument, String(process.pid));
  for (;;) Math.sqrt(2);
}
if (fault === 'eats') {
  const eaten = [];
  for (;;) eaten.push(Buffer.alloc(16 << 20, 1));
}
if (fault === 'tells') {
  const onnx = { environment: Object.keys(process.env).sort() };
  writeSync(ANSWER, JSON.stringify({ facts: { onnx } }));
}
