import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, createMemoryAdapter, monthOf, openBudgetBook } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { heldInputArbitrary } from '../../support/arbitraries/utilization.js'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { expectedReport, type PlainInput } from '../../support/utilization-oracle.js'

const instant = '2026-01-01T00:00:00.000Z'
const made = { metadata: {}, createdAt: instant, updatedAt: instant }

/** A book that holds an input of `computeUtilization`. Its categories have names and ids that a book can have. */
async function bookOf({
  settings,
  categories,
  budgets,
  expenses,
  holds = [],
  now = instant,
  thresholds,
}: PlainInput) {
  const monthOfDay = (date: string) => monthOf(date, settings.monthStartDay)
  const contents = {
    settings,
    categories: categories.map((category) => ({
      ...category,
      archived: false,
      groupId: null,
      rollover: null,
      ...made,
    })),
    groups: [],
    closedMonths: [],
    budgets: budgets.map((budget, at) => ({ id: `b${at}`, ...budget, ...made })),
    expenses: expenses.map((expense, at) => ({
      id: `e${at}`,
      ...expense,
      month: monthOfDay(expense.date),
      description: '',
      original: null,
      ...made,
    })),
    holds: holds.map((hold, at) => ({
      id: `h${at}`,
      ...hold,
      month: monthOfDay(hold.date),
      description: '',
      ...made,
    })),
  }
  const storage = createMemoryAdapter()
  await storage.replace('default', () => ({ contents: contents as unknown as BookContents, receipt: {} }), {
    operation: null,
    source: 'test',
    signal: undefined,
  })
  return openBudgetBook({ storage, thresholds, now: () => new Date(now) })
}

// Some ids of that generator are no ids of a book: the empty text, for one.
function renamed(input: PlainInput): PlainInput {
  const idOf = (id: string) => `c${input.categories.findIndex((category) => category.id === id)}`
  const rename = <Entry extends { categoryId: string }>(entries: readonly Entry[]) =>
    entries.map((entry) => ({ ...entry, categoryId: idOf(entry.categoryId) }))
  return {
    ...input,
    categories: input.categories.map((_, at) => ({ id: `c${at}`, name: `${at}` })),
    budgets: rename(input.budgets),
    expenses: rename(input.expenses),
    holds: rename(input.holds ?? []),
  }
}

describe('what is held and free', () => {
  it('is what plain exact arithmetic says, in every field of the report', () => {
    fc.assert(
      fc.property(heldInputArbitrary(), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        expect(computeUtilization(input)).toStrictEqual(expectedReport(input, scale))
      }),
      { numRuns: 500 },
    )
  })

  it('is the same in the report of a book', async () => {
    await fc.assert(
      fc.asyncProperty(heldInputArbitrary().map(renamed), async (input) => {
        const book = await bookOf(input)
        const report = await book.utilization(input.month)
        expect(report).toStrictEqual(computeUtilization(input))
        expect(await book.utilization(input.month)).toBe(report)
      }),
      { numRuns: 200 },
    )
  })

  it('changes nothing else in the report', () => {
    fc.assert(
      fc.property(heldInputArbitrary(), ({ holds, now, ...input }) => {
        const [held, plain] = [computeUtilization({ ...input, holds, now }), computeUtilization(input)]
        expect(withoutHolds(held)).toEqual(withoutHolds(plain))
      }),
    )
  })
})

function withoutHolds({ categories, unbudgeted, summary, ...rest }: ReturnType<typeof computeUtilization>) {
  const strip = ({ held: _, free: __, ...line }: { held: string; free?: string }) => line
  return {
    ...rest,
    categories: categories.map(strip),
    unbudgeted: unbudgeted.filter(({ expenseCount }) => expenseCount > 0).map(strip),
    summary: strip(summary),
  }
}
