type Document = Readonly<Record<string, unknown>>;

/** Makes the document of one version from that of the one before; it is given the fields without `version`. */
export type Upgrade = (document: Document) => Document;

/** From version 1 to 2, from 2 to 3 and so on. */
const UPGRADES: readonly Upgrade[] = [];

/**
 * A recipe as it would have been written today. One without a version is of the first; what no version here accounts for is
 * given back as it is, for the reader to refuse. Borrows the document.
 */
export function upgradeRecipe(document: unknown, upgrades: readonly Upgrade[] = UPGRADES): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  const { version = 1, ...rest } = document as Document;
  const steps = typeof version === 'number' && version >= 1 ? upgrades.slice(version - 1) : [];
  if (steps.length === 0) return document;
  return { ...steps.reduce<Document>((old, upgrade) => upgrade(old), rest), version: upgrades.length + 1 };
}
