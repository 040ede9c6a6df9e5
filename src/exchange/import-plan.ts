import type { CivilDate } from '../calendar/civil-date.js'
import type { InputIssueCode } from '../errors/details.js'
import type { Amount, AmountInput } from '../money/amount.js'
import type { CurrencyCode } from '../money/currency.js'
import type { ImportRow } from './import-row.js'

/** The fields of `Expense` that a plan compares rows with. */
export interface ExistingExpenseFields {
  /** Unique in the book. */
  readonly id: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** In the book's currency. */
  readonly amount: AmountInput
  /** Its `import`, if there is one, says which row the expense came from. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined
}

/** How a plan treats the rows of a file. */
export interface ImportOptions {
  /**
   * Names the category of a row: an id. For `null` and `undefined` the row is `unresolved`. It is asked only about rows
   * that are not in the book yet.
   */
  readonly category: (row: ImportRow) => string | null | undefined
  /**
   * Where the rows come from, 1 to 100 characters without `|`: name the account. Never change the name, or all rows
   * count as new again. Rows of two accounts under one source count as one if they are equal. Under `'budgetbook'` a
   * row with the id of an expense is a duplicate of it, whatever was changed since.
   * @defaultValue `'file'`
   */
  readonly source?: string | undefined
  /**
   * Keys of rows that the user threw away. Each key takes one row out: list it twice for two equal rows, where a `Set`
   * would keep one.
   * @defaultValue none
   */
  readonly ignore?: Iterable<string> | undefined
}

/** Where an imported expense came from. It is the `import` of its metadata. */
export interface ImportOrigin {
  /** The source of the import. */
  readonly source: string
  /**
   * Tells the row from others: `source|id|amount|date`, or `source|date|amount|description` if the row has no id. Equal
   * rows have equal keys, and are counted. The description is folded as `foldName` folds names.
   */
  readonly key: string
}

/** A new expense as `book.expenses.recordMany` takes it. */
export interface ImportedExpense {
  /** The category. */
  readonly categoryId: string
  /** At the scale of the currency. */
  readonly amount: Amount
  /** The day. */
  readonly date: CivilDate
  /** `''` if the row has no description. */
  readonly description: string
  /** Where it came from. */
  readonly metadata: {
    /** The row. */
    readonly import: ImportOrigin
  }
}

/** A row that is not in the book. */
export interface FreshRow {
  /** The row. */
  readonly row: ImportRow
  /** What to record. */
  readonly expense: ImportedExpense
  /**
   * The id that `importRows` gives the expense. The file alone decides it, so that two clients that import the same row
   * at once record it once.
   */
  readonly expenseId: string
}

/**
 * A row that is in the book already. The expense that an import made of it is recognized by its id, whatever was
 * changed in it since. Another expense is recognized by the key of the row in its metadata.
 */
export interface DuplicateRow {
  /** The row. */
  readonly row: ImportRow
  /** The expense. */
  readonly expenseId: string
}

/**
 * A fresh row that may have been entered by hand. A person must decide. To accept an expense, give it the `import` of
 * the row in its metadata. Then it is recognized by its key, while its date is within three days of the days of the
 * file.
 */
export interface AlikeRow {
  /** The row. It is in `fresh` too. */
  readonly row: ImportRow
  /** Up to ten expenses of the same amount within three days that no import made, the nearest first. */
  readonly expenseIds: readonly string[]
}

/**
 * Why a row cannot be imported: the code of what is wrong with it; `other_currency`; or `ignored`, because its key is in
 * `ignore`.
 */
export type ImportRejectionCode = InputIssueCode | 'other_currency' | 'ignored'

/** A row that cannot be imported. */
export interface RejectedRow {
  /** The row. */
  readonly row: ImportRow
  /** Its line; `null` if the row does not say. */
  readonly line: number | null
  /** For programs. */
  readonly code: ImportRejectionCode
  /** For people. */
  readonly message: string
}

/** What an import would do. Every row is in one of `fresh`, `duplicates`, `unresolved` and `rejected`. */
export interface ImportPlan {
  /** The currency of the amounts: the currency of the book. */
  readonly currency: CurrencyCode
  /** Rows to record, in the order of the file. */
  readonly fresh: readonly FreshRow[]
  /** Rows that are in the book. Show them: if a statement was cut within a day, a row may be here by chance. */
  readonly duplicates: readonly DuplicateRow[]
  /** Fresh rows that a person may have entered by hand. */
  readonly alike: readonly AlikeRow[]
  /**
   * Rows that would be fresh, but have no category. They have no key. To decide on them, plan again with all rows: equal
   * rows are counted.
   */
  readonly unresolved: readonly ImportRow[]
  /** Rows that cannot be imported: an amount of zero, another currency, a date that the calendar lacks. */
  readonly rejected: readonly RejectedRow[]
}
