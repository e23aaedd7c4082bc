import { afterEach, describe, expect, it } from 'vitest';
import { type AnsweringProcess, startAnswering } from './answering-process.ts';

describe('startAnswering', () => {
  let parrot: AnsweringProcess<string, string>;
  const start = async () => {
    parrot = await startAnswering(new URL('./test/parrot.process.ts', import.meta.url));
  };
  afterEach(() => parrot.stop());

  it('asks a process of its own, which goes on after a failed answer', async () => {
    await start();
    expect(parrot.pid).not.toBe(process.pid);
    expect(await parrot.ask('hello')).toBe(`hello ${parrot.pid}`);
    await expect(parrot.ask('fail')).rejects.toThrow('no parrot says that');
    expect(await parrot.ask('again')).toBe(`again ${parrot.pid}`);
  });

  it('says so when the process dies over a question, and stops what is gone', async () => {
    await start();
    await expect(parrot.ask('die')).rejects.toThrow(
      /parrot\.process\.ts ended in the middle of its work \(3\)/,
    );
    await parrot.stop();
  });

  it('leaves nothing behind', async () => {
    await start();
    await parrot.stop();
    expect(() => process.kill(parrot.pid, 0)).toThrow('ESRCH');
  });
});
