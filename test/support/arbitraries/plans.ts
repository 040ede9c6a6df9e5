import fc from 'fast-check'
import type { BudgetTemplate } from 'budgetbook/planning'
import type { PlainPlan } from '../plan-oracle.js'
import { monthNumber, monthText } from '../recurring-oracle.js'
import { textOfUnits } from '../exact-decimal.js'
import { monthArbitrary, startDayArbitrary } from './calendar.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from './money.js'
import { dateNear, recurrenceArbitrary } from './recurring.js'

/** Small round amounts, which meet each other, and any amount of up to 15 digits. */
function amounts(currency: string, units: readonly number[], min?: string): fc.Arbitrary<string> {
  const scale = minorUnitsOf(currency)
  const round = fc.constantFrom(...units).map((small) => textOfUnits(BigInt(small), scale))
  const any = min === undefined ? amountArbitrary(currency) : amountArbitrary(currency, { min })
  return fc.oneof({ arbitrary: round, weight: 4 }, any)
}

const allowances = (currency: string) => amounts(currency, [0, 1, 99, 100, 1_000], '0')
const signed = (currency: string) => amounts(currency, [-250, -1, 0, 1, 50, 100, 250])

function monthNear(month: string, back: number, on: number): fc.Arbitrary<string> {
  return fc.integer({ min: -back, max: on }).map((offset) => monthText(monthNumber(month) + offset))
}

/** Templates of every kind for a category. */
function templateArbitrary(
  currency: string,
  month: string,
  categoryIds: readonly string[],
): fc.Arbitrary<BudgetTemplate> {
  const categoryId = fc.constantFrom(...categoryIds)
  const weight = fc.oneof(
    fc.constantFrom(0, 1, 1, 2, 0.5, 0.1, 0.000001, 1_000_000),
    fc.nat(10_000).map((hundredths) => hundredths / 100),
  )
  const kind = <Kind extends string>(name: Kind) => fc.constant(name)
  return fc.oneof(
    fc.record({ categoryId, kind: kind('fixed'), amount: allowances(currency) }),
    fc.record({
      categoryId,
      kind: kind('recurring'),
      amount: allowances(currency),
      rule: recurrenceArbitrary(month),
    }),
    fc.record({
      categoryId,
      kind: kind('copy'),
      monthsAgo: fc.oneof(fc.constantFrom(1, 1_200), fc.integer({ min: 1, max: 6 })),
    }),
    fc.record({
      categoryId,
      kind: kind('average'),
      months: fc.oneof(fc.constantFrom(1, 36), fc.integer({ min: 1, max: 8 })),
      basis: fc.constantFrom('median' as const, 'mean' as const, undefined),
    }),
    fc.record({ categoryId, kind: kind('refill'), upTo: allowances(currency) }),
    fc.record({
      categoryId,
      kind: kind('by'),
      target: allowances(currency),
      month: monthNear(month, 14, 14),
      every: fc.constantFrom(undefined, 1, 3, 12, 1_200),
    }),
    { arbitrary: fc.record({ categoryId, kind: kind('share'), weight }), weight: 2 },
  )
}

function withoutSecondFund(templates: readonly BudgetTemplate[]): BudgetTemplate[] {
  const taken = new Set<string>()
  return templates.filter(({ kind, categoryId }) => {
    if (kind !== 'refill' && kind !== 'by') return true
    const first = !taken.has(categoryId)
    taken.add(categoryId)
    return first
  })
}

const categoryIds = fc.oneof(
  fc.constantFrom('car', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 3 }),
)

/**
 * Sound inputs: every scale of currency, every start day, both ends of the calendar, today before, in and after the
 * planned month, archived categories, gaps, refunds, all kinds of templates, too little to share and plenty.
 */
export function plainPlanArbitrary(): fc.Arbitrary<PlainPlan> {
  const categories = fc.uniqueArray(
    fc.record({ id: categoryIds, name: fc.string({ maxLength: 8 }), archived: fc.boolean() }),
    { minLength: 1, maxLength: 4, selector: ({ id }) => id },
  )
  return fc
    .tuple(currencyArbitrary(), monthArbitrary(), startDayArbitrary(), categories)
    .chain(([currency, month, monthStartDay, listed]) => {
      const ids = listed.map(({ id }) => id)
      const categoryId = fc.constantFrom(...ids)
      return fc.record({
        month: fc.constant<string>(month),
        today: dateNear(month, 3, 3),
        settings: fc.constant({ currency, monthStartDay }),
        categories: fc.constant(listed),
        budgets: fc.uniqueArray(
          fc.record({ categoryId, month: monthNear(month, 8, 2), amount: allowances(currency) }),
          { maxLength: 10, selector: (budget) => `${budget.month} ${budget.categoryId}` },
        ),
        expenses: fc.array(fc.record({ categoryId, date: dateNear(month, 8, 2), amount: signed(currency) }), {
          maxLength: 14,
        }),
        templates: fc.array(templateArbitrary(currency, month, ids), { maxLength: 8 }).map(withoutSecondFund),
        available: fc.oneof(
          fc.constantFrom(null, undefined),
          signed(currency),
          amountArbitrary(currency, { min: '0' }),
        ),
        carriedIn: fc.oneof(
          fc.constant(undefined),
          fc.uniqueArray(fc.record({ categoryId, carriedIn: signed(currency) }), {
            maxLength: 4,
            selector: (item) => item.categoryId,
          }),
        ),
      })
    })
}
