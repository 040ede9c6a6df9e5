import fc from 'fast-check'
import { monthAt, type PlainRollover, type PlainRule } from '../rollover-oracle.js'
import { textOfUnits } from '../exact-decimal.js'
import { lastDayOf, monthArbitrary, startDayArbitrary } from './calendar.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from './money.js'
import { thresholdsArbitrary } from './utilization.js'

/** Small round amounts, which meet each other and the thresholds, and any amount of up to 15 digits. */
function amounts(currency: string, units: readonly number[], min?: string): fc.Arbitrary<string> {
  const scale = minorUnitsOf(currency)
  const round = fc.constantFrom(...units).map((small) => textOfUnits(BigInt(small), scale))
  return fc.oneof(
    { arbitrary: round, weight: 4 },
    min === undefined ? amountArbitrary(currency) : amountArbitrary(currency, { min }),
  )
}

const budgetAmounts = (currency: string) => amounts(currency, [0, 1, 100, 100, 200, 1_000], '0')
const expenseAmounts = (currency: string) =>
  amounts(currency, [-300, -100, -1, 1, 50, 75, 90, 100, 101, 200, 400])
const openingAmounts = (currency: string) => amounts(currency, [-250, -1, 0, 1, 100, 250])
const capAmounts = (currency: string) => amounts(currency, [0, 1, 99, 100, 250], '0')

/** All that a rule says, but of which category and from when. Each field may be absent, or say its default. */
function limitsArbitrary(currency: string): fc.Arbitrary<Pick<PlainRule, 'carry' | 'cap' | 'opening'>> {
  return fc.record(
    {
      carry: fc.constantFrom('both' as const, 'unspent' as const, 'overspent' as const, undefined),
      cap: fc.oneof(fc.constantFrom(null, undefined), capAmounts(currency)),
      opening: fc.oneof(fc.constant(undefined), openingAmounts(currency)),
    },
    { requiredKeys: [] },
  )
}

/** Months within a bit more than a year before a month, and two after it; most have neighbours, some stand alone. */
function monthsNear(month: string): fc.Arbitrary<string> {
  return fc
    .oneof({ arbitrary: fc.integer({ min: -4, max: 0 }), weight: 3 }, fc.integer({ min: -15, max: 2 }))
    .map((offset) => monthAt(month, offset))
}

function datesIn(months: fc.Arbitrary<string>, startDay: number): fc.Arbitrary<string> {
  const days = fc.oneof(fc.constantFrom(startDay, startDay - 1, 1, 28, 31), fc.integer({ min: 1, max: 31 }))
  return fc.tuple(months, days).map(([month, day]) => {
    const last = lastDayOf(Number(month.slice(0, 4)), Number(month.slice(5)))
    return `${month}-${String(Math.min(Math.max(day, 1), last)).padStart(2, '0')}`
  })
}

const categoryIds = fc.oneof(
  fc.constantFrom('car', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 3 }),
)

function entries(
  month: string,
  settings: PlainRollover['settings'],
  categories: PlainRollover['categories'],
): fc.Arbitrary<Pick<PlainRollover, 'budgets' | 'expenses' | 'rules'>> {
  if (categories.length === 0) return fc.constant({ budgets: [], expenses: [], rules: [] })
  const { currency, monthStartDay } = settings
  const categoryId = fc.constantFrom(...categories.map(({ id }) => id))
  const months = monthsNear(month)
  return fc.record({
    budgets: fc.uniqueArray(fc.record({ categoryId, month: months, amount: budgetAmounts(currency) }), {
      maxLength: 14,
      selector: (budget) => `${budget.month} ${budget.categoryId}`,
    }),
    expenses: fc.array(
      fc.record({ categoryId, date: datesIn(months, monthStartDay), amount: expenseAmounts(currency) }),
      { maxLength: 16 },
    ),
    rules: fc.uniqueArray(
      fc
        .tuple(categoryId, months, limitsArbitrary(currency))
        .map(([id, from, limits]) => ({ categoryId: id, from, ...limits })),
      { maxLength: 4, selector: (rule) => rule.categoryId },
    ),
  })
}

/**
 * Sound inputs: every scale of currency, every start day, both ends of the calendar, categories with and without a
 * rule, archived ones, gaps in budgets and in spending, refunds, rules that begin later, all sorts of rules.
 */
export function plainRolloverArbitrary(): fc.Arbitrary<PlainRollover> {
  const categories = fc.uniqueArray(
    fc.record({ id: categoryIds, name: fc.string({ maxLength: 8 }), archived: fc.boolean() }),
    { maxLength: 4, selector: ({ id }) => id },
  )
  return fc
    .tuple(
      currencyArbitrary(),
      monthArbitrary(),
      startDayArbitrary(),
      categories,
      fc.option(thresholdsArbitrary(), { nil: undefined }),
    )
    .chain(([currency, month, monthStartDay, listed, thresholds]) => {
      const settings = { currency, monthStartDay }
      return entries(month, settings, listed).map((lists) => {
        return { month, settings, categories: listed, ...lists, thresholds }
      })
    })
}

/** A category, and what was budgeted and spent in each month of its chain. */
export interface PlainChain {
  currency: string
  scale: number
  rule: PlainRule
  /** Oldest first, without gaps; at least one. */
  months: { month: string; budget: string | null; spent: string }[]
}

/** Chains of up to 14 months, long enough for a Christmas and a leap February. */
export function chainArbitrary(): fc.Arbitrary<PlainChain> {
  return fc
    .tuple(currencyArbitrary(), monthArbitrary(), fc.integer({ min: 1, max: 14 }))
    .chain(([currency, month, length]) => {
      const from = monthAt(month, 1 - length)
      const count = Array.from({ length }, (_, index) => monthAt(from, index)).indexOf(month) + 1
      const entry = fc.record({
        budget: fc.option(budgetAmounts(currency), { freq: 3 }),
        spent: fc.oneof(fc.constant(textOfUnits(0n, minorUnitsOf(currency))), expenseAmounts(currency)),
      })
      return fc
        .tuple(limitsArbitrary(currency), fc.array(entry, { minLength: count, maxLength: count }))
        .map(([limits, list]) => ({
          currency,
          scale: minorUnitsOf(currency),
          rule: { categoryId: 'car', from, ...limits },
          months: list.map((figures, index) => ({ month: monthAt(from, index), ...figures })),
        }))
    })
}

/** What `computeRollover` takes, for the last month of a chain. */
export function inputOfChain({ currency, rule, months }: PlainChain) {
  return {
    month: months.at(-1)!.month,
    settings: { currency },
    categories: [{ id: 'car', name: 'Car' }],
    budgets: months.flatMap(({ month, budget }) =>
      budget === null ? [] : [{ categoryId: 'car', month, amount: budget }],
    ),
    spending: months.map(({ month, spent }) => ({ categoryId: 'car', month, spent, expenseCount: 1 })),
    rules: [rule],
  }
}
