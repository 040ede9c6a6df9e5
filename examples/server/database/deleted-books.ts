import type { AppDatabase } from './tables.js'

/** A book that was deleted. */
export interface DeletedBook {
  readonly id: string
  /** When, in milliseconds. */
  readonly deletedAt: number
}

/** Takes a shared book from all of its members. */
export async function markDeleted(db: AppDatabase, bookId: string): Promise<void> {
  await db
    .updateTable('app_books')
    .set({ deleted_at: Date.now() })
    .where('id', '=', bookId)
    .where('deleted_at', 'is', null)
    .execute()
}

/**
 * The next book that was deleted until an instant and is not marked as emptied; `null` after the last one. It reads one
 * row of an index that has only such books.
 */
export async function nextUnfinished(
  db: AppDatabase,
  { until, after }: { readonly until: number; readonly after: DeletedBook | null },
): Promise<DeletedBook | null> {
  let query = db
    .selectFrom('app_books')
    .select(['id', 'deleted_at'])
    .where('deleted_at', 'is not', null)
    .where('emptied_at', 'is', null)
    .where('deleted_at', '<=', until)
    .orderBy('deleted_at')
    .orderBy('id')
    .limit(1)
  if (after) {
    const { id, deletedAt } = after
    query = query
      .where('deleted_at', '>=', deletedAt)
      .where((eb) => eb.or([eb('deleted_at', '>', deletedAt), eb('id', '>', id)]))
  }
  const row = await query.executeTakeFirst()
  // The driver of PostgreSQL gives a bigint as text.
  return row ? { id: row.id, deletedAt: Number(row.deleted_at) } : null
}

/**
 * Marks a deleted book as emptied. Its row stays without its name and its members, so that no other book gets its id: a
 * process that is slow could delete the contents of that book.
 */
export async function markEmptied(db: AppDatabase, bookId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('app_books')
      .set({ name: '', emptied_at: Date.now() })
      .where('id', '=', bookId)
      .where('deleted_at', 'is not', null)
      .execute()
    await transaction.deleteFrom('app_members').where('book_id', '=', bookId).execute()
  })
}
