import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeUtilization, eachMonth, monthRange } from 'budgetbook'
import { computePace, computeRollover, type PaceInput } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { plainPaceArbitrary } from '../../support/arbitraries/pace.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { datesOf, expectedPace } from '../../support/pace-oracle.js'

describe('computePace', () => {
  it('agrees with a pace worked out by hand', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((belowZero) => plainPaceArbitrary({ belowZero })),
        (input) => {
          const scale = minorUnitsOf(input.settings.currency)
          expect(computePace(input)).toStrictEqual(expectedPace(input, scale))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('counts the days of every month and start day as the calendar does', () => {
    const months = [...eachMonth('1999-11', '2001-03'), ...eachMonth('2099-12', '2100-03')]
    const startDays = [1, 2, 15, 25, 28]
    const day = (month: string, monthStartDay: number, today: string) => {
      const settings = { currency: 'USD', monthStartDay }
      const pace = computePace({ month, today, settings, categories: [], budgets: [], spending: [] })
      return [pace.days, pace.daysElapsed, pace.daysLeft]
    }
    for (const month of ['0001-01', '0001-02', '9999-11', '9999-12', ...months]) {
      for (const startDay of startDays) {
        const dates = datesOf(month, startDay)
        const { days, start, end } = monthRange(month, startDay)
        expect([dates.length, dates[0], dates.at(-1)]).toEqual([days, start, end])
        dates.forEach((today, index) => {
          expect(day(month, startDay, today)).toEqual([days, index + 1, days - index])
        })
      }
    }
  })

  it('says the same with the totals of the expenses, with a month in each row and without', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), fc.boolean(), (input, named) => {
        const { expenses: _, ...rest } = input
        const { categories, unbudgeted } = computeUtilization(input)
        const spending = [...categories, ...unbudgeted].map(({ categoryId, spent, expenseCount }) => {
          return { categoryId, spent, expenseCount, ...(named ? { month: input.month } : {}) }
        })
        const elsewhere = { categoryId: 'gone', month: '5000-01', spent: '1', expenseCount: 1 }
        expect(computePace({ ...rest, spending: [...spending, elsewhere] })).toEqual(computePace(input))
      }),
    )
  })

  it('has the categories, budgets and spending of the report', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), (input) => {
        const report = computeUtilization(input)
        const figures = ({
          categoryId,
          name,
          budget,
          spent,
          remaining,
        }: Readonly<Record<string, unknown>>) => {
          return { categoryId, name, budget, spent, remaining }
        }
        expect(computePace(input).categories.map((line) => figures({ ...line }))).toEqual(
          report.categories.map((line) => figures({ ...line })),
        )
      }),
    )
  })

  it('takes the available of a rollover as budgets, whatever is carried', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), (input) => {
        const { month, settings, categories, budgets, expenses } = input
        const rules = categories.map(({ id }) => ({ categoryId: id, from: month, opening: '-3' }))
        const rollover = computeRollover({ month, settings, categories, budgets, expenses, rules })
        const available = rollover.categories.map((line) => {
          return { categoryId: line.categoryId, month, amount: line.available }
        })
        const pace = computePace({ ...input, budgets: available })
        expect(pace.categories.map(({ remaining }) => remaining)).toEqual(
          rollover.categories.map(({ remaining }) => remaining),
        )
      }),
    )
  })

  it('does not change its input, and reads each list once', () => {
    fc.assert(
      fc.property(plainPaceArbitrary({ belowZero: true }), (input) => {
        const once = <Item>(items: readonly Item[]): Iterable<Item> => items.values()
        const streamed: PaceInput = {
          ...input,
          categories: once(input.categories),
          budgets: once(input.budgets),
          expenses: once(input.expenses),
          shapes: once(input.shapes),
          upcoming: once(input.upcoming),
        }
        expect(computePace(deepFreeze(structuredClone(input)))).toEqual(computePace(streamed))
      }),
    )
  })

  it('does not depend on the order of budgets, expenses, shapes and upcoming', () => {
    fc.assert(
      fc.property(plainPaceArbitrary({ belowZero: true }), (input) => {
        const { budgets, expenses, shapes, upcoming } = input
        const reversed = {
          budgets: budgets.toReversed(),
          expenses: expenses.toReversed(),
          shapes: shapes.toReversed(),
          upcoming: upcoming.toReversed(),
        }
        expect(computePace({ ...input, ...reversed })).toEqual(computePace(input))
      }),
    )
  })

  it('uses the defaults for what is absent or undefined: daily, nothing upcoming, three days', () => {
    fc.assert(
      fc.property(plainPaceArbitrary(), (input) => {
        const { shapes: _, upcoming: __, minDays: ___, ...rest } = input
        const defaults = { shapes: [], upcoming: [], minDays: 3 }
        const nothing = { shapes: undefined, upcoming: undefined, minDays: undefined }
        expect(computePace(rest)).toEqual(computePace({ ...rest, ...defaults }))
        expect(computePace({ ...rest, ...nothing })).toEqual(computePace(rest))
      }),
    )
  })
})
