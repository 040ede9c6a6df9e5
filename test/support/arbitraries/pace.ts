import fc from 'fast-check'
import { datesOf, type PlainPace } from '../pace-oracle.js'
import { civilDateArbitrary } from './calendar.js'
import { amountArbitrary } from './money.js'
import { plainInputArbitrary } from './utilization.js'

/** Dates in a month, at both of its ends, beside them, and anywhere on the calendar. */
function dateAround(dates: readonly string[]): fc.Arbitrary<string> {
  const [first = '', last = ''] = [dates[0], dates.at(-1)]
  const beside = [
    [first, -1],
    [last, 1],
  ] as const
  const neighbours = beside
    .map(([date, by]) => new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString())
    .filter((text) => /^\d{4}-/.test(text) && !text.startsWith('0000'))
    .map((text) => text.slice(0, 10))
  return fc.oneof(
    { arbitrary: fc.constantFrom(...dates), weight: 6 },
    { arbitrary: fc.constantFrom(first, last, dates[1] ?? first, dates.at(-2) ?? last), weight: 3 },
    { arbitrary: fc.constantFrom(first, ...neighbours), weight: 2 },
    civilDateArbitrary(),
  )
}

/**
 * Sound inputs of a pace: what a report takes, with today in the month and on both sides of it, shapes of some
 * categories, known spending on any date, and budgets below zero where `belowZero` is set.
 */
export function plainPaceArbitrary({ belowZero = false } = {}): fc.Arbitrary<PlainPace> {
  return plainInputArbitrary().chain((input) => {
    const { currency, monthStartDay } = input.settings
    const dates = datesOf(input.month, monthStartDay)
    const ids = input.categories.map(({ id }) => id)
    // No row is drawn without a category.
    const categoryId = fc.constantFrom('', ...ids).filter((id) => ids.length === 0 || ids.includes(id))
    const rows = ids.length === 0 ? { maxLength: 0 } : { maxLength: 4 }
    const shape = fc.constantFrom('daily' as const, 'fixed' as const)
    const signs = fc.array(belowZero ? fc.boolean() : fc.constant(false), { minLength: 8, maxLength: 8 })
    return fc
      .record({
        today: dateAround(dates),
        shapes: fc.uniqueArray(fc.record({ categoryId, shape }), {
          ...rows,
          selector: (row) => row.categoryId,
        }),
        upcoming: fc.array(
          fc.record({
            categoryId,
            amount: amountArbitrary(currency, { min: '0' }),
            date: dateAround(dates),
          }),
          rows,
        ),
        minDays: fc.oneof(fc.constantFrom(3, 0, 1, 31), fc.integer({ min: 0, max: 31 })),
        signs,
      })
      .map(({ signs: below, ...rest }) => ({
        ...input,
        ...rest,
        budgets: input.budgets.map((budget, index) =>
          below[index] === true && /[1-9]/.test(budget.amount)
            ? { ...budget, amount: `-${budget.amount}` }
            : budget,
        ),
      }))
  })
}
