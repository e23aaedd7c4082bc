/** What Windows takes for a device, whatever its ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Names for the files of one archive, in their order: none of them a device, none of them twice, also where small and capital
 * letters are the same. The second one of a name is `name (2).png`.
 * @param files stems without folders, as `pictureName` makes them, and endings without a dot
 */
export function archiveNames(
  files: readonly { readonly stem: string; readonly suffix: string; readonly ending: string }[],
): string[] {
  const taken = new Set<string>();
  return files.map(({ stem, suffix, ending }) => {
    const trimmed = stem.replace(/[. ]+$/, '') || 'picture';
    const base = DEVICE.test(trimmed) ? `${trimmed}_` : trimmed;
    for (let use = 1; ; use++) {
      const name = `${base}${suffix}${use === 1 ? '' : ` (${use})`}.${ending}`;
      const key = name.normalize('NFC').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  });
}
