import { createHmac, timingSafeEqual } from 'node:crypto';

/** A file of a result, and the last moment at which its address works (whole seconds). */
export interface FileAddress {
  readonly id: string;
  readonly name: string;
  readonly expires: Date;
}

export interface FileUrlsDeps {
  /** Secrets, newest first: the first signs, all of them verify. */
  readonly secrets: readonly [Uint8Array, ...Uint8Array[]];
  /** Address of the server as its users see it, without a slash at its end. */
  readonly publicUrl: () => string;
}

/** Addresses of files that are their own permission, for a while: HMAC-SHA256 over what they name. */
export class FileUrls {
  readonly #secrets: FileUrlsDeps['secrets'];
  readonly #publicUrl: () => string;

  constructor({ secrets, publicUrl }: FileUrlsDeps) {
    this.#secrets = secrets;
    this.#publicUrl = publicUrl;
  }

  sign(address: FileAddress): string {
    const signature = hmac(this.#secrets[0], address).toString('base64url');
    const query = new URLSearchParams({ expires: String(unixSeconds(address.expires)), signature });
    return `${this.#publicUrl()}/v1/files/${address.id}/${address.name}?${query}`;
  }

  /** Takes the same time wherever the signature is wrong. */
  verify(address: FileAddress, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    return this.#secrets.some(secret => {
      const right = hmac(secret, address);
      return given.length === right.length && timingSafeEqual(given, right);
    });
  }
}

function hmac(secret: Uint8Array, { id, name, expires }: FileAddress): Buffer {
  // A line break is in none of the three, so no two addresses make one text.
  return createHmac('sha256', secret)
    .update([id, name, unixSeconds(expires)].join('\n'))
    .digest();
}

function unixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
