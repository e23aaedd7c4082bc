/** Connected parts of a plane: pixels that are not 0, joined where they share a side. */
export interface Components {
  /** Of each pixel: 0 where there is none, else the number of its part, from 1. */
  readonly labels: Int32Array;
  /** Pixels of each part, by its number; at 0 nothing. */
  readonly sizes: readonly number[];
}

/** Finds the connected parts of a plane, in the order of their first pixels. */
export function components(plane: Uint8Array, width: number): Components {
  const labels = new Int32Array(plane.length);
  const waiting = new Int32Array(plane.length);
  const sizes = [0];
  for (let start = 0; start < plane.length; start++) {
    if (!plane[start] || labels[start]) continue;
    const label = sizes.length;
    let top = 0;
    let size = 0;
    const visit = (i: number) => {
      if (!plane[i] || labels[i]) return;
      labels[i] = label;
      waiting[top++] = i;
    };
    visit(start);
    while (top > 0) {
      const i = waiting[--top]!;
      const x = i % width;
      size++;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i + width < plane.length) visit(i + width);
    }
    sizes.push(size);
  }
  return { labels, sizes };
}
