import { requireDate } from '../calendar/civil-date.js'
import { atPath, requireObject, requireText } from '../errors/invalid-input.js'
import type { CurrencyCode } from '../money/currency.js'
import { readAmount } from '../money/parse-amount.js'
import type { ExistingExpenseFields } from './import-plan.js'
import { importKeyIn, keyOfId, ownSource } from './import-key.js'
import { daysNear } from './near-days.js'

/** The expenses of a book, as far as they matter for the rows of a file. The others are forgotten at once. */
export class KnownExpenses {
  readonly #currency: CurrencyCode
  readonly #source: string
  readonly #keys: ReadonlySet<string>
  readonly #ids: ReadonlySet<string>
  readonly #amounts: ReadonlySet<string>
  readonly #imported = new Map<string, Set<string>>()
  readonly #takenIds = new Map<string, string | null>()
  readonly #byHand = new Map<string, string[]>()

  /** @param wanted - The keys, the ids and the amounts of the rows. */
  constructor(
    currency: CurrencyCode,
    source: string,
    wanted: {
      readonly keys: ReadonlySet<string>
      readonly ids: ReadonlySet<string>
      readonly amounts: ReadonlySet<string>
    },
  ) {
    this.#currency = currency
    this.#source = source
    this.#keys = wanted.keys
    this.#ids = wanted.ids
    this.#amounts = wanted.amounts
  }

  add(expense: ExistingExpenseFields): void {
    requireObject(expense, 'An expense')
    const { id, metadata } = expense
    atPath(['id'], () => requireText(id, 'An id'))
    const date = atPath(['date'], () => requireDate(expense.date))
    const amount = atPath(['amount'], () => readAmount(expense.amount, this.#currency, 'any', 'An expense'))
    const key = importKeyIn(metadata)
    if (this.#ids.has(id)) this.#takenIds.set(id, key)
    if (key !== null) this.#addImported(key, id)
    else if (this.#amounts.has(amount)) addTo(this.#byHand, handKey(amount, date), id)
    // An expense that was exported comes back under its own id.
    if (this.#source === ownSource) this.#addImported(keyOfId(ownSource, id, amount, date), id)
  }

  /** The expenses with a key, in the order in which they were added. The caller may take them out. */
  withKey(key: string): Set<string> {
    return this.#imported.get(key) ?? new Set()
  }

  /** Whether a row became the expense with this id, also if its metadata has no key any more. */
  isFrom(id: string, key: string): boolean {
    const known = this.#takenIds.get(id)
    return known === null || known === key
  }

  /** Expenses of an amount that no import made, on a day or near it. */
  alike(amount: string, date: string): string[] {
    if (this.#byHand.size === 0) return []
    return [...daysNear(date)].flatMap((day) => this.#byHand.get(handKey(amount, day)) ?? [])
  }

  #addImported(key: string, id: string): void {
    if (!this.#keys.has(key)) return
    const ids = this.#imported.get(key)
    if (ids) ids.add(id)
    else this.#imported.set(key, new Set([id]))
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
