import type { Background } from '@backgroundfx/contract';
import type { BackdropEntry } from '@backgroundfx/core';
import type { BackgroundRecord } from './background.repository.ts';
import type { Library } from './library.ts';

/** Signs addresses of files. */
export interface AddressSigner {
  sign(id: string, names: readonly string[]): { urls: readonly string[]; expiresAt: Date };
  /** When addresses end that are signed now. */
  signedUntil(): Date;
}

export const THUMBNAIL = 'thumbnail.webp';

export function pictureName({ format }: Pick<BackgroundRecord, 'format'>): string {
  return `image.${format}`;
}

/** A background of a user's own as the contract has it, with fresh addresses. */
export function toBackground(record: BackgroundRecord, signer: AddressSigner): Background {
  const { id, title, tags, width, height, origin, createdAt } = record;
  const { urls, expiresAt } = signer.sign(id, [pictureName(record), THUMBNAIL]);
  const [url = '', thumbnail = ''] = urls;
  return {
    id,
    title,
    url,
    thumbnail,
    category: 'custom',
    tags: [...tags],
    source: origin ? 'generated' : 'upload',
    width,
    height,
    created_at: createdAt.toISOString(),
    ...(origin && { ...origin, understood: [...origin.understood] }),
    expires_at: expiresAt.toISOString(),
  };
}

/** One of the library as the contract has it, with fresh addresses. */
export function toBuiltIn(
  { id, title, category, tags }: BackdropEntry,
  { names, size }: Library,
  signer: AddressSigner,
): Background {
  const { urls, expiresAt } = signer.sign(id, names);
  const [url = '', thumbnail = ''] = urls;
  return {
    id,
    title,
    url,
    thumbnail,
    category,
    tags: [...tags],
    source: 'library',
    ...size,
    expires_at: expiresAt.toISOString(),
  };
}
