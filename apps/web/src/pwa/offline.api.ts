/** Types only: what the page and the service worker say to each other about what is kept on this device. */

/** Files of the editor by what they are for. `shell` is kept from the first visit on; the others when used or asked for. */
export const OFFLINE_PARTS = ['shell', 'graphics', 'formats', 'samples'] as const;
export type OfflinePart = (typeof OFFLINE_PARTS)[number];

/** A file of the build, as the service worker knows it. */
export interface OfflineFile {
  readonly url: string;
  /** Null where the name carries a hash of the content. */
  readonly revision: string | null;
  readonly part: OfflinePart;
  readonly bytes: number;
  /** SHA-256 of the content, base64, as `integrity` writes it. */
  readonly integrity: string;
}

export interface PartState {
  readonly part: OfflinePart;
  readonly bytes: number;
  /** Of them here. */
  readonly keptBytes: number;
}

export type OfflineMessage =
  /** Answered with a `state`, or `failed`. */
  | { readonly type: 'OFFLINE_STATE' }
  /** Fetches what is missing or damaged of the shell; answered in the same way. */
  | { readonly type: 'REPAIR' }
  /**
   * Checks what is kept against its hash, fetches what is missing or damaged of these parts, and tells its `progress` meanwhile.
   * Answered with a `state`, or `failed`.
   */
  | { readonly type: 'FETCH_PARTS'; readonly parts: readonly OfflinePart[] }
  /** Lets a new version take over. */
  | { readonly type: 'SKIP_WAITING' };

/** What comes back through the port of a message. */
export type OfflineAnswer =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'state'; readonly parts: readonly PartState[] }
  | { readonly kind: 'failed' };
