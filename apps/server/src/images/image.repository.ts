import type { Database, ImagesTable } from '../platform/database/schema.ts';
import { offsetOf, type Page, type PageWish } from '../platform/paging.ts';

/** A picture that its owner keeps here. */
export interface ImageRecord {
  readonly id: string;
  readonly userId: string;
  /** Name of the picture as it was sent, without its ending. */
  readonly name: string;
  readonly format: ImagesTable['format'];
  readonly bytes: number;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly createdAt: Date;
}

/** What is known of images, in the database. */
export class ImageRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Adds an image, unless it and the others of its owner would be larger than `mostBytes`.
   * @returns whether there was room
   */
  async insert(image: ImageRecord, mostBytes: number): Promise<boolean> {
    const { id, userId, name, format, bytes, width, height, createdAt } = image;
    return this.#database.transaction().execute(async within => {
      const row = await within
        .selectFrom('images')
        .select(({ fn }) => fn.sum<number | null>('bytes').as('sum'))
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if ((row?.sum ?? 0) + bytes > mostBytes) return false;
      await within
        .insertInto('images')
        .values({ id, user_id: userId, name, format, bytes, width, height, created_at: createdAt.getTime() })
        .execute();
      return true;
    });
  }

  async find(id: string): Promise<ImageRecord | undefined> {
    const row = await this.#database.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toRecord(row);
  }

  /** A page of a user's images, the newest first. */
  async list(userId: string, wish: PageWish): Promise<Page<ImageRecord>> {
    const own = this.#database.selectFrom('images').where('user_id', '=', userId);
    const { total } = await own
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await own
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(wish.limit)
      .offset(offsetOf(wish))
      .execute();
    return { items: rows.map(toRecord), total };
  }

  async delete(id: string): Promise<void> {
    await this.#database.deleteFrom('images').where('id', '=', id).execute();
  }

  /** Ids of everything that is a user's. */
  async idsOf(userId: string, within: Database): Promise<string[]> {
    const rows = await within.selectFrom('images').select('id').where('user_id', '=', userId).execute();
    return rows.map(({ id }) => id);
  }
}

function toRecord({ user_id, created_at, ...same }: ImagesTable): ImageRecord {
  return { ...same, userId: user_id, createdAt: new Date(created_at) };
}
