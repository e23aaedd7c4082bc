import { EngineError, type SegmentationSession } from '@backgroundfx/core';
import { describe, expect, it } from 'vitest';
import type { NetworkFile } from '../src/processing/engine/cutout.api.ts';
import { OpenNetworks } from '../src/processing/engine/open-networks.ts';
import { MODEL } from './support/engine-pool.ts';

const file = (key: string): NetworkFile => ({ key, model: MODEL, graphPath: `/nowhere/${key}.onnx` });
const OUT_OF_MEMORY = new EngineError('out_of_memory', 'No memory');

/** Networks that open at once; `log` tells what was opened and closed, in order. */
function networks(options: { others?: number; failures?: Record<string, Error[]> } = {}) {
  const { failures = {}, ...rest } = options;
  const log: string[] = [];
  const open = async ({ key }: NetworkFile): Promise<SegmentationSession> => {
    const failure = failures[key]?.shift();
    log.push(failure ? `fail ${key}` : `open ${key}`);
    if (failure) throw failure;
    return {
      run: async input => input,
      dispose: async () => void log.push(`close ${key}`),
    };
  };
  return { log, held: new OpenNetworks({ open, own: file('own'), ...rest }) };
}

describe('the networks of a thread', () => {
  it('are opened once, and the same for everybody who asks', async () => {
    const { log, held } = networks();
    const [a, b] = await Promise.all([held.session(file('a')), held.session(file('a'))]);
    expect(a).toBe(b);
    expect(await held.session(file('a'))).toBe(a);
    expect(log).toEqual(['open a']);
  });

  it('stay open between tasks, the least recently used of the others only up to the limit', async () => {
    const { log, held } = networks({ others: 2 });
    for (const key of ['own', 'a', 'b']) {
      await held.session(file(key));
      await held.settle();
    }
    await held.session(file('a'));
    await held.session(file('c'));
    expect(log).toEqual(['open own', 'open a', 'open b', 'open c']);
    await held.settle();
    expect(log.slice(4)).toEqual(['close b']);
    expect(held.keys).toEqual(['own', 'a', 'c']);
  });

  it('never close in the middle of a task, however many it asks for', async () => {
    const { log, held } = networks({ others: 1 });
    for (const key of ['own', 'a', 'b', 'c']) await held.session(file(key));
    expect(log.filter(line => line.startsWith('close'))).toEqual([]);
    await held.settle();
    expect(held.keys).toEqual(['own', 'c']);
  });

  it('close at once when they are not wanted any more, and open again when they are', async () => {
    const { log, held } = networks();
    for (const key of ['own', 'float', 'a']) await held.session(file(key));
    await held.settle(['float', 'never opened']);
    expect(log.slice(3)).toEqual(['close float']);
    await held.session(file('float'));
    expect(log.at(-1)).toBe('open float');
  });

  it('that fail to open are tried again by the next task, and do no harm to others', async () => {
    const { log, held } = networks({ failures: { a: [new Error('not there')] } });
    const own = await held.session(file('own'));
    await expect(held.session(file('a'))).rejects.toThrow('not there');
    await held.settle();
    expect(held.keys).toEqual(['own']);
    await held.session(file('a'));
    expect(await held.session(file('own'))).toBe(own);
    expect(log).toEqual(['open own', 'fail a', 'open a']);
  });

  it('make room when there is no memory: those that the task does not use, but for the own one', async () => {
    const { log, held } = networks({ failures: { float: [OUT_OF_MEMORY] } });
    for (const key of ['own', 'a', 'b']) await held.session(file(key));
    await held.settle();
    await held.session(file('b'));
    await held.session(file('float'));
    expect(log.slice(3)).toEqual(['fail float', 'close a', 'open float']);
    expect(held.keys).toEqual(['own', 'b', 'float']);
  });

  it('say that there is no memory when that does not help, or nothing can be closed', async () => {
    const { log, held } = networks({ failures: { float: [OUT_OF_MEMORY, OUT_OF_MEMORY, OUT_OF_MEMORY] } });
    await held.session(file('a'));
    await held.settle();
    await expect(held.session(file('float'))).rejects.toBe(OUT_OF_MEMORY);
    expect(log).toEqual(['open a', 'fail float', 'close a', 'fail float']);
    await expect(held.session(file('float'))).rejects.toBe(OUT_OF_MEMORY);
    expect(log.slice(4)).toEqual(['fail float']);
  });
});
