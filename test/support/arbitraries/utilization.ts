import fc from 'fast-check'
import type { StatusThresholds } from 'budgetbook'
import { lastDayOf, monthArbitrary, startDayArbitrary } from './calendar.js'
import { textOfUnits } from '../exact-decimal.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from './money.js'
import type { PlainInput } from '../utilization-oracle.js'

const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** Percentages of up to three decimals, and those that apps set. */
function percentArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(0.001, 0.01, 33.333, 66.67, 75, 89.995, 90, 99.99, 100, 100.001, 150),
    fc.integer({ min: 1, max: 200_000 }).map((thousandths) => thousandths / 1_000),
  )
}

/** Sound thresholds, whole and in part; equal ones come too. */
export function thresholdsArbitrary(): fc.Arbitrary<Partial<StatusThresholds>> {
  const overBudgetWhen = fc.constantFrom('exceeded' as const, 'reached' as const)
  const whole = fc
    .tuple(percentArbitrary(), percentArbitrary(), percentArbitrary(), overBudgetWhen)
    .map(([a, b, c, when]) => {
      const [warning = a, critical = b, overBudget = c] = [a, b, c].sort((x, y) => x - y)
      return { warning, critical, overBudget, overBudgetWhen: when }
    })
  return fc.oneof(
    whole,
    fc
      .constantFrom({}, { warning: undefined }, { overBudgetWhen: 'reached' as const })
      .map((part) => part as object),
    percentArbitrary().map((percent): Partial<StatusThresholds> => {
      if (percent <= 90) return { warning: percent }
      return percent < 100 ? { critical: percent } : { overBudget: percent }
    }),
  )
}

/** A month, the one before it or the one after it; the ends of the calendar stay where they are. */
function monthNear(month: string): fc.Arbitrary<string> {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  return fc.constantFrom(0, 0, 0, -1, 1).map((offset) => {
    const near = Math.min(Math.max(index + offset, 12), 9999 * 12 + 11)
    return `${pad(Math.floor(near / 12), 4)}-${pad((near % 12) + 1, 2)}`
  })
}

/** Dates about the first and the last day of a budget month, and within it. */
function dateNear(month: string, startDay: number): fc.Arbitrary<string> {
  const day = fc.oneof(fc.constantFrom(startDay, startDay - 1, 1, 31), fc.integer({ min: 1, max: 31 }))
  return fc.tuple(monthNear(month), day).map(([near, wanted]) => {
    const last = lastDayOf(Number(near.slice(0, 4)), Number(near.slice(5)))
    return `${near}-${pad(Math.min(Math.max(wanted, 1), last), 2)}`
  })
}

/** Small round amounts in hundredfold minor units: where budgets and spending meet, statuses change. */
function roundAmount(currency: string, hundreds: readonly number[]): fc.Arbitrary<string> {
  const scale = minorUnitsOf(currency)
  return fc.constantFrom(...hundreds).map((units) => textOfUnits(BigInt(units), scale))
}

const budgetAmount = (currency: string) =>
  fc.oneof(
    { arbitrary: roundAmount(currency, [0, 1, 100, 200, 1_000]), weight: 3 },
    amountArbitrary(currency, { min: '0' }),
  )

const expenseAmount = (currency: string) =>
  fc.oneof(
    { arbitrary: roundAmount(currency, [-100, -1, 1, 25, 50, 75, 90, 95, 100, 180]), weight: 3 },
    amountArbitrary(currency),
  )

// Keys that every object has beside those that apps make.
const categoryIds = fc.oneof(
  fc.constantFrom('travel', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 4 }),
)

function entriesArbitrary(
  { month, settings: { currency, monthStartDay } }: Pick<PlainInput, 'month' | 'settings'>,
  categories: PlainInput['categories'],
): fc.Arbitrary<Pick<PlainInput, 'budgets' | 'expenses'>> {
  if (categories.length === 0) return fc.constant({ budgets: [], expenses: [] })
  const categoryId = fc.constantFrom(...categories.map(({ id }) => id))
  return fc.record({
    budgets: fc.uniqueArray(
      fc.record({ categoryId, month: monthNear(month), amount: budgetAmount(currency) }),
      { maxLength: 8, selector: (budget) => `${budget.month} ${budget.categoryId}` },
    ),
    expenses: fc.array(
      fc.record({ categoryId, date: dateNear(month, monthStartDay), amount: expenseAmount(currency) }),
      { maxLength: 12 },
    ),
  })
}

/**
 * Sound inputs of a report: every scale of currency, every start day, budgets and expenses in the month and on both
 * sides of it, categories without either, refunds, budgets of zero, with and without a limit and thresholds.
 */
export function plainInputArbitrary(): fc.Arbitrary<PlainInput> {
  const frame = fc
    .tuple(currencyArbitrary(), monthArbitrary(), startDayArbitrary())
    .chain(([currency, month, day]) =>
      fc.record({
        month: fc.constant<string>(month),
        settings: fc.record({
          currency: fc.constant<string>(currency),
          monthlyLimit: fc.option(budgetAmount(currency)),
          monthStartDay: fc.constant(day),
        }),
      }),
    )
  const categories = fc.uniqueArray(fc.record({ id: categoryIds, name: fc.string({ maxLength: 8 }) }), {
    maxLength: 5,
    selector: ({ id }) => id,
  })
  return fc
    .tuple(frame, categories, fc.option(thresholdsArbitrary(), { nil: undefined }))
    .chain(([framed, listed, thresholds]) =>
      entriesArbitrary(framed, listed).map((entries) => ({
        ...framed,
        categories: listed,
        ...entries,
        ...(thresholds === undefined ? {} : { thresholds }),
      })),
    )
}

/** The clock of these inputs, and instants about it: holds that expire then are gone, at it or after it. */
const presentInstant = '2026-02-14T09:30:00.000Z'
const instantsAround = [
  '0001-01-01T00:00:00.000Z',
  '2026-02-14T09:29:59.999Z',
  presentInstant,
  '2026-02-14T09:30:00.001Z',
  '9999-12-31T23:59:59.999Z',
]

/** A sound input with holds, open and expired, in the month and on both sides of it. */
export function heldInputArbitrary(): fc.Arbitrary<PlainInput & Required<Pick<PlainInput, 'holds' | 'now'>>> {
  return plainInputArbitrary().chain((input) => {
    const { month, categories, settings } = input
    if (categories.length === 0) return fc.constant({ ...input, holds: [], now: presentInstant })
    const hold = fc.record({
      categoryId: fc.constantFrom(...categories.map(({ id }) => id)),
      date: dateNear(month, settings.monthStartDay),
      amount: expenseAmount(settings.currency).filter((amount) => /^[^-]*[1-9]/.test(amount)),
      expiresAt: fc.constantFrom(null, ...instantsAround),
    })
    return fc
      .array(hold, { maxLength: 8 })
      .map((listed) => ({ ...input, holds: listed, now: presentInstant }))
  })
}

/** A sound input, and the same one with its budgets and expenses in other orders. */
export function shuffledInputArbitrary(): fc.Arbitrary<{ input: PlainInput; shuffled: PlainInput }> {
  const shuffle = <Item>(items: Item[]) =>
    fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })
  return plainInputArbitrary().chain((input) =>
    fc
      .record({ budgets: shuffle(input.budgets), expenses: shuffle(input.expenses) })
      .map((lists) => ({ input, shuffled: { ...input, ...lists } })),
  )
}
