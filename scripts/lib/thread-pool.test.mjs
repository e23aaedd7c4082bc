import { describe, expect, it } from 'vitest';
import { threadPoolEnv } from './thread-pool.mjs';

describe('threadPoolEnv', () => {
  it.each([
    [1, '8'],
    [4, '8'],
    [5, '9'],
    [16, '20'],
  ])('has on %i processors room for %s', (cores, size) => {
    expect(threadPoolEnv({}, cores)).toEqual({ UV_THREADPOOL_SIZE: size });
    expect(threadPoolEnv({ UV_THREADPOOL_SIZE: '' }, cores)).toEqual({ UV_THREADPOOL_SIZE: size });
  });

  it('leaves the choice to whoever has made it', () => {
    expect(threadPoolEnv({ UV_THREADPOOL_SIZE: '3' }, 16)).toEqual({ UV_THREADPOOL_SIZE: '3' });
  });
});
