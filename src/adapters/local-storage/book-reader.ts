import { BudgetBookError, isBudgetBookError } from '../../errors/error.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import type { BookContents, Head, MonthState, PageOf, PageQuery, ScopeOf, View } from '../../storage/view.js'
import type { StoredExpense } from '../../model/expense.js'
import { copyEntity } from '../../model/entity-copies.js'
import { emptyMonth } from '../../storage/kit/state/month-draft.js'
import { contentsOf } from '../../storage/kit/state/contents.js'
import { compareExpenses } from '../../storage/kit/state/expense-order.js'
import { loadView } from '../../storage/kit/state/load-view.js'
import { corrupt, type Place } from '../../storage/kit/records/sealed-text.js'
import { monthsWith, monthWith } from '../../storage/kit/records/stored-holds.js'
import { monthKeysIn, type BookPlace } from './book-place.js'
import { decodeHead, emptyHead, type HeadRecord } from './head-record.js'
import { allExpenses, decodeMonth, findExpense, type MonthRecord } from './month-record.js'
import { cleared, isCleared, isUnreadable } from './unreadable.js'

const maxAttempts = 10

/** Thrown if two reads do not fit together, because another tab committed between them. */
class StaleRead extends Error {}

/** A book in the storage at one instant, read as far as it is needed. */
export class BookReader {
  readonly #book: BookPlace
  readonly #monthTexts = new Map<string, string>()
  /** The head's text, or `null` if the book was never written. */
  readonly headText: string | null
  /** The head. It is empty if the head cannot be read. */
  readonly head: HeadRecord
  /** Why the head cannot be read, or `null`. Only full-book work continues after such an error. */
  readonly damage: BudgetBookError | null
  /**
   * The revision of the head that a commit writes. A book that begins anew after a deletion counts on from its old
   * revision: a tab that still sees the old head must not take the new months for those of its head.
   */
  readonly nextRevision: number

  private constructor(book: BookPlace) {
    this.#book = book
    this.headText = book.storage.getItem(book.keys.head)
    const head = this.#tryHead()
    this.head = head instanceof Error ? emptyHead : head
    this.damage = head instanceof Error ? head : null
    this.nextRevision = Math.max(this.head.revision + 1, Date.now())
  }

  /** Runs `use` on one instant of the book. Runs it again if another tab commits in between. */
  static consistently<Result>(book: BookPlace, use: (reader: BookReader) => Result): Result {
    return BookReader.withDamage(book, (reader) => {
      if (reader.damage) throw reader.damage
      return use(reader)
    })
  }

  /**
   * As {@link BookReader.consistently}, but for full-book work, which also runs on a damaged head or a cleared book.
   */
  static withDamage<Result>(book: BookPlace, use: (reader: BookReader) => Result): Result {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      try {
        return use(new BookReader(book))
      } catch (error) {
        if (!(error instanceof StaleRead)) throw error
      }
    }
    throw new BudgetBookError('conflict', 'Other tabs wrote during every attempt to read. Try again', {
      reason: 'retries_exhausted',
    })
  }

  /** A month as it is stored. */
  month(month: Month): MonthRecord | undefined {
    if (!this.head.months.has(month)) return undefined
    const place = this.#placeOf(month)
    const { location: key } = place
    const text = this.monthText(month)
    if (text === null) throw corrupt(place, 'it is missing')
    const record = this.#book.cache.get(key, text, () => decodeMonth(text, month, place))
    if (record.header.head <= this.head.revision) return record
    this.#requireSameHead()
    throw corrupt(place, 'it is newer than the head')
  }

  /** The stored text of a month, or `null`. */
  monthText(month: Month): string | null {
    if (!this.head.months.has(month)) return null
    const { location: key } = this.#placeOf(month)
    const text = this.#monthTexts.get(key) ?? this.#book.storage.getItem(key)
    if (text === null) this.#requireSameHead()
    else this.#monthTexts.set(key, text)
    return text
  }

  /** What a scope asks for. */
  view(scope: ScopeOf): View {
    const head = this.#copyHead()
    const view = loadView(head, scope(head), {
      allMonths: () => this.#allMonths(),
      month: (month) => this.#state(month),
      budget: (id) => {
        const budget = this.#findIn(({ state }) => state.budgets.find((one) => one.id === id))
        return budget && copyEntity(budget)
      },
      expense: (id) => this.#findExpense(id),
      hold: (id) => {
        const hold = this.head.holds.find((one) => one.id === id)
        return hold ? copyEntity(hold) : null
      },
    })
    this.#requireOneInstant()
    return view
  }

  /** A page of expenses. Reads the months that it may need, newest first, until the page is full. */
  page(page: PageOf): StoredExpense[] {
    const query = page(this.#copyHead())
    const found: StoredExpense[] = []
    for (const month of this.#monthsOf(query)) {
      const matching = this.expenses(month).filter((expense) => matches(expense, query))
      found.push(...matching.sort(compareExpenses).slice(0, query.limit - found.length))
      if (found.length >= query.limit) break
    }
    this.#requireOneInstant()
    return found
  }

  /** A month, or `undefined` if it is damaged too. */
  soundMonth(month: Month): MonthRecord | undefined {
    try {
      return this.month(month)
    } catch (error) {
      if (!isBudgetBookError(error, 'storage_corrupt')) throw error
      return undefined
    }
  }

  /** Everything in the book. */
  contents(): BookContents {
    const months = [...this.#allMonths()]
    const states = months.map((month) => this.#state(month))
    this.#requireOneInstant()
    return contentsOf(
      this.head,
      states,
      months.flatMap((month) => this.expenses(month)),
    )
  }

  /** The keys of the months that cannot be fully read. */
  damagedMonthKeys(): string[] {
    const damaged: string[] = []
    for (const month of this.head.months.keys()) {
      try {
        this.expenses(month)
      } catch (error) {
        if (!isBudgetBookError(error, 'storage_corrupt')) throw error
        damaged.push(this.#placeOf(month).location)
      }
    }
    return damaged
  }

  /** All expenses of a month. */
  expenses(month: Month): StoredExpense[] {
    const record = this.month(month)
    return record ? allExpenses(record, this.#placeOf(month)) : []
  }

  #state(month: Month): MonthState {
    return monthWith(month, this.month(month)?.state, this.head.holds) ?? emptyMonth(month)
  }

  #allMonths(): Set<Month> {
    return monthsWith(this.head.months.keys(), this.head.holds)
  }

  #requireSameHead(): void {
    const { storage, keys } = this.#book
    if (storage.getItem(keys.head) !== this.headText) throw new StaleRead()
  }

  // A commit within one month does not change the head. If two such commits came between two reads, the reader may
  // have seen only the second. If every month is unchanged since it was read, all of them are of one instant.
  #requireOneInstant(): void {
    if (this.#monthTexts.size < 2) return
    for (const [key, text] of this.#monthTexts) {
      if (this.#book.storage.getItem(key) !== text) throw new StaleRead()
    }
  }

  #tryHead(): HeadRecord | BudgetBookError {
    try {
      return this.#decodeHead()
    } catch (error) {
      // Data of a newer version is not damaged, so no work may overwrite it.
      if (isBudgetBookError(error, 'storage_corrupt') || isCleared(error)) return error as BudgetBookError
      throw error
    }
  }

  #decodeHead(): HeadRecord {
    const { keys, cache, known } = this.#book
    const { head: key } = keys
    const text = this.headText
    if (text !== null) {
      const head = cache.get(key, text, () => decodeHead(text, this.#place(key)))
      known.see(key, head)
      return head
    }
    // A first commit writes an empty head before any month. So if there is a month but no head, the head was lost.
    if (monthKeysIn(this.#book).length > 0) throw corrupt(this.#place(key), 'it is missing')
    if (known.has(key)) throw cleared()
    return emptyHead
  }

  #monthsOf({ from, to, after }: PageQuery): Month[] {
    const monthFor = (date: string): Month => monthOf(date, this.head.settings.monthStartDay)
    const first = from === undefined ? undefined : monthFor(from)
    const lasts = [to, after?.date].filter((date) => date !== undefined).map(monthFor)
    return this.#newestFirst().filter(
      (month) => (first === undefined || month >= first) && lasts.every((last) => month <= last),
    )
  }

  #findExpense(id: string): StoredExpense | null {
    const found = this.#findIn((record) => findExpense(record, id, this.#placeOf(record.state.month)))
    // An id that was not found may be in a damaged line. Reading every line finds out.
    if (!found) for (const month of this.#newestFirst()) this.expenses(month)
    return found
  }

  // Searches the newest month first, because most changes are to recent expenses. If nothing is found, throws the
  // error of a month that could not be read: it may hold the entity.
  #findIn<Entity>(find: (record: MonthRecord) => Entity | null | undefined): Entity | null {
    let unreadable: BudgetBookError | null = null
    for (const month of this.#newestFirst()) {
      try {
        const record = this.month(month)
        const found = record && find(record)
        if (found) return found
      } catch (error) {
        if (!isUnreadable(error)) throw error
        unreadable ??= error
      }
    }
    if (unreadable) throw unreadable
    return null
  }

  #newestFirst(): Month[] {
    return [...this.head.months.keys()].sort().reverse()
  }

  #copyHead(): Head {
    const { settings, categories, groups } = this.head
    return {
      settings: { ...settings },
      categories: categories.map(copyEntity),
      groups: groups.map(copyEntity),
    }
  }

  #placeOf(month: Month): Place {
    return this.#place(this.#book.keys.month(month, this.head.months.get(month) ?? 0))
  }

  #place(location: string): Place {
    return { bookId: this.#book.bookId, location }
  }
}

function matches(expense: StoredExpense, { categoryId, from, to, after }: PageQuery): boolean {
  return (
    (categoryId === undefined || expense.categoryId === categoryId) &&
    (from === undefined || expense.date >= from) &&
    (to === undefined || expense.date <= to) &&
    (after === undefined || compareExpenses(expense, after) > 0)
  )
}
