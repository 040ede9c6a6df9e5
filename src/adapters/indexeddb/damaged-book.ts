import { isBudgetBookError, type BudgetBookError } from '../../errors/error.js'
import { unreadableContents } from '../../storage/kit/state/contents.js'
import type { BookContents } from '../../storage/view.js'
import { allOf, type BookReader } from './book-reader.js'
import { decodeOperation } from './records.js'
import type { Stores } from './schema.js'

type OperationKey = Stores['operations']['key'][1]

/** What full-book work starts from. */
export interface GivenContents {
  /**
   * If something cannot be read, reading the contents throws. An import does not read them; a change of currency
   * does.
   */
  readonly contents: BookContents
  /** The ids of the operations that cannot be read. An import removes them, because they stop later commits. */
  readonly damagedOperations: readonly OperationKey[]
}

/** Everything in a book, as far as it can be read. Without its head, no part of a book can be read. */
export async function contentsForWholeBookWork(book: BookReader): Promise<GivenContents> {
  const operations = await findDamagedOperations(book)
  const [first] = operations.values()
  try {
    const damage = book.damage ?? first
    if (damage) throw damage
    return { contents: await book.contents(), damagedOperations: [] }
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    // Reads every sound month: an import keeps the fields that a newer minor version added to it.
    await Promise.allSettled(book.head.months.map(async (month) => book.month(month)))
    return { contents: unreadableContents(error), damagedOperations: [...operations.keys()] }
  }
}

async function findDamagedOperations({
  transaction,
  bookId,
}: BookReader): Promise<Map<OperationKey, BudgetBookError>> {
  const damaged = new Map<OperationKey, BudgetBookError>()
  for (const record of await transaction.objectStore('operations').getAll(allOf(bookId))) {
    try {
      decodeOperation(record)
    } catch (error) {
      if (!isBudgetBookError(error, 'storage_corrupt')) throw error
      damaged.set(record.id, error)
    }
  }
  return damaged
}
