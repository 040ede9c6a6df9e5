import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { eachMonth, splitAmount } from 'budgetbook'
import { computeRollover, planMonth, type BudgetTemplate } from 'budgetbook/planning'
import { monthArbitrary } from '../../support/arbitraries/calendar.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { plainPlanArbitrary } from '../../support/arbitraries/plans.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { amountOfTerms, expectedPlan, spentIn } from '../../support/plan-oracle.js'
import { monthNumber, monthText } from '../../support/recurring-oracle.js'
import { expectedMonth } from '../../support/utilization-oracle.js'

const shapeOf = (plan: ReturnType<typeof planMonth>) => ({
  left: plan.left,
  allocations: plan.allocations.map((allocation) => ({
    ...allocation,
    because: allocation.because.map(({ template, amount }) => ({ template, amount })),
  })),
})

const sinking = currencyArbitrary().chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    scale: fc.constant(minorUnitsOf(currency)),
    target: fc.oneof(
      amountArbitrary(currency, { min: '0' }),
      fc.nat(2_000).map((units) => textOfUnits(BigInt(units), minorUnitsOf(currency))),
    ),
    opening: fc.oneof(
      fc.constantFrom(0, 1, -1, 50).map((units) => textOfUnits(BigInt(units), minorUnitsOf(currency))),
      amountArbitrary(currency),
    ),
    first: monthArbitrary().map((month) => month as string),
    length: fc.integer({ min: 0, max: 24 }),
  }),
)

describe('planMonth', () => {
  it('gives each category what the formulas of its templates give', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const plan = planMonth(deepFreeze(input))
        expect(shapeOf(plan)).toEqual(expectedPlan(input, minorUnitsOf(input.settings.currency)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives reasons whose terms come to their amounts, and add up to the budget', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        for (const { categoryId, amount, because } of planMonth(input).allocations) {
          const units = because.map((reason) => unitsOfText(reason.amount, scale))
          expect(units.reduce((sum, own) => sum + own, 0n)).toBe(unitsOfText(amount, scale))
          for (const reason of because) {
            const template = input.templates[reason.template]!
            expect([template.categoryId, template.kind]).toEqual([categoryId, reason.code])
            const computed = amountOfTerms(reason, scale)
            if (computed !== null) expect(reason.amount).toBe(textOfUnits(computed, scale))
            if (reason.code === 'fixed' && template.kind === 'fixed')
              expect(reason.amount).toBe(template.amount)
            if (reason.code === 'copy') {
              const copied = input.budgets.find(
                (budget) => budget.categoryId === categoryId && budget.month === reason.month,
              )
              expect(reason.amount).toBe(copied?.amount)
            }
            if (reason.code !== 'average') continue
            for (const { month, spent } of reason.months)
              expect(spent).toBe(textOfUnits(spentIn(input, categoryId, month, scale), scale))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('shares out what the others leave as splitAmount splits it', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const { currency } = input.settings
        const reasons = planMonth(input).allocations.flatMap(({ because }) => because)
        const shares = reasons
          .filter((reason) => reason.code === 'share')
          .sort((a, b) => a.template - b.template)
        fc.pre(shares.some(({ weight }) => weight > 0))
        const weights = shares.map(({ weight }) => weight)
        expect(shares.map(({ amount }) => amount)).toEqual(splitAmount(shares[0]!.of, weights, currency))
      }),
    )
  })

  it('leaves what is available less all that it gives', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        const { allocations, left } = planMonth(input)
        if (input.available == null) expect(left).toBeNull()
        else {
          const given = allocations.reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n)
          expect(left).toBe(textOfUnits(unitsOfText(input.available, scale) - given, scale))
        }
        for (const { amount } of allocations) expect(amount.startsWith('-')).toBe(false)
      }),
    )
  })

  it('reaches a target in its last month to the unit, in parts that differ by a unit at most', () => {
    fc.assert(
      fc.property(sinking, ({ currency, scale, target, opening, first, length }) => {
        const last = monthText(monthNumber(first) + length)
        const [goal, start] = [unitsOfText(target, scale), unitsOfText(opening, scale)]
        const template: BudgetTemplate = { categoryId: 'car', kind: 'by', target, month: last }
        const totals = { settings: { currency }, categories: [{ id: 'car', name: 'Car' }], spending: [] }
        const budgets: { categoryId: string; month: string; amount: string }[] = []
        const rules = [{ categoryId: 'car', from: first, opening }]
        for (const month of eachMonth(first, last)) {
          const { categories } = computeRollover({ ...totals, budgets, month, rules })
          const plan = planMonth({
            ...totals,
            budgets,
            month,
            today: `${first}-01`,
            templates: [template],
            carriedIn: categories,
          })
          budgets.push({ categoryId: 'car', month, amount: plan.allocations[0]!.amount })
        }
        const { categories } = computeRollover({ ...totals, budgets, month: last, rules })
        // More than the target was there already: nothing is added.
        const reached = start > goal ? start : goal
        expect(categories[0]!.available).toBe(textOfUnits(reached, scale))
        const parts = budgets.map(({ amount }) => unitsOfText(amount, scale))
        for (const part of parts) expect(part - parts[0]!).toBeOneOf([0n, -1n])
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same plan from kept totals as from the expenses behind them', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), ({ expenses, ...input }) => {
        const plan = planMonth({ ...input, expenses })
        // Without a start day, the month of an expense is in its date.
        fc.pre(input.settings.monthStartDay === 1)
        const spending = expenses.map(({ categoryId, date, amount }) => {
          return { categoryId, month: date.slice(0, 7), spent: amount, expenseCount: 1 }
        })
        expect(planMonth({ ...input, spending })).toEqual(plan)
      }),
    )
  })

  it('looks neither at the budgets of the planned month and later ones, nor at the spending in them', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const { month, settings, budgets, expenses } = input
        const earlier = {
          ...input,
          budgets: budgets.filter((budget) => budget.month < month),
          expenses: expenses.filter(({ date }) => expectedMonth(date, settings.monthStartDay) < month),
        }
        expect(planMonth(earlier)).toEqual(planMonth(input))
      }),
    )
  })

  it('gives a plan that survives JSON, from templates that did', () => {
    fc.assert(
      fc.property(plainPlanArbitrary(), (input) => {
        const plan = planMonth(input)
        const templates = JSON.parse(JSON.stringify(input.templates)) as BudgetTemplate[]
        expect(planMonth({ ...input, templates: new Set(templates).values() })).toEqual(plan)
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
      }),
    )
  })
})
