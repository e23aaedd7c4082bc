import type { CustomManifest } from '@backgroundfx/core';
import type { Database, ModelsTable } from '../../platform/database/schema.ts';

/** Why a model was rejected. */
export interface Rejection {
  /** For programs. */
  readonly reason: string;
  readonly message: string;
}

/** A model of a user's own. */
export interface OwnModel {
  readonly id: string;
  readonly userId: string;
  readonly manifest: CustomManifest;
  /** The background first; undefined where it tells none apart. */
  readonly classes: readonly string[] | undefined;
  readonly bytes: number;
  readonly state: ModelsTable['state'];
  /** Of the bytes that were tried, while it is ready. */
  readonly sha256: string | undefined;
  readonly rejection: Rejection | undefined;
  readonly createdAt: Date;
}

/** What the models of one user may come to. */
export interface ModelRoom {
  readonly models: number;
  readonly bytes: number;
}

/** Models of users' own, in the database. */
export class OwnModelRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What the models of a user come to, and how many of them wait for their trial; the files of rejected ones are gone. */
  async taken(
    userId: string,
    within: Database = this.#database,
  ): Promise<ModelRoom & { readonly pending: number }> {
    const { models, bytes, pending } = await within
      .selectFrom('models')
      .select(({ fn, eb }) => {
        const where = (state: ModelsTable['state']) => eb.case().when('state', '=', state);
        return [
          fn.countAll<number>().as('models'),
          fn.sum<number | null>(where('rejected').then(0).else(eb.ref('bytes')).end()).as('bytes'),
          fn.sum<number | null>(where('pending').then(1).else(0).end()).as('pending'),
        ];
      })
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    return { models, bytes: bytes ?? 0, pending: pending ?? 0 };
  }

  async insert(model: OwnModel, within: Database): Promise<void> {
    const { id, userId, manifest, classes, bytes, state, createdAt } = model;
    await within
      .insertInto('models')
      .values({
        id,
        user_id: userId,
        manifest: JSON.stringify(manifest),
        classes: classes ? JSON.stringify(classes) : null,
        bytes,
        state,
        sha256: null,
        rejection: null,
        created_at: createdAt.getTime(),
      })
      .execute();
  }

  async find(id: string): Promise<OwnModel | undefined> {
    const row = await this.#database.selectFrom('models').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toModel(row);
  }

  /** All models of a user, the newest first; they are few. */
  async list(userId: string): Promise<OwnModel[]> {
    const rows = await this.#database
      .selectFrom('models')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(toModel);
  }

  /** Ends the wait of a model that was tried and may be used. */
  async setReady(id: string, sha256: string): Promise<void> {
    await this.#database
      .updateTable('models')
      .set({ state: 'ready', sha256 })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .execute();
  }

  /** Ends the wait of a model that may not be used. */
  async setRejected(id: string, rejection: Rejection): Promise<void> {
    await this.#database
      .updateTable('models')
      .set({ state: 'rejected', rejection: JSON.stringify(rejection) })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .execute();
  }

  async delete(id: string): Promise<void> {
    await this.#database.deleteFrom('models').where('id', '=', id).execute();
  }

  /** Ids of everything that is a user's. */
  async idsOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within.selectFrom('models').select('id').where('user_id', '=', userId).execute();
    return rows.map(({ id }) => id);
  }
}

function toModel(row: ModelsTable): OwnModel {
  const { id, user_id, bytes, state, sha256 } = row;
  return {
    id,
    userId: user_id,
    manifest: JSON.parse(row.manifest),
    classes: row.classes === null ? undefined : JSON.parse(row.classes),
    bytes,
    state,
    sha256: sha256 ?? undefined,
    rejection: row.rejection === null ? undefined : JSON.parse(row.rejection),
    createdAt: new Date(row.created_at),
  };
}
