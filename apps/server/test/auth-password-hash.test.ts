import { parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { NOBODYS_HASH, PasswordHasher } from '../src/auth/password-hash.ts';

const passwords = new PasswordHasher();

describe('the hash of a password', () => {
  it('is argon2id with the parameters of OWASP, salted anew each time', async () => {
    const [one, other] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.verify(one, 'correct horse')).toBe(true);
    expect(await passwords.verify(one, 'correct horsf')).toBe(false);
  });

  it('of nobody costs as much as a real one, and fits no password', async () => {
    expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(await passwords.hash('correct horse')));
    expect(await passwords.verify(undefined, 'correct horse')).toBe(false);
    expect(await passwords.verify(undefined, '')).toBe(false);
  });

  it('is the same whichever way a letter is typed', async () => {
    const hash = await passwords.hash('caf\u00e9 \ufb01ve');
    expect(await passwords.verify(hash, 'cafe\u0301 five')).toBe(true);
  });

  it('is refused to a crowd, and made for everybody who may wait', async () => {
    const crowd = Array.from({ length: 70 }, () => passwords.verify(undefined, 'x'));
    const results = await Promise.allSettled(crowd);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(66);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  });
});
