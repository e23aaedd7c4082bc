/**
 * Texts as they are searched: case, composition of letters and kinds of space are all one. Between two texts stands what no
 * searched text can hold, so that none is found across them.
 */
export function folded(...texts: readonly string[]): string {
  return texts
    .map(text =>
      text
        .normalize('NFKC')
        // Some capitals become two letters, and some small letters one capital.
        .toUpperCase()
        .toLowerCase()
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .join('\n');
}
