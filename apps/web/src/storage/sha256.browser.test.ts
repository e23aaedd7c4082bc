import { afterEach, expect, it, vi } from 'vitest';
import { sha256Hex } from './sha256.ts';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

afterEach(() => vi.unstubAllGlobals());

it("hashes with the browser's own means", async () => {
  expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(ABC);
});

it('hashes the same where the address is not secure', async () => {
  vi.stubGlobal('crypto', {});
  expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(ABC);
});
