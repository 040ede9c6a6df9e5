import { callGiven } from '../errors/call-given.js'
import { atPath, invalidInput, requireText, visitEach } from '../errors/invalid-input.js'
import type { CurrencyCode } from '../money/currency.js'
import { idOfRow, ownSource, requireSource } from './import-key.js'
import type {
  AlikeRow,
  DuplicateRow,
  ExistingExpenseFields,
  FreshRow,
  ImportOptions,
  ImportPlan,
  RejectedRow,
} from './import-plan.js'
import type { ImportRow } from './import-row.js'
import { KnownExpenses } from './known-expenses.js'
import { readRow, type ReadableRow, type RowProblem } from './read-row.js'

/** A readable row. */
interface NumberedRow {
  readonly read: ReadableRow
  /** How many equal rows come before it in the file. */
  readonly occurrence: number
}

const defaultSource = 'file'
// A part takes a millisecond or less.
const partSize = 64
const maxIdLength = 200

/** Makes a plan: takes all rows first, then the expenses that may be among them. */
export class ImportPlanner {
  readonly #currency: CurrencyCode
  readonly #source: string
  readonly #category: ImportOptions['category']
  readonly #ignored: Map<string, number>
  readonly #rows: NumberedRow[] = []
  readonly #occurrences = new Map<string, number>()
  readonly #amounts = new Set<string>()
  readonly #expenseOf = new Map<NumberedRow, string>()
  readonly #fresh: FreshRow[] = []
  readonly #freshIds = new Set<string>()
  readonly #duplicates: DuplicateRow[] = []
  readonly #alike: AlikeRow[] = []
  readonly #unresolved: ImportRow[] = []
  readonly #rejected: RejectedRow[] = []
  #known: KnownExpenses | undefined

  constructor(currency: CurrencyCode, { category, source = defaultSource, ignore = [] }: ImportOptions) {
    this.#currency = currency
    this.#source = atPath(['source'], () => requireSource(source))
    if (typeof category !== 'function')
      throw invalidInput('invalid_type', 'The category must be a function', ['category'])
    this.#category = category
    this.#ignored = countsOf(ignore)
  }

  /** The first and the last day of the rows; `null` if no row can be read. */
  get days(): { readonly first: string; readonly last: string } | null {
    const [row] = this.#rows
    if (row === undefined) return null
    let [first, last]: [string, string] = [row.read.date, row.read.date]
    for (const { read } of this.#rows) {
      const { date } = read
      if (date < first) first = date
      if (date > last) last = date
    }
    return { first, last }
  }

  addRow(row: ImportRow): void {
    const read = readRow(row, this.#source, this.#currency)
    if ('code' in read) this.#reject(row, read)
    else this.#number(read)
  }

  /** Counts the rows that are equal to a row. */
  #number(read: ReadableRow): void {
    const { key, amount } = read
    const occurrence = this.#occurrences.get(key) ?? 0
    this.#occurrences.set(key, occurrence + 1)
    this.#amounts.add(amount)
    this.#rows.push({ read, occurrence })
  }

  /** Adds an expense of the book. No row may come after it. */
  addExpense(expense: ExistingExpenseFields): void {
    this.#knownExpenses().add(expense)
  }

  /**
   * The ids of expenses that rows may have become, and that were not added. An expense whose day was changed is not
   * among the expenses of the days of the file.
   */
  *missingIds(): Generator<string, void, void> {
    const known = this.#knownExpenses()
    for (const { read, occurrence } of this.#rows) {
      const ids = [idOfRow(read.key, occurrence), ...(this.#source === ownSource ? [read.row.id] : [])]
      for (const id of ids)
        if (id != null && id !== '' && id.length <= maxIdLength && !known.has(id)) yield id
    }
  }

  /**
   * The plan. For a long file, run {@link sortInParts} first: then other events can have their turn between two parts.
   */
  plan(): ImportPlan {
    const parts = this.sortInParts()
    while (!parts.next().done);
    return {
      currency: this.#currency,
      fresh: this.#fresh,
      duplicates: this.#duplicates,
      alike: this.#alike,
      unresolved: this.#unresolved,
      rejected: this.#rejected,
    }
  }

  /** Puts each row into one of the lists. Gives after each part how many rows are left. */
  *sortInParts(): Generator<number, void, void> {
    const rows = this.#rows.splice(0)
    for (let at = 0; at < rows.length; at += partSize) {
      this.#matchById(rows.slice(at, at + partSize))
      yield 2 * rows.length - at
    }
    for (let at = 0; at < rows.length; at += partSize) {
      this.#sort(rows.slice(at, at + partSize))
      yield rows.length - at
    }
  }

  /**
   * Finds the rows whose own expense is there. They go before all others: so each row that is left has an id that is
   * free.
   */
  #matchById(rows: readonly NumberedRow[]): void {
    const known = this.#knownExpenses()
    if (!known.hasIds) return
    for (const numbered of rows) {
      const { key, row } = numbered.read
      const expenseId = idOfRow(key, numbered.occurrence)
      if (row.id != null && known.takeOwn(row.id)) this.#expenseOf.set(numbered, row.id)
      else if (known.takeById(key, expenseId)) this.#expenseOf.set(numbered, expenseId)
    }
  }

  #sort(rows: readonly NumberedRow[]): void {
    const known = this.#knownExpenses()
    for (const numbered of rows) {
      const { row, key } = numbered.read
      const expenseId = this.#expenseOf.get(numbered) ?? known.take(key)
      if (expenseId !== undefined) this.#duplicates.push({ row, expenseId })
      else if (this.#takeIgnored(key))
        this.#reject(row, { code: 'ignored', message: 'The row was thrown away before' })
      else this.#addNew(numbered, known)
    }
  }

  #addNew(numbered: NumberedRow, known: KnownExpenses): void {
    const { row, amount, date } = numbered.read
    const categoryId = this.#categoryOf(row)
    if (categoryId === null) {
      this.#unresolved.push(row)
      return
    }
    this.#fresh.push(this.#freshRow(numbered, categoryId))
    const expenseIds = known.alike(amount, date)
    if (expenseIds.length > 0) this.#alike.push({ row, expenseIds })
  }

  #takeIgnored(key: string): boolean {
    const left = this.#ignored.get(key) ?? 0
    if (left > 0) this.#ignored.set(key, left - 1)
    return left > 0
  }

  #categoryOf(row: ImportRow): string | null {
    return atPath(['category'], () => {
      const categoryId = callGiven(() => this.#category(row))
      if (categoryId == null) return null
      requireText(categoryId, 'An id')
      return categoryId
    })
  }

  #freshRow({ read, occurrence }: NumberedRow, categoryId: string): FreshRow {
    const { row, key, amount, date, description } = read
    const expenseId = this.#freeId(key, occurrence)
    const metadata = { import: { source: this.#source, key } }
    return { row, expense: { categoryId, amount, date, description, metadata }, expenseId }
  }

  // Somebody can make two keys with one fingerprint. Then the second row gets another number.
  #freeId(key: string, occurrence: number): string {
    let id = idOfRow(key, occurrence)
    for (let number = this.#occurrences.size + occurrence; this.#freshIds.has(id); number++)
      id = idOfRow(key, number)
    this.#freshIds.add(id)
    return id
  }

  #reject(row: ImportRow, problem: RowProblem): void {
    this.#rejected.push({ row, line: row.line ?? null, ...problem })
  }

  #knownExpenses(): KnownExpenses {
    const wanted = { keys: this.#occurrences, amounts: this.#amounts }
    return (this.#known ??= new KnownExpenses(this.#currency, this.#source, wanted))
  }
}

function countsOf(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  visitEach('ignore', keys, (key) => {
    requireText(key, 'A key')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  return counts
}
