import { describe, expect, it } from 'vitest';
import { createLimiter } from '../src/auth/limiter.ts';
import { ApiError } from '../src/platform/api-error.ts';

/** Tasks that say when they begin, and end when they are told to. */
function tasks(names: string) {
  const begun: string[] = [];
  const ends = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const run = Object.fromEntries(
    [...names].map(name => [
      name,
      () => {
        begun.push(name);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, { resolve: () => resolve(name), reject });
        });
      },
    ]),
  );
  return { begun, run, end: (name: string) => ends.get(name) };
}

/** Lets everything happen that can happen now. */
const settle = () => new Promise(resolve => setImmediate(resolve));

describe('the limiter', () => {
  it('lets some run and others wait, in the order they came', async () => {
    const limit = createLimiter({ atOnce: 2, waiting: 8 });
    const { begun, run, end } = tasks('abcde');
    const results = [...'abcde'].map(name => limit(run[name] as () => Promise<string>));
    await settle();
    expect(begun.join('')).toBe('ab');
    end('b')?.resolve();
    await settle();
    expect(begun.join('')).toBe('abc');
    end('a')?.resolve();
    end('c')?.resolve();
    await settle();
    expect(begun.join('')).toBe('abcde');
    end('d')?.resolve();
    end('e')?.resolve();
    expect((await Promise.all(results)).join('')).toBe('abcde');
  });

  it('gives a place back after a failure', async () => {
    const limit = createLimiter({ atOnce: 1, waiting: 1 });
    const { run, end } = tasks('ab');
    const first = limit(run.a as () => Promise<string>);
    const second = limit(run.b as () => Promise<string>);
    end('a')?.reject(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await settle();
    end('b')?.resolve();
    expect(await second).toBe('b');
    expect(await limit(async () => 'c')).toBe('c');
  });

  it('refuses who would be one too many to wait', async () => {
    const limit = createLimiter({ atOnce: 1, waiting: 1 });
    const { begun, run, end } = tasks('ab');
    const both = [limit(run.a as () => Promise<string>), limit(run.b as () => Promise<string>)];
    const refused = await limit(async () => 'c').catch(error => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 503, code: 'busy', headers: { 'Retry-After': '1' } });
    end('a')?.resolve();
    await settle();
    end('b')?.resolve();
    expect(await Promise.all(both)).toEqual(['a', 'b']);
    expect(begun).toEqual(['a', 'b']);
    expect(await limit(async () => 'c')).toBe('c');
  });
});
