import { requireDate } from '../calendar/civil-date.js'
import { atPath, requireObject, requireText } from '../errors/invalid-input.js'
import type { CurrencyCode } from '../money/currency.js'
import { readAmount } from '../money/parse-amount.js'
import type { ExistingExpenseFields } from './import-plan.js'
import { importKeyIn, isIdOfRow, ownSource } from './import-key.js'
import { daysNear } from './near-days.js'

// Otherwise a thousand equal rows beside a thousand equal expenses would be a million ids.
const mostAlike = 10

/** Tells whether something is among the rows. */
interface Wanted {
  has(text: string): boolean
}

/** The expenses of a book, as far as they matter for the rows of a file. The others are forgotten at once. */
export class KnownExpenses {
  readonly #currency: CurrencyCode
  readonly #source: string
  readonly #keys: Wanted
  readonly #amounts: Wanted
  readonly #byKey = new Map<string, Set<string>>()
  readonly #keyById = new Map<string, string | null>()
  readonly #ownKeyById = new Map<string, string | null>()
  readonly #byHand = new Map<string, string[]>()

  /** @param wanted - The keys and the amounts of the rows. */
  constructor(
    currency: CurrencyCode,
    source: string,
    wanted: { readonly keys: Wanted; readonly amounts: Wanted },
  ) {
    this.#currency = currency
    this.#source = source
    this.#keys = wanted.keys
    this.#amounts = wanted.amounts
  }

  add(expense: ExistingExpenseFields): void {
    requireObject(expense, 'An expense')
    const { id, metadata } = expense
    atPath(['id'], () => requireText(id, 'An id'))
    const date = atPath(['date'], () => requireDate(expense.date))
    const amount = atPath(['amount'], () => readAmount(expense.amount, this.#currency, 'any', 'An expense'))
    const key = importKeyIn(metadata)
    if (isIdOfRow(id)) this.#keyById.set(id, key)
    if (key !== null) this.#addImported(key, id)
    // An expense with the id of a row was imported, whatever became of its metadata.
    else if (!isIdOfRow(id) && this.#amounts.has(amount)) addTo(this.#byHand, handKey(amount, date), id)
    // An expense that was exported comes back under its own id, whatever was changed since.
    if (this.#source === ownSource) this.#ownKeyById.set(id, key)
  }

  /** Whether an expense can be found by its id. */
  get hasIds(): boolean {
    return this.#keyById.size > 0 || this.#ownKeyById.size > 0
  }

  /** Takes out the expense that a row became, also if its metadata has no key any more. */
  takeById(key: string, id: string): boolean {
    const known = this.#keyById.get(id)
    if (known === undefined || (known !== null && known !== key)) return false
    this.#byKey.get(key)?.delete(id)
    return true
  }

  /** Takes out the expense that a row was exported from. */
  takeOwn(id: string): boolean {
    const key = this.#ownKeyById.get(id)
    if (key === undefined) return false
    this.#ownKeyById.delete(id)
    if (key !== null) this.#byKey.get(key)?.delete(id)
    return true
  }

  /** Whether an expense with this id was added. */
  has(id: string): boolean {
    return this.#keyById.has(id) || this.#ownKeyById.has(id)
  }

  /** Takes out the expense with this key that was added first. */
  take(key: string): string | undefined {
    const ids = this.#byKey.get(key)
    if (!ids) return undefined
    for (const id of ids) {
      ids.delete(id)
      return id
    }
    return undefined
  }

  /** Expenses of an amount that no import made, on a day or near it: some of them, the nearest first. */
  alike(amount: string, date: string): string[] {
    if (this.#byHand.size === 0) return []
    const ids: string[] = []
    for (const day of daysNear(date)) {
      ids.push(...(this.#byHand.get(handKey(amount, day)) ?? []).slice(0, mostAlike - ids.length))
      if (ids.length === mostAlike) break
    }
    return ids
  }

  #addImported(key: string, id: string): void {
    if (!this.#keys.has(key)) return
    const ids = this.#byKey.get(key)
    if (ids) ids.add(id)
    else this.#byKey.set(key, new Set([id]))
  }
}

function handKey(amount: string, date: string): string {
  return `${date} ${amount}`
}

function addTo(lists: Map<string, string[]>, key: string, id: string): void {
  const list = lists.get(key)
  if (list) list.push(id)
  else lists.set(key, [id])
}
