import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Account } from './account.ts';
import { formOf } from './upload.ts';

/** What the API makes of a picture, decoded. */
export interface ServerCutout {
  /** 0..255, one byte a pixel. */
  readonly matte: Uint8Array;
  /** Straight alpha, four bytes a pixel. */
  readonly pixels: Uint8Array;
}

/** Posts a picture, asks for the mask beside the cut-out, and fetches both by the addresses in the answer. */
export async function serverCutout(url: string, account: Account, picture: string): Promise<ServerCutout> {
  const token = await account.token();
  const answer = await fetch(`${url}/v1/process/remove-background`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    body: formOf(new Blob([await readFile(picture)]), { quality: 'high', return_mask: 'true' }),
  });
  const said = (await answer.json()) as { image?: string; mask?: string };
  if (!answer.ok || !said.image || !said.mask) {
    throw new Error(`An upload was answered ${answer.status}: ${JSON.stringify(said)}`);
  }
  const matte = await sharp(await fetchBytes(said.mask))
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { matte, pixels: await rgbaOf(await fetchBytes(said.image)) };
}

/** Upright, sRGB, four bytes a pixel. */
export async function rgbaOf(picture: Buffer): Promise<Uint8Array> {
  return sharp(picture).autoOrient().toColourspace('srgb').ensureAlpha().raw().toBuffer();
}

async function fetchBytes(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
