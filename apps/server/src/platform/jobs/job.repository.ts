import { type Insertable, sql } from 'kysely';
import type { Database, JobsTable } from '../database/schema.ts';

/** A job that this process has taken. */
export interface ClaimedJob {
  readonly id: string;
  readonly payload: string;
  /** Tries that failed. */
  readonly failures: number;
  /** Processes that died while they worked on it. */
  readonly crashes: number;
}

export interface Lease {
  /** Who works on it. */
  readonly owner: string;
  readonly now: Date;
  /** When others may take it for abandoned. */
  readonly until: Date;
}

/** How many jobs of a kind are at work, wait for their turn, or are not due yet. */
export interface JobCount {
  readonly kind: string;
  readonly state: (typeof STATES)[number];
  readonly count: number;
}

const STATES = ['running', 'waiting', 'later'] as const;

/** The rows of the queue. */
export class JobRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async insert(rows: readonly Insertable<JobsTable>[], within: Database = this.#database): Promise<void> {
    if (rows.length > 0) await within.insertInto('jobs').values(rows).execute();
  }

  /** Takes the next job of a kind that is due: of the lane with the fewest at work, the one that has waited longest. */
  async claim(kind: string, { owner, now, until }: Lease): Promise<ClaimedJob | undefined> {
    const { rows } = await sql<ClaimedJob>`
      update jobs set
        crashes = crashes + (lease_owner is not null), lease_owner = ${owner}, lease_until = ${until.getTime()}
      where id = (
        select id from jobs where kind = ${kind} and run_at <= ${now.getTime()}
          and (lease_owner is null or (lease_owner <> ${owner} and lease_until < ${now.getTime()}))
        order by (
          select count(*) from jobs as others
          where others.kind = jobs.kind and others.lane = jobs.lane and others.lease_owner is not null
        ), run_at, rowid
        limit 1
      )
      returning id, payload, failures, crashes`.execute(this.#database);
    return rows[0];
  }

  /** Makes the leases of an owner last longer. */
  async renew({ owner, until }: Pick<Lease, 'owner' | 'until'>): Promise<void> {
    await this.#database
      .updateTable('jobs')
      .set({ lease_until: until.getTime() })
      .where('lease_owner', '=', owner)
      .execute();
  }

  /** Removes a job that is over, unless somebody else has taken it meanwhile. */
  async remove(id: string, owner: string): Promise<void> {
    await this.#database.deleteFrom('jobs').where('id', '=', id).where('lease_owner', '=', owner).execute();
  }

  /** Gives a job back for a later try. */
  async postpone(
    id: string,
    owner: string,
    { failures, runAt }: { readonly failures: number; readonly runAt: Date },
  ): Promise<void> {
    await this.#database
      .updateTable('jobs')
      .set({ failures, run_at: runAt.getTime(), lease_owner: null, lease_until: null })
      .where('id', '=', id)
      .where('lease_owner', '=', owner)
      .execute();
  }

  /** Gives everything back that an owner has, as if it had never been begun. */
  async release(owner: string): Promise<void> {
    await this.#database
      .updateTable('jobs')
      .set({ lease_owner: null, lease_until: null })
      .where('lease_owner', '=', owner)
      .execute();
  }

  /** How many jobs there are of some kinds, also where there are none. */
  async counts(kinds: readonly string[], now: Date): Promise<JobCount[]> {
    const { rows } = await sql<JobCount>`
      select kind, count(*) as count, case
        when lease_owner is not null then 'running' when run_at <= ${now.getTime()} then 'waiting' else 'later'
      end as state
      from jobs group by kind, state`.execute(this.#database);
    return kinds.flatMap(kind =>
      STATES.map(state => {
        const row = rows.find(row => row.kind === kind && row.state === state);
        return { kind, state, count: row?.count ?? 0 };
      }),
    );
  }

  /** Whoever has taken jobs. */
  async owners(): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('jobs')
      .select('lease_owner')
      .distinct()
      .where('lease_owner', 'is not', null)
      .execute();
    return rows.flatMap(({ lease_owner }) => lease_owner ?? []);
  }

  /** Gives back what an owner has who is found to be dead. */
  async bury(owner: string): Promise<void> {
    await this.#database
      .updateTable('jobs')
      .set(({ eb }) => ({ crashes: eb('crashes', '+', 1), lease_owner: null, lease_until: null }))
      .where('lease_owner', '=', owner)
      .execute();
  }
}
