import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeUtilization, type AmountInput, type BudgetFields } from 'budgetbook'
import { computeRollover } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { chainArbitrary, inputOfChain, plainRolloverArbitrary } from '../../support/arbitraries/rollover.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { expectedRollover, type PlainRollover } from '../../support/rollover-oracle.js'
import { expectedMonth } from '../../support/utilization-oracle.js'

/** The input with a total for each month and category in place of its expenses. */
function withSpending({ expenses, ...input }: PlainRollover) {
  const { currency, monthStartDay } = input.settings
  const scale = minorUnitsOf(currency)
  const totals = new Map<string, { categoryId: string; month: string; units: bigint; expenseCount: number }>()
  for (const { categoryId, date, amount } of expenses) {
    const month = expectedMonth(date, monthStartDay)
    const row = totals.get(`${month} ${categoryId}`) ?? { categoryId, month, units: 0n, expenseCount: 0 }
    row.units += unitsOfText(amount, scale)
    row.expenseCount++
    totals.set(`${month} ${categoryId}`, row)
  }
  const spending = Array.from(totals.values(), ({ units, ...row }) => {
    return { ...row, spent: textOfUnits(units, scale) }
  })
  return { ...input, spending }
}

describe('a rollover', () => {
  it('says what its definition says, in every field', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        expect(computeRollover(input)).toStrictEqual(expectedRollover(input, scale))
      }),
      { numRuns: 500 },
    )
  })

  it('is the same from expenses and from their totals', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        expect(computeRollover(withSpending(input))).toStrictEqual(computeRollover(input))
      }),
    )
  })

  it('does not depend on the order of budgets, expenses and rules, and keeps that of the categories', () => {
    const shuffle = <Item>(items: Item[]) =>
      fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })
    const shuffled = plainRolloverArbitrary().chain((input) =>
      fc.record({
        input: fc.constant(input),
        lists: fc.record({
          budgets: shuffle(input.budgets),
          expenses: shuffle(input.expenses),
          rules: shuffle(input.rules),
        }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ input, lists }) => {
        expect(computeRollover({ ...input, ...lists })).toStrictEqual(computeRollover(input))
        const backwards = computeRollover({ ...input, categories: input.categories.toReversed() })
        expect(backwards.categories).toStrictEqual(computeRollover(input).categories.toReversed())
        expect(backwards.summary).toStrictEqual(computeRollover(input).summary)
      }),
    )
  })

  it('does not change its input', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        const before = structuredClone(input)
        computeRollover(deepFreeze(input))
        expect(input).toEqual(before)
      }),
    )
  })

  it('iterates over each list once, of whatever kind it is', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        const once = {
          ...input,
          categories: new Set(input.categories),
          budgets: input.budgets.values(),
          expenses: input.expenses.values(),
          rules: input.rules.values(),
        }
        expect(computeRollover(once)).toStrictEqual(computeRollover(input))
      }),
    )
  })

  it('takes amounts in every form, and ignores fields of rows that it does not know', () => {
    const form = fc.constantFrom<((text: string) => AmountInput)[]>(
      Number,
      (text) => new Decimal(text),
      (text) => `${text}000`,
    )
    const cents = fc.integer({ min: 0, max: 999_999 }).map((units) => (units / 100).toFixed(2))
    fc.assert(
      fc.property(fc.tuple(cents, cents, cents, cents), form, ([budget, spent, cap, opening], as) => {
        const report = (write: (text: string) => AmountInput) =>
          computeRollover({
            month: '2024-03',
            settings: { currency: 'USD' },
            categories: [{ id: 'car', name: 'Car' }],
            budgets: [
              {
                categoryId: 'car',
                month: '2024-02',
                amount: write(budget),
                note: 'of the app',
              } as BudgetFields,
            ],
            spending: [{ categoryId: 'car', month: '2024-02', spent: write(spent), expenseCount: 1 }],
            rules: [{ categoryId: 'car', from: '2024-01', cap: write(cap), opening: write(`-${opening}`) }],
          })
        expect(report(as)).toStrictEqual(report((text) => text))
      }),
    )
  })

  it('reports nothing without rules, and zero in all', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        const { categories, summary } = computeRollover({ ...input, rules: [] })
        const zero = textOfUnits(0n, minorUnitsOf(input.settings.currency))
        expect(categories).toEqual([])
        expect(Object.values(summary)).toEqual(Array.from({ length: 7 }, () => zero))
      }),
    )
  })

  it('leaves the report of the month as it is: rules are not its business', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), ({ rules, ...input }) => {
        expect(computeUtilization({ ...input, ...{ rules } })).toStrictEqual(computeUtilization(input))
      }),
    )
  })

  it('says what the report of the month says where nothing is carried in', () => {
    fc.assert(
      fc.property(plainRolloverArbitrary(), (input) => {
        const rules = input.categories.map(({ id }) => ({ categoryId: id, from: input.month }))
        const lines = computeRollover({ ...input, rules }).categories
        for (const { categoryId, budget, spent, remaining, ...line } of computeUtilization(input)
          .categories) {
          const { utilizationPercent, status } = line
          const same = { budget, spent, remaining, utilizationPercent, status, available: budget }
          expect(lines.find((one) => one.categoryId === categoryId)).toMatchObject(same)
        }
      }),
    )
  })

  it('can be checked by hand: each figure of a step follows from those before it', () => {
    fc.assert(
      fc.property(chainArbitrary(), (chain) => {
        const { steps } = computeRollover(inputOfChain(chain)).categories[0]!
        expect(steps.map(({ month }) => month)).toEqual(chain.months.map(({ month }) => month))
        for (const [index, step] of steps.entries()) {
          if (index > 0) expect(step.carriedIn).toBe(steps[index - 1]!.carriedOut)
          const units = (text: string | null) => unitsOfText(text ?? '0', chain.scale)
          expect(units(step.available)).toBe(units(step.budget) + units(step.carriedIn))
          expect(units(step.remaining)).toBe(units(step.available) - units(step.spent))
          expect(units(step.dropped)).toBe(units(step.remaining) - units(step.carriedOut))
        }
      }),
    )
  })
})
