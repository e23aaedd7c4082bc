import { isDatabaseBusy } from '../platform/database/database-busy.ts';
import type { Database } from '../platform/database/schema.ts';
import { endOfTurn } from '../platform/once-per-turn.ts';
import type { Taking, UsageRecord, UsageRepository } from './usage.repository.ts';

interface Asked {
  readonly taking: Taking;
  readonly resolve: (record: UsageRecord | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes the units of all requests that arrive in one turn of the event loop in one transaction, those of each user in one
 * statement: under load the database would otherwise write more often than anything else is done. Everybody gets what they
 * would get one after the other.
 */
export class Takings {
  readonly #usage: Pick<UsageRepository, 'take'>;
  readonly #database: Database;
  #asked: Asked[] = [];

  constructor(usage: Pick<UsageRepository, 'take'>, database: Database) {
    this.#usage = usage;
    this.#database = database;
  }

  /** As `UsageRepository.take` does, outside of transactions. */
  take(taking: Taking): Promise<UsageRecord | undefined> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ taking, resolve, reject });
      if (this.#asked.length === 1) void endOfTurn().then(() => this.#takeAll());
    });
  }

  async #takeAll(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    const groups = groupedByUser(asked);
    if (groups.length > 1) {
      try {
        const all = await this.#database.transaction().execute(async within => {
          const answers: (readonly (UsageRecord | undefined)[])[] = [];
          for (const group of groups) answers.push(await this.#takeOf(group, within));
          return answers;
        });
        groups.forEach((group, i) => {
          settle(group, all[i] ?? []);
        });
        return;
      } catch (error) {
        // The next ones would have to wait as long as these did.
        if (isDatabaseBusy(error)) return refuse(asked, error);
        // One of them was at fault: each is tried by itself, and told so.
      }
    }
    for (const group of groups) {
      await this.#takeOf(group).then(
        records => settle(group, records),
        error => refuse(group, error),
      );
    }
  }

  /** What each of a user's requests gets: together where there is enough for all of them, else in their order. */
  async #takeOf(group: readonly Asked[], within?: Database): Promise<readonly (UsageRecord | undefined)[]> {
    const [first] = group;
    if (!first) return [];
    const units = unitsOf(group);
    const together = await this.#usage.take({ ...first.taking, units }, within);
    if (together) return shared(together, group);
    if (group.length === 1) return [undefined];
    if (!within) return this.#database.transaction().execute(inside => this.#oneByOne(group, inside));
    return this.#oneByOne(group, within);
  }

  async #oneByOne(group: readonly Asked[], within: Database): Promise<readonly (UsageRecord | undefined)[]> {
    const records: (UsageRecord | undefined)[] = [];
    for (const { taking } of group) records.push(await this.#usage.take(taking, within));
    return records;
  }
}

/** Where each stood right after its own units. */
function shared({ windowStart, used, total }: UsageRecord, group: readonly Asked[]): readonly UsageRecord[] {
  let later = unitsOf(group);
  return group.map(({ taking: { units } }) => {
    later -= units;
    return { windowStart, used: used - later, total: total - later };
  });
}

function unitsOf(group: readonly Asked[]): number {
  return group.reduce((sum, { taking }) => sum + taking.units, 0);
}

function refuse(asked: readonly Asked[], error: unknown): void {
  for (const { reject } of asked) reject(error);
}

function settle(group: readonly Asked[], records: readonly (UsageRecord | undefined)[]): void {
  group.forEach(({ resolve }, i) => {
    resolve(records[i]);
  });
}

/** In the order in which they came; takings that differ in their limit or their window are not one statement. */
function groupedByUser(asked: readonly Asked[]): readonly (readonly Asked[])[] {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) {
    const { userId, limit, windowMs, now } = one.taking;
    const key = `${userId} ${limit} ${windowMs} ${now}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
