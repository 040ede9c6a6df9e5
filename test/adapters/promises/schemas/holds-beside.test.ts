import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BookDocument, BudgetBook, Hold, HoldResult, StorageAdapter } from 'budgetbook'
import type { StoredHold } from 'budgetbook/adapter'
import { monthOf } from '../../../../src/calendar/month-range.js'
import { countSteps, openBook, outcomeOf, type Steps } from './books.js'
import { firstCalls, makeCall, makeCalls, olderCall, type Call } from './calls.js'
import { sharedForms, type StoredForm } from './forms.js'

/*
 * The build that wrote schema 1.0 beside the current one, in a book with holds. It does not know them. Whatever it does,
 * they stay, and go only with their book.
 */

const bookId = 'default'

/** What happens next. The number of a hold is its place among those that are there. */
type Turn =
  | { readonly by: 'older'; readonly call: Call }
  | { readonly by: 'newer'; readonly call: Call }
  | { readonly by: 'newer'; readonly end: 'commit' | 'release'; readonly which: number }
  | { readonly by: 'older'; readonly whole: 'imports' | 'deletes' }

const category = fc.constantFrom(...[3, 4, 5, 6].map((step) => `step ${step} id 1`))
const place = fc
  .record({
    categoryId: category,
    amount: fc.constantFrom('1', '10.01', '60'),
    date: fc.constantFrom('2026-01-24', '2026-02-14', '2026-02-25', '2026-08-01', '2026-09-30'),
    expiresAt: fc.constantFrom(null, '2026-03-01T00:00:00.000Z'),
    description: fc.constantFrom('', '#'),
  })
  .map((hold): Call => ['holds.place', hold])

const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ by: fc.constant('older' as const), call: olderCall }) },
    { weight: 5, arbitrary: fc.record({ by: fc.constant('newer' as const), call: place }) },
    { weight: 1, arbitrary: fc.record({ by: fc.constant('newer' as const), call: olderCall }) },
    {
      weight: 2,
      arbitrary: fc.record({
        by: fc.constant('newer' as const),
        end: fc.constantFrom('commit' as const, 'release' as const),
        which: fc.nat(5),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        by: fc.constant('older' as const),
        whole: fc.constantFrom('imports' as const, 'deletes' as const),
      }),
    },
  ),
  { minLength: 3, maxLength: 15 },
)

/** A book that both builds have open, and the holds that it must have. */
class SharedBook {
  readonly #clients: { readonly newer: StorageAdapter; readonly older: StorageAdapter }
  readonly #newer: BudgetBook
  readonly #older: BudgetBook
  readonly #document: BookDocument
  readonly #steps: Steps
  readonly #holds = new Map<string, Hold>()

  private constructor(
    clients: { readonly newer: StorageAdapter; readonly older: StorageAdapter },
    books: { readonly newer: BudgetBook; readonly older: BudgetBook; readonly document: BookDocument },
    steps: Steps,
  ) {
    this.#clients = clients
    this.#newer = books.newer
    this.#older = books.older
    this.#document = books.document
    this.#steps = steps
  }

  static async open(form: StoredForm): Promise<SharedBook> {
    const { newer, older } = await form.place()
    const clients = { newer: newer(), older: older() }
    const steps = countSteps()
    const books = {
      newer: await openBook('newer', clients.newer, steps),
      older: await openBook('older', clients.older, steps),
    }
    await makeCalls(books.newer, firstCalls, steps)
    return new SharedBook(clients, { ...books, document: await books.older.exportBook() }, steps)
  }

  async take(turn: Turn): Promise<void> {
    this.#steps.next()
    if ('end' in turn) await this.#end(turn.end, turn.which)
    else if ('whole' in turn) await this.#whole(turn.whole)
    else {
      const outcome = await outcomeOf(
        makeCall(turn.by === 'newer' ? this.#newer : this.#older, turn.call, this.#steps),
      )
      const [method] = turn.call
      if (method !== 'holds.place' || !('answer' in outcome)) return
      const { hold } = outcome.answer as HoldResult
      this.#holds.set(hold.id, hold)
    }
  }

  async #end(end: 'commit' | 'release', which: number): Promise<void> {
    const ids = [...this.#holds.keys()]
    const id = ids[which % (ids.length || 1)]
    if (id === undefined) return
    const outcome = await outcomeOf(makeCall(this.#newer, [`holds.${end}`, id], this.#steps))
    if ('answer' in outcome) this.#holds.delete(id)
  }

  async #whole(work: 'imports' | 'deletes'): Promise<void> {
    if (work === 'imports') {
      await this.#older.importBook(JSON.parse(JSON.stringify(this.#document)) as BookDocument)
      return
    }
    await this.#clients.older.deleteBook(bookId)
    this.#holds.clear()
    // A later book with the same id, of the older build.
    await makeCall(this.#older, ['categories.create', { name: 'Later' }], this.#steps)
  }

  /** Expects the holds that must be there, in every way in which they can be read, and no others. */
  async check(what: string): Promise<void> {
    const { newer } = this.#clients
    const expected = [...this.#holds.values()].sort(byId)
    const { holds, settings } = await newer.readAll(bookId)
    const places = expected.map((hold) => ({
      ...hold,
      month: monthOf(hold.date, settings.monthStartDay),
    }))
    expect([...holds].sort(byId), what).toEqual(places)
    const view = await newer.read(bookId, () => ({ months: 'all', holds: expected.map(({ id }) => id) }))
    const inMonths = [...view.months.values()].flatMap((month) => month.holds)
    expect(inMonths.map(({ id }) => id).sort(), what).toEqual(expected.map(({ id }) => id))
    for (const hold of expected) expect(view.holds.get(hold.id), what).toMatchObject(hold)
    for (const { month } of await this.#newer.months.list()) await this.#newer.utilization(month)
    expect((await this.#newer.holds.list()).sort(byId), what).toEqual(expected)
  }
}

const byId = (a: Hold | StoredHold, b: Hold | StoredHold) => (a.id < b.id ? -1 : 1)

describe.each(sharedForms)('in $name', (form) => {
  it('holds stay, whatever an older build does to their book, and go with it', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (list) => {
        const book = await SharedBook.open(form)
        for (const [index, turn] of list.entries()) {
          await book.take(turn)
          await book.check(`after turn ${index + 1}: ${JSON.stringify(turn)}`)
        }
      }),
      { numRuns: 60 },
    )
  })
})
