/** Which part of a list is asked for. */
export interface PageWish {
  /** The first is 1. */
  readonly page: number;
  readonly limit: number;
}

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Of all parts. */
  readonly total: number;
}

/** A page as lists are answered, by the contract. */
export function toPage<Item>({ items, total }: Page<Item>, { page, limit }: PageWish) {
  return { items: [...items], total, page, pages: Math.max(1, Math.ceil(total / limit)) };
}

/** How many items come before a page. */
export function offsetOf({ page, limit }: PageWish): number {
  return (page - 1) * limit;
}
