import fc from 'fast-check'
import {
  firstNumber,
  lastNumber,
  monthOfNumber,
  numberOfMonth,
  type PlainSuggestionOptions,
  type PlainTotals,
} from '../insights-oracle.js'
import { textOfUnits } from '../exact-decimal.js'
import { expectedMonth } from '../utilization-oracle.js'
import { lastDayOf, monthArbitrary, startDayArbitrary } from './calendar.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from './money.js'
import { thresholdsArbitrary } from './utilization.js'

/** Sound totals, and a month that is near their rows. */
export interface TotalsCase {
  totals: PlainTotals
  month: string
  scale: number
}

/** A month so many months later, or earlier; at an end of the calendar, the end. */
export function monthNear(month: string, offset: number): string {
  return monthOfNumber(Math.min(Math.max(numberOfMonth(month) + offset, firstNumber), lastNumber))
}

/** Months near a month: gaps of a year come, and most rows are in the months just before it. */
function monthsAbout(month: string): fc.Arbitrary<string> {
  return fc
    .oneof({ arbitrary: fc.integer({ min: -5, max: 1 }), weight: 4 }, fc.integer({ min: -38, max: 3 }))
    .map((offset) => monthNear(month, offset))
}

/** Dates about the first and the last day of such months, and within them. */
function datesAbout(month: string, startDay: number): fc.Arbitrary<string> {
  const days = fc.oneof(fc.constantFrom(startDay, startDay - 1, 1, 31), fc.integer({ min: 1, max: 31 }))
  return fc.tuple(monthsAbout(month), days).map(([near, day]) => {
    const last = lastDayOf(Number(near.slice(0, 4)), Number(near.slice(5)))
    return `${near}-${String(Math.min(Math.max(day, 1), last)).padStart(2, '0')}`
  })
}

/** Small amounts of a few units, whose means end in halves, and any amount of up to 15 digits. */
function amounts(currency: string, units: readonly number[], min?: string): fc.Arbitrary<string> {
  const scale = minorUnitsOf(currency)
  return fc.oneof(
    {
      arbitrary: fc.constantFrom(...units).map((small) => textOfUnits(BigInt(small), scale)),
      weight: 4,
    },
    min === undefined ? amountArbitrary(currency) : amountArbitrary(currency, { min }),
  )
}

const categoryIds = fc.oneof(
  fc.constantFrom('food', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 3 }),
)

/** Totals of every scale of currency and every start day: refunds, gaps, archived categories, budgets of zero. */
export function totalsArbitrary(): fc.Arbitrary<TotalsCase> {
  const frame = fc.record({
    currency: currencyArbitrary(),
    month: fc.oneof(
      { arbitrary: monthArbitrary(), weight: 5 },
      fc.constantFrom('0001-01', '0001-02', '9999-12'),
    ),
    monthStartDay: startDayArbitrary(),
    categories: fc.uniqueArray(
      fc.record({
        id: categoryIds,
        name: fc.string({ maxLength: 4 }),
        archived: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
      }),
      { minLength: 1, maxLength: 4, selector: ({ id }) => id },
    ),
    thresholds: fc.option(thresholdsArbitrary(), { nil: undefined }),
  })
  return frame.chain(({ currency, month, monthStartDay, categories, thresholds }) => {
    const categoryId = fc.constantFrom(...categories.map(({ id }) => id))
    const budgets = fc.uniqueArray(
      fc.record({
        categoryId,
        month: monthsAbout(month),
        amount: amounts(currency, [0, 1, 99, 100, 200], '0'),
      }),
      { maxLength: 10, selector: (budget) => `${budget.month} ${budget.categoryId}` },
    )
    const expenses = fc.array(
      fc.record({
        categoryId,
        date: datesAbout(month, monthStartDay),
        amount: amounts(currency, [-200, -3, -1, 1, 2, 5, 75, 90, 100, 150]),
      }),
      { maxLength: 16 },
    )
    return fc.record({ budgets, expenses }).map((rows) => ({
      month,
      scale: minorUnitsOf(currency),
      totals: {
        settings: { currency, monthlyLimit: null, monthStartDay },
        categories,
        ...rows,
        ...(thresholds === undefined ? {} : { thresholds }),
      },
    }))
  })
}

/** Totals, and a range of months in or around them. */
export function rangeArbitrary() {
  return totalsArbitrary().chain(({ totals, month, scale }) =>
    fc
      .record({
        back: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })),
        on: fc.integer({ min: 0, max: 3 }),
        today: fc.option(datesAbout(month, totals.settings.monthStartDay), { nil: undefined }),
      })
      .map(({ back, on, today }) => ({
        totals,
        scale,
        range: {
          from: monthNear(month, -back),
          to: monthNear(month, on),
          ...(today === undefined ? {} : { today }),
        },
      })),
  )
}

/** Totals, and sound options of suggestions. */
export function suggestionsArbitrary(): fc.Arbitrary<{
  totals: PlainTotals
  scale: number
  options: PlainSuggestionOptions
}> {
  return totalsArbitrary().chain(({ totals, month, scale }) => {
    const steps = fc.oneof(
      fc.constantFrom(1, 2, 5, 7, 100, 500).map((units) => textOfUnits(BigInt(units), scale)),
      amountArbitrary(totals.settings.currency, { min: textOfUnits(1n, scale) }),
    )
    const hundredths = fc.oneof(
      fc.constantFrom(-10_000, -500, 0, 1, 1_000, 1_250, 3_333, 100_000),
      fc.integer({ min: -10_000, max: 100_000 }),
    )
    const absent = { nil: undefined }
    return fc
      .record({
        month: monthsAbout(month),
        today: datesAbout(month, totals.settings.monthStartDay),
        basis: fc.constantFrom('median', 'mean', 'last', 'budget', undefined),
        months: fc.option(fc.oneof(fc.constantFrom(1, 2, 36), fc.integer({ min: 1, max: 36 })), absent),
        hundredths: fc.option(hundredths, absent),
        step: fc.option(steps, absent),
      })
      .map((options) => ({ totals, scale, options }))
  })
}

/** The same totals, with sums by month and category instead of expenses. */
export function withSpending({ expenses, ...totals }: PlainTotals, scale: number) {
  const sums = new Map<string, { categoryId: string; month: string; units: bigint; expenseCount: number }>()
  for (const { categoryId, date, amount } of expenses) {
    const month = expectedMonth(date, totals.settings.monthStartDay)
    const key = `${month} ${categoryId}`
    const sum = sums.get(key) ?? { categoryId, month, units: 0n, expenseCount: 0 }
    sum.units += BigInt(amount.replace('.', ''))
    sum.expenseCount++
    sums.set(key, sum)
  }
  const spending = Array.from(sums.values(), ({ units, ...row }) => ({
    ...row,
    spent: textOfUnits(units, scale),
  }))
  return { ...totals, spending }
}
