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

/** What is the same for everybody, for as long as its addresses are. */
interface SharedPages {
  readonly until: number;
  readonly items: readonly BuiltIn[];
  /** Pages without backgrounds of users' own, by what was wished. */
  readonly texts: Map<string, string>;
}

/** Of the pages that are kept; there are not many that anybody asks for twice. */
const MOST_KEPT = 100;

/**
 * Lists backgrounds: a user's own, the newest first, then those of the library. The latter are the same for everybody and are
 * written once for as long as their addresses are the same.
 */
export class BackgroundPages {
  readonly #deps: BackgroundPagesDeps;
  #builtIn: SharedPages | undefined;

  constructor(deps: BackgroundPagesDeps) {
    this.#deps = deps;
  }

  /** A page as JSON text. */
  async page(userId: string, wish: ListWish): Promise<string> {
    const { category } = wish;
    const { backgrounds, counts, signer } = this.#deps;
    const isOwn = category === undefined || category === 'custom';
    const ownTotal = isOwn ? await counts.of(userId) : 0;
    const { items, texts: kept } = this.#shared();
    const name = `${category} ${wish.page} ${wish.limit}`;
    const before = ownTotal === 0 ? kept.get(name) : undefined;
    if (before !== undefined) return before;
    const shared = category === undefined ? items : items.filter(item => item.category === category);
    const from = offsetOf(wish);
    const to = from + wish.limit;
    const own = from < ownTotal ? await backgrounds.list(userId, from, wish.limit) : [];
    const texts = own.map(record => JSON.stringify(toBackground(record, signer)));
    const others = shared.slice(Math.max(0, from - ownTotal), Math.max(0, to - ownTotal));
    for (const { text } of others) texts.push(text);
    const total = ownTotal + shared.length;
    const { items: _, ...numbers } = toPage({ items: [], total }, wish);
    const page = `{"items":[${texts.join()}],${JSON.stringify(numbers).slice(1)}`;
    if (ownTotal === 0 && kept.size < MOST_KEPT) kept.set(name, page);
    return page;
  }

  #shared(): SharedPages {
    const { library, signer } = this.#deps;
    const until = signer.signedUntil().getTime();
    if (this.#builtIn?.until !== until) {
      const items = library.entries.map(entry => ({
        category: entry.category,
        text: JSON.stringify(toBuiltIn(entry, library, signer)),
      }));
      this.#builtIn = { until, items, texts: new Map() };
    }
    return this.#builtIn;
  }
}
