import { isBudgetBookError, type BudgetBookError } from '../../../errors/error.js'
import type { BookContents } from '../../../storage/view.js'
import type { OperationRecord } from '../../../storage/kit/state/operation-log.js'
import { unreadableContents } from '../../../storage/kit/state/contents.js'
import { decodeOperation } from '../schema/rows.js'
import { checkedContents } from './book-contents.js'
import type { BookRows } from './book-query.js'
import { BookReader } from './book-reader.js'

/**
 * A book whose row is damaged or missing. A commit can still follow it: the revision and the operations do not depend
 * on the rest.
 */
export class DamagedBook {
  readonly bookId: string
  readonly rows: BookRows
  /** The revision in the book's row; `null` if there is no row. */
  readonly revision: string | null
  readonly damage: BudgetBookError

  constructor(bookId: string, rows: BookRows, damage: BudgetBookError) {
    this.bookId = bookId
    this.rows = rows
    this.revision = rows.books[0]?.revision ?? null
    this.damage = damage
  }

  /** The operation that was looked for, or `undefined`. */
  operation(): OperationRecord | undefined {
    const [row] = this.rows.operations
    return row && decodeOperation(this.bookId, row)
  }
}

/** A book for full-book work, which also runs on a damaged one. Throws `storage_future_version`. */
export function bookOrDamage(bookId: string, rows: BookRows): BookReader | DamagedBook {
  try {
    return new BookReader(bookId, rows)
  } catch (error) {
    // Data of a newer version is not damaged, so no work may overwrite it.
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return new DamagedBook(bookId, rows, error)
  }
}

/** What full-book work starts from. */
export interface GivenContents {
  /**
   * If something cannot be read, reading the contents throws. An import does not read them; a change of currency
   * does.
   */
  readonly contents: BookContents
  readonly isDamaged: boolean
}

/** Everything in a book, as far as it can be read. */
export function contentsForWholeBookWork(book: BookReader | DamagedBook): GivenContents {
  try {
    if (book instanceof DamagedBook) throw book.damage
    return { contents: checkedContents(book), isDamaged: false }
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return { contents: unreadableContents(error), isDamaged: true }
  }
}
