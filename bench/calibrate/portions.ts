export interface Sized {
  readonly name: string;
  readonly bytes: number;
}

/** Cuts a list, in its order, into runs of at most `limit` bytes; what is larger than that by itself stands alone. */
export function inPortions(tensors: readonly Sized[], limit: number): string[][] {
  const portions: string[][] = [];
  let current: string[] = [];
  let bytes = 0;
  for (const tensor of tensors) {
    if (current.length > 0 && bytes + tensor.bytes > limit) {
      portions.push(current);
      current = [];
      bytes = 0;
    }
    current.push(tensor.name);
    bytes += tensor.bytes;
  }
  if (current.length > 0) portions.push(current);
  return portions;
}
