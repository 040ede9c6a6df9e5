import type { Month } from '../../calendar/month.js'
import { isBudgetBookError, type BudgetBookError } from '../../errors/error.js'
import type { Budget } from '../../model/budget.js'
import type { BookContents, CategorySpending, Head, MonthState, Scope, View } from '../../storage/view.js'
import type { Operation } from '../../storage/adapter.js'
import type { Receipt } from '../../storage/change.js'
import type { StoredExpense } from '../../model/expense.js'
import { copyEntity } from '../../model/entity-copies.js'
import { loadBatchedView } from '../../storage/kit/state/batched-view.js'
import { contentsOf, monthStatesOf } from '../../storage/kit/state/contents.js'
import { OperationLog } from '../../storage/kit/state/operation-log.js'
import { corrupt } from '../../storage/kit/records/sealed-text.js'
import { monthsWith, monthWith } from '../../storage/kit/records/stored-holds.js'
import { headInPlace } from './history-records.js'
import {
  decodeExpense,
  decodeHead,
  decodeMonth,
  decodeOperation,
  emptyHead,
  placeOf,
  type HeadRecord,
  type MonthRecord,
} from './records.js'
import type { Stores, Transaction } from './schema.js'

/** The range of all keys of a book. An array sorts above every text. */
export function allOf(bookId: string): IDBKeyRange {
  return IDBKeyRange.bound([bookId], [bookId, []])
}

/** The head that `decide` sees: a copy, so that changes to it are not stored. */
export function headOf({ head: { settings, categories, groups } }: BookReader): Head {
  return { settings: { ...settings }, categories: categories.map(copyEntity), groups: groups.map(copyEntity) }
}

/** A book at one instant. Await only requests of the transaction, or it ends. */
export class BookReader {
  readonly transaction: Transaction
  readonly bookId: string
  /** The head. If it cannot be read, an empty one. */
  readonly head: HeadRecord
  /** Why the head cannot be read, or `null`. Only an import and a deletion continue after such an error. */
  readonly damage: BudgetBookError | null
  readonly #months = new Map<Month, MonthRecord>()

  private constructor(
    transaction: Transaction,
    bookId: string,
    { head, damage }: Pick<BookReader, 'head' | 'damage'>,
  ) {
    this.transaction = transaction
    this.bookId = bookId
    this.head = head
    this.damage = damage
  }

  /** @param head - The stored head. */
  static async load(
    transaction: Transaction,
    bookId: string,
    head: Stores['heads']['value'] | undefined,
  ): Promise<BookReader> {
    return new BookReader(transaction, bookId, {
      head: await readHead(transaction, bookId, head),
      damage: null,
    })
  }

  /** As {@link BookReader.load}, but for full-book work, which also runs on a damaged head. */
  static async withDamage(...stored: Parameters<typeof BookReader.load>): Promise<BookReader> {
    const [transaction, bookId] = stored
    try {
      return await BookReader.load(...stored)
    } catch (error) {
      // Data of a newer version is not damaged, so no work may overwrite it.
      if (!isBudgetBookError(error, 'storage_corrupt')) throw error
      return new BookReader(transaction, bookId, {
        head: await headInPlace(transaction, bookId),
        damage: error,
      })
    }
  }

  /** What a scope asks for. */
  async view(scope: Scope): Promise<View> {
    return loadBatchedView(headOf(this), scope, {
      months: async (months) => (months === 'all' ? this.allStates() : this.states(months)),
      budgets: async (ids) => present(await Promise.all(ids.map(async (id) => this.#budget(id)))),
      expenses: async (ids) => present(await Promise.all(ids.map(async (id) => this.#expense(id)))),
      holds: async (ids) => this.head.holds.filter(({ id }) => ids.includes(id)).map(copyEntity),
    })
  }

  /** The states of the months among these that have anything. */
  async states(months: readonly Month[]): Promise<MonthState[]> {
    const { holds } = this.head
    const states = months.map(async (month) => monthWith(month, (await this.month(month))?.state, holds))
    return present(await Promise.all(states))
  }

  /** The states of all months that have anything. */
  async allStates(): Promise<MonthState[]> {
    return this.states([...monthsWith(this.head.months, this.head.holds)])
  }

  /** A month, or `null` if nothing of it is stored. */
  async month(month: Month): Promise<MonthRecord | null> {
    if (!this.head.months.includes(month)) return null
    const known = this.#months.get(month)
    if (known) return known
    const found = await this.transaction.objectStore('months').get([this.bookId, month])
    if (!found) throw corrupt(placeOf('months', this.bookId, month), 'it is missing')
    const record = decodeMonth(found)
    this.#months.set(month, record)
    return record
  }

  /** The fields besides the state, of a month that was read before. A newer minor version may have added them. */
  fieldsOf(month: Month): MonthRecord['fields'] {
    return this.#months.get(month)?.fields ?? null
  }

  /** Everything in the book. The totals are compared with the expenses. */
  async contents(): Promise<BookContents> {
    const states = await this.allStates()
    const records = await this.transaction.objectStore('expenses').getAll(allOf(this.bookId))
    const { monthStartDay } = this.head.settings
    const expenses = records.map((record) => decodeExpense(record, monthStartDay))
    const contents = contentsOf(this.head, states, expenses)
    const counted = monthStatesOf(contents)
    for (const month of new Set([...counted.keys(), ...this.head.months])) {
      const kept = states.find((state) => state.month === month)
      if (!sameSpending(kept?.spending, counted.get(month)?.spending)) {
        throw corrupt(placeOf('months', this.bookId, month), 'its totals are not those of its expenses')
      }
    }
    return contents
  }

  /** The receipt of an operation that was done before, or `null`. */
  async findReceipt(operation: Operation | null): Promise<Receipt | null> {
    if (!operation) return null
    const record = await this.transaction.objectStore('operations').get([this.bookId, operation.id])
    return record ? new OperationLog(1, [decodeOperation(record)]).find(operation) : null
  }

  async #budget(id: string): Promise<Budget | null> {
    const place = await this.transaction.objectStore('budgets').get([this.bookId, id])
    // If nothing was found, perhaps only the place of the budget was lost.
    const months = place ? [place.month as Month] : this.head.months
    const states = await this.states(months)
    const budget = states.flatMap(({ budgets }) => budgets).find((one) => one.id === id)
    if (Boolean(place) !== Boolean(budget)) {
      throw corrupt(placeOf('budgets', this.bookId, id), 'its month does not match')
    }
    return budget ?? null
  }

  async #expense(id: string): Promise<StoredExpense | null> {
    const record = await this.transaction.objectStore('expenses').get([this.bookId, id])
    return record ? decodeExpense(record, this.head.settings.monthStartDay) : null
  }
}

// A commit never writes a month without a head. So if there is a month but no head, the head was lost.
async function readHead(
  transaction: Transaction,
  bookId: string,
  head: Stores['heads']['value'] | undefined,
): Promise<HeadRecord> {
  if (head) return decodeHead(head)
  const counts = await Promise.all(
    (['months', 'expenses'] as const).map(async (store) =>
      transaction.objectStore(store).count(allOf(bookId)),
    ),
  )
  if (counts.some((count) => count > 0)) throw corrupt(placeOf('heads', bookId), 'it is missing')
  return emptyHead
}

function present<Value>(values: readonly (Value | null)[]): Value[] {
  return values.filter((value) => value !== null)
}

type Spending = MonthState['spending']

function sameSpending(kept: Spending = new Map(), counted: Spending = new Map()): boolean {
  const differs = ([categoryId, { spent, count }]: readonly [string, CategorySpending]): boolean => {
    const other = counted.get(categoryId)
    return other?.spent !== spent || other.count !== count
  }
  return kept.size === counted.size && ![...kept].some(differs)
}
