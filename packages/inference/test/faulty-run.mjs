import { readSync, writeFileSync, writeSync } from 'node:fs';

/** A process that is asked to run a model, and misbehaves at its first run as the `path` of the model says. */
const ANSWER = 3;

/** @param {object | string} header @param {number} bytes */
function frame(header, bytes = 0) {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(text.length, 0);
  prefix.writeUInt32LE(bytes, 4);
  return Buffer.concat([prefix, text, Buffer.alloc(bytes)]);
}
/** @param {number} length */
function read(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) at += readSync(0, bytes, at, length - at, null) || process.exit(0);
  return bytes;
}
function question() {
  const prefix = read(8);
  const header = JSON.parse(read(prefix.readUInt32LE(0)).toString());
  read(prefix.readUInt32LE(4));
  return header;
}

writeSync(ANSWER, frame({ ready: true }));
const { path } = question();
writeSync(ANSWER, frame({ opened: true }));
question();
const pixels = 32 * 32;
const good = frame({ dims: [1, 1, 32, 32] }, pixels * 4);
if (path === 'dies') process.kill(process.pid, 'SIGSEGV');
if (path === 'leaves') process.exit(7);
if (path === 'says too much') for (;;) writeSync(ANSWER, frame({ dims: [1] }, 1 << 24));
if (path === 'says it twice') writeSync(ANSWER, Buffer.concat([good, good]));
if (path === 'gives no shape') writeSync(ANSWER, frame({ dims: 'none' }, 4));
if (path === 'gives another shape') writeSync(ANSWER, frame({ dims: [1, 1, 32, 31] }, pixels * 4));
if (path === 'gives a shape of no numbers') writeSync(ANSWER, frame({ dims: [-1, -1, 32, 32] }, pixels * 4));
if (path === 'says what is no JSON') writeSync(ANSWER, frame('{"dims":', 4));
if (path === 'says nothing') writeSync(ANSWER, frame('null'));
if (path === 'fails') writeSync(ANSWER, frame({ failed: 'run', message: 'no' }));
if (path === 'fails in its own way') writeSync(ANSWER, frame({ failed: 'toString', message: 'no' }));
if (path.startsWith('hangs')) {
  writeFileSync(path.split('|')[1], String(process.pid));
  for (;;) Math.sqrt(2);
}
setTimeout(() => process.exit(0), 60_000);
