import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  createMemoryAdapter,
  isBudgetBookError,
  monthOf,
  openBudgetBook,
  type Month,
  type StorageAdapter,
} from 'budgetbook'
import type { Change } from 'budgetbook/adapter'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import {
  commit,
  inserting,
  moving,
  putting,
  removing,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import {
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { observe, readPage } from '../../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions } from '../../../support/sql/databases.js'

const wish = fc.record({
  kind: fc.constantFrom('expense', 'budget', 'no expense', 'no budget', 'closed', 'open', 'group', 'moved'),
  // Of a few, so that they meet.
  at: fc.nat(4),
  categoryId: fc.constantFrom('food', 'travel', '\uffff'),
  date: fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-14', '2026-02-28', '2026-03-01'),
  amount: fc.integer({ min: 0, max: 10_000 }).map((cents) => (cents / 100).toFixed(2)),
})
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never
const wishes = fc.uniqueArray(wish, { minLength: 1, maxLength: 4, selector: ({ at }) => at })
const startDay = fc.constantFrom(1, 15, 28)
const steps = fc.array(fc.oneof({ arbitrary: wishes, weight: 8 }, { arbitrary: startDay, weight: 1 }), {
  maxLength: 25,
})

/** The change that makes a wish true, given the ids that there are with their months; those are brought up to date. */
function changesOf(
  { kind, at, categoryId, date, amount }: Wish,
  known: Map<string, Month>,
  day: number,
): Change[] {
  const month = monthOf(date, day)
  const id = `${kind.replace('no ', '')} ${at} \ue000`
  const isKnown = known.has(id)
  switch (kind) {
    case 'expense': {
      known.set(id, month)
      const value = makeExpense(id, categoryId, date, amount, { month })
      return [isKnown ? putting.expense(value) : inserting.expense(value)]
    }
    case 'budget': {
      // A budget stays in its month: no call moves one.
      const kept = known.get(id) ?? month
      known.set(id, kept)
      const value = makeBudget(id, categoryId, kept, amount)
      return [isKnown ? putting.budget(value) : inserting.budget(value)]
    }
    case 'no expense':
      return known.delete(id) ? [removing.expense(id)] : []
    case 'no budget':
      return known.delete(id) ? [removing.budget(id)] : []
    case 'group': {
      const value = makeGroup(id, { name: `Group ${at} ${amount}` })
      const change = isKnown ? putting.group(value) : inserting.group(value)
      known.set(id, month)
      return isKnown ? [change, moving.group(id, null)] : [change]
    }
    case 'moved':
      return [moving.category(categoryId, ['food', 'travel', '\uffff', null][at % 4] ?? null)]
    default:
      return [putting.month(month, kind === 'closed', kind === 'closed' ? amount : null)]
  }
}

const databases: Record<string, { readonly open: () => Promise<SqlOptions>; readonly numRuns: number }> = {
  SQLite: { open: async () => migratedSqlite().options, numRuns: 100 },
  PGlite: { open: pgliteOptions, numRuns: 15 },
}

/** Lets months start on a day, where none that would change is closed; whether they do. */
async function startOn(storage: StorageAdapter, day: number): Promise<boolean> {
  const book = await openBudgetBook({ storage, bookId: theBook })
  return book.settings.changeMonthStart(day).then(
    () => true,
    (error: unknown) => {
      if (isBudgetBookError(error, 'month_closed')) return false
      throw error
    },
  )
}

it.each(Object.entries(databases))(
  'in %s, whatever is committed one after the other is what memory has, in rows that fit together',
  async (_, { open, numRuns }) => {
    const options = await open()
    const [storage, memory] = [createSqlAdapter(options), createMemoryAdapter()]
    const both = async (work: (adapter: StorageAdapter) => Promise<unknown>): Promise<void> => {
      expect(await work(storage)).toEqual(await work(memory))
    }
    const start = [
      putting.settings(makeSettings('USD')),
      ...['food', 'travel', '\uffff'].map((id) => inserting.category(makeCategory(id))),
    ]
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await both(async (adapter) => adapter.deleteBook(theBook))
        await both(async (adapter) => commit(adapter, start))
        const known = new Map<string, Month>()
        let day = 1
        for (const step of all) {
          if (typeof step === 'number') {
            await both(async (adapter) => startOn(adapter, step))
            day = (await memory.read(theBook, () => ({}))).settings.monthStartDay
          } else {
            const changes = step.flatMap((one) => changesOf(one, known, day))
            await both(async (adapter) => commit(adapter, changes))
          }
          await both(observe)
          await both(readPage)
          // An adapter stores what it is told, also two budgets of one category in a month.
          const problems = await verify(options, theBook)
          expect(problems.filter(({ reason }) => !reason.endsWith('of the same category and month'))).toEqual(
            [],
          )
        }
      }),
      { numRuns },
    )
  },
)
