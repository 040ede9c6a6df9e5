import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isBudgetBookError, type BookDocument, type BudgetBook, type HistoryEntry } from 'budgetbook'
import { resolve } from '../../support/book/call-values.js'
import { callArbitrary } from '../../support/book/calls.js'
import { openTestBook, type TestBook } from '../../support/book/fixture.js'
import { contentsIn, fold, lasting, type Folded } from '../../support/book/history/fold.js'
import { callMethod } from '../../support/book/methods.js'
import type { Call } from '../../support/book/model/model.js'
import type { ModelState } from '../../support/book/model/state.js'
import { startsOfCalls } from '../../support/book/starts-of-calls.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const kinds = storageKinds.filter(({ name }) => name !== 'localStorage')
const { numRuns } = fc.readConfigureGlobal()
const runsOf: Readonly<Record<string, number>> = { memory: 300, IndexedDB: 40, SQLite: 60 }

/** Everything that was listed, oldest first. */
async function entriesOf(book: BudgetBook): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await book.history.list({ limit: 7, cursor })
    entries.push(...page.items)
    cursor = page.nextCursor
  }
  return entries.toReversed()
}

async function attempt(
  { book }: TestBook,
  { method, input }: Call,
  before: BookDocument,
  now: string,
): Promise<void> {
  const found = { state: before as unknown as ModelState, now }
  try {
    await callMethod(book, method, resolve(input, found) as unknown[])
  } catch (error) {
    if (!isBudgetBookError(error)) throw error
  }
}

/** Undoes an entry. `null` where a hold left a closed month: none can come back there. */
async function undo(book: BudgetBook, { id, changes }: HistoryEntry): Promise<HistoryEntry | null> {
  try {
    return await book.history.undo(id)
  } catch (error) {
    const isOfHolds = changes !== 'whole_book' && changes.some(({ type }) => type === 'hold')
    if (isOfHolds && isBudgetBookError(error, 'month_closed')) return null
    throw error
  }
}

// A hold that has expired does not come back, so the release of one is nothing to undo.
function isUndoable({ changes }: HistoryEntry, now: string): boolean {
  if (changes === 'whole_book') return false
  return changes.some(({ type, before, after }) => {
    const expiresAt = before?.['expiresAt']
    return type !== 'hold' || after !== null || typeof expiresAt !== 'string' || expiresAt > now
  })
}

// Sorted as the model has them, references mean the same entities in one run: that is enough.
const calls = fc.tuple(
  fc.constantFrom(...startsOfCalls),
  fc.array(callArbitrary(), { maxLength: 25, size: 'max' }),
)

describe.each(kinds)('the history of a book in $name', (kind) => {
  const options = { numRuns: numRuns ?? runsOf[kind.name] ?? 40 }
  const timeout = 60_000 + options.numRuns * 500

  it('has one entry for each commit that changed something, and comes to the book', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.nat({ max: 12 }), async ([start, rest], days) => {
        const test = await openTestBook(kind, { history: { keep: 'all' } })
        let before = await test.book.exportBook()
        let folded: Folded = contentsIn(before)
        let count = 0
        for (const [at, call] of [...start, ...rest].entries()) {
          const now = new Date(Date.parse('2026-02-14T09:30:00.000Z') + at * days * 7_200_000).toISOString()
          test.clock.set(now)
          await attempt(test, call, before, now)
          const after = await test.book.exportBook()
          const isSame = JSON.stringify(after) === JSON.stringify(before)
          const entries = await entriesOf(test.book)
          expect(entries).toHaveLength(count + (isSame ? 0 : 1))
          const [entry] = entries.slice(count)
          count = entries.length
          // Work on the whole book does not say what it did.
          if (entry) folded = entry.changes === 'whole_book' ? contentsIn(after) : fold(folded, entry)
          expect(folded).toEqual(contentsIn(after))
          before = after
        }
      }),
      options,
    )
  })

  it('undoes and redoes each commit to what was there', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.nat({ max: 12 }), async ([start, rest], days) => {
        const test = await openTestBook(kind, { history: { keep: 'all' } })
        const { book } = test
        let before = await book.exportBook()
        for (const [at, call] of [...start, ...rest].entries()) {
          const now = new Date(Date.parse('2026-02-14T09:30:00.000Z') + at * days * 7_200_000).toISOString()
          test.clock.set(now)
          await attempt(test, call, before, now)
          const after = await book.exportBook()
          const isSame = JSON.stringify(after) === JSON.stringify(before)
          const [entry] = (await book.history.list({ limit: 1 })).items
          if (!isSame && entry && isUndoable(entry, now)) {
            const undone = await undo(book, entry)
            if (!undone) {
              before = after
              continue
            }
            const restored = await book.exportBook()
            expect(lasting(contentsIn(restored), now)).toEqual(lasting(contentsIn(before), now))
            await book.history.undo(undone.id)
            const redone = await book.exportBook()
            expect(lasting(contentsIn(redone), now)).toEqual(lasting(contentsIn(after), now))
            before = redone
          } else before = after
        }
      }),
      options,
    )
  })

  it('undone from the newest to the oldest entry leaves the book as it began', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(calls, async ([start, rest]) => {
        const test = await openTestBook(kind, { history: { keep: 'all' } })
        const { book } = test
        const now = test.clock.now().toISOString()
        const empty = contentsIn(await book.exportBook())
        for (const call of [...start, ...rest]) await attempt(test, call, await book.exportBook(), now)
        const entries = await entriesOf(book)
        const newest = entries.findLastIndex(({ changes }) => changes === 'whole_book')
        for (const entry of entries.slice(newest + 1).toReversed()) {
          if (!(await undo(book, entry))) return
        }
        if (newest < 0) expect(contentsIn(await book.exportBook())).toEqual(empty)
      }),
      options,
    )
  })
})
