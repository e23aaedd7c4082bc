import type { BACKGROUND_FILTERS } from '@backgroundfx/contract';
import { offsetOf, type PageWish, toPage } from '../platform/paging.ts';
import type { BackgroundRepository } from './background.repository.ts';
import { type AddressSigner, toBackground, toBuiltIn } from './background-answer.ts';
import type { Library } from './library.ts';
import type { OwnCounts } from './own-counts.ts';

export type BackgroundFilter = (typeof BACKGROUND_FILTERS)[number];

export interface ListWish extends PageWish {
  readonly category?: BackgroundFilter | undefined;
}

export interface BackgroundPagesDeps {
  readonly backgrounds: Pick<BackgroundRepository, 'list'>;
  readonly counts: Pick<OwnCounts, 'of'>;
  readonly library: Library;
  readonly signer: AddressSigner;
}

interface BuiltIn {
  readonly category: string;
  /** JSON. */
  readonly text: string;
}

/**
 * Lists backgrounds: a user's own, the newest first, then those of the library. The latter are the same for everybody and are
 * written once for as long as their addresses are the same.
 */
export class BackgroundPages {
  readonly #deps: BackgroundPagesDeps;
  #builtIn: { readonly until: number; readonly items: readonly BuiltIn[] } | undefined;

  constructor(deps: BackgroundPagesDeps) {
    this.#deps = deps;
  }

  /** A page as JSON text. */
  async page(userId: string, wish: ListWish): Promise<string> {
    const { category } = wish;
    const { backgrounds, counts, signer } = this.#deps;
    const shared = category === 'custom' ? [] : this.#library(category);
    const isOwn = category === undefined || category === 'custom';
    const ownTotal = isOwn ? await counts.of(userId) : 0;
    const from = offsetOf(wish);
    const to = from + wish.limit;
    const own = from < ownTotal ? await backgrounds.list(userId, from, wish.limit) : [];
    const texts = own.map(record => JSON.stringify(toBackground(record, signer)));
    const others = shared.slice(Math.max(0, from - ownTotal), Math.max(0, to - ownTotal));
    for (const { text } of others) texts.push(text);
    const total = ownTotal + shared.length;
    const { items: _, ...numbers } = toPage({ items: [], total }, wish);
    return `{"items":[${texts.join()}],${JSON.stringify(numbers).slice(1)}`;
  }

  #library(category: string | undefined): readonly BuiltIn[] {
    const { library, signer } = this.#deps;
    const until = signer.signedUntil().getTime();
    if (this.#builtIn?.until !== until) {
      const items = library.entries.map(entry => ({
        category: entry.category,
        text: JSON.stringify(toBuiltIn(entry, library, signer)),
      }));
      this.#builtIn = { until, items };
    }
    const { items } = this.#builtIn;
    return category === undefined ? items : items.filter(item => item.category === category);
  }
}
