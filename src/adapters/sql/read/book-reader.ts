import { BudgetBookError } from '../../../errors/error.js'
import type { Month } from '../../../calendar/month.js'
import { scaleOf } from '../../../money/currency.js'
import { frozenEntity } from '../../../model/entity-copies.js'
import type { Settings } from '../../../model/settings.js'
import type { Budget } from '../../../model/budget.js'
import type { Category } from '../../../model/category.js'
import type { CategorySpending, Head, MonthState, Scope } from '../../../storage/view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { compareHolds, type StoredHold } from '../../../model/hold.js'
import { emptyContents } from '../../../storage/kit/state/contents.js'
import { emptyMonth } from '../../../storage/kit/state/month-draft.js'
import type { OperationRecord } from '../../../storage/kit/state/operation-log.js'
import { checkVersion } from '../../../storage/schema-version.js'
import { corrupt } from '../../../storage/kit/records/sealed-text.js'
import type { BookRows } from './book-query.js'
import { knownMonth, type KnownBook, type KnownMonth, type Positions } from './known-book.js'
import {
  decodeBook,
  decodeBudget,
  decodeCategory,
  decodeExpense,
  decodeHold,
  decodeMonth,
  decodeOperation,
  decodeTotal,
  placeOf,
  type BookFields,
  type MonthRow,
} from '../schema/rows.js'

/** The version of the data in the rows. */
export const supported = { major: 1, minor: 2 }

/** The rows of a book at one instant. They are decoded when they are needed. */
export class BookReader {
  readonly bookId: string
  readonly rows: BookRows
  /** The revision in the book's row; `null` if there is no row. */
  readonly revision: string | null
  /** The settings and the groups. */
  readonly fields: BookFields
  readonly #scale: number

  /**
   * Throws `storage_future_version` or `storage_corrupt`.
   *
   * @param fields - The settings and the groups, if they are known. Then the book's row is sound.
   */
  constructor(bookId: string, rows: BookRows, fields: BookFields | null = null) {
    this.bookId = bookId
    this.rows = rows
    const [book] = rows.books
    this.revision = book?.revision ?? null
    this.fields = fields ?? fieldsOf(bookId, rows)
    this.#scale = scaleOf(this.settings.currency)
  }

  get settings(): Settings {
    return this.fields.settings
  }

  /** Settings, categories and groups, a copy each time. */
  head(): Head {
    const { settings, groups } = this.fields
    return { settings: { ...settings }, categories: this.#categories(), groups: [...groups] }
  }

  /** What the rows say of the book. The rows of the months in the scope must have been read. */
  known({ months = [] }: Scope): KnownBook {
    const { categories: rows, budgets } = this.rows
    const known = new Map<Month, KnownMonth>()
    const places = new Map<string, Map<string, number>>()
    for (const { id, month, position } of budgets) {
      const ofMonth = places.get(month) ?? new Map<string, number>()
      places.set(month, ofMonth.set(id, Number(position)))
    }
    for (const [month, state] of this.monthStates())
      known.set(month, knownMonth(state, places.get(month) ?? noPositions))
    for (const month of months === 'all' ? [] : months)
      if (!known.has(month)) known.set(month, knownMonth(emptyMonth(month), noPositions))
    const settings = Object.freeze({ ...this.settings })
    const categories = Object.freeze(this.#categories())
    const groups = Object.freeze(this.fields.groups.map(frozenEntity))
    return {
      revision: this.revision,
      head: Object.freeze({ settings, categories, groups }),
      positions: new Map(rows.map(({ id, position }) => [id, Number(position)])),
      months: known,
      hasAllMonths: months === 'all',
    }
  }

  /** The states of the months whose rows were read. */
  monthStates(): Map<Month, MonthState> {
    const states = new Map<Month, MonthState & MonthEntries>()
    for (const { month, closed, limitAtClose } of this.months())
      states.set(month, { month, closed, limitAtClose, budgets: [], spending: new Map(), holds: [] })
    const stateOf = (month: string) => {
      const state = states.get(month as Month)
      if (!state) throw corrupt(placeOf('months', this.bookId, month), 'it is missing')
      return state
    }
    for (const row of inOrder(this.rows.budgets))
      stateOf(row.month).budgets.push(decodeBudget(this.bookId, row, this.#scale))
    for (const row of this.rows.totals)
      stateOf(row.month).spending.set(row.category_id, decodeTotal(this.bookId, row, this.#scale))
    for (const hold of this.#holds()) {
      const state = states.get(hold.month)
      // A month that has only holds has no row.
      if (state) state.holds.push(hold)
      else
        states.set(hold.month, { ...emptyMonth(hold.month), budgets: [], spending: new Map(), holds: [hold] })
    }
    return states
  }

  /** The decoded rows of months. */
  months(): MonthRow[] {
    return this.rows.months.map((row) => decodeMonth(this.bookId, row))
  }

  /** The expenses whose rows were read. */
  expenses(): StoredExpense[] {
    return this.rows.expenses.map((row) => decodeExpense(this.bookId, row, this.#scale))
  }

  #holds(): StoredHold[] {
    const { monthStartDay } = this.settings
    return this.rows.holds.map((row) => decodeHold(this.bookId, row, monthStartDay)).sort(compareHolds)
  }

  #categories(): Category[] {
    return inOrder(this.rows.categories).map((row) => decodeCategory(this.bookId, row))
  }

  /** The operation that was looked for, or `undefined`. */
  operation(): OperationRecord | undefined {
    const [row] = this.rows.operations
    return row && decodeOperation(this.bookId, row)
  }
}

const noPositions: Positions = new Map()

function fieldsOf(bookId: string, rows: BookRows): BookFields {
  const [book] = rows.books
  const place = placeOf('books', bookId)
  if (!book) {
    if (Object.values(rows).some((found) => found.length > 0)) throw corrupt(place, 'it is missing')
    return emptyContents
  }
  if (checkVersion(book.version, supported, place.location) === null)
    throw corrupt(place, 'it has no version')
  return decodeBook(bookId, book)
}

/** A month whose rows are being gathered. */
interface MonthEntries {
  readonly budgets: Budget[]
  readonly spending: Map<string, CategorySpending>
  readonly holds: StoredHold[]
}

function inOrder<Placed extends { readonly position: string }>(rows: readonly Placed[]): Placed[] {
  return [...rows].sort((a, b) => Number(a.position) - Number(b.position))
}

/** The error for a call that gave up because other writers changed the book, or kept it locked, during every attempt. */
export function retriesExhausted(cause?: unknown): BudgetBookError<'conflict'> {
  return new BudgetBookError(
    'conflict',
    'Other writers changed the book, or kept it locked, during every attempt. Nothing was changed; try again',
    { reason: 'retries_exhausted' },
    { cause },
  )
}
