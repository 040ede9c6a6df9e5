import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, type StatusThresholds } from 'budgetbook'
import { explainUtilization, type Explanation, type ExplanationLeaf } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { plainInputArbitrary } from '../../support/arbitraries/utilization.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import {
  expectedMonth,
  expectedPercent,
  expectedReport,
  expectedStatus,
  type PlainInput,
} from '../../support/utilization-oracle.js'

type Part = Explanation | ExplanationLeaf

interface Rules {
  readonly scale: number
  readonly thresholds: Partial<StatusThresholds> | undefined
}

const isFigure = (part: Part): part is Explanation => 'figure' in part

/** Evaluates a tree by its rules, from the leaves up. It reads no value but those of the leaves. */
function evaluate(part: Part, rules: Rules): bigint | number | string | null {
  if (!isFigure(part)) return unitsOfText(part.amount, rules.scale)
  const values = part.of.map((one) => evaluate(one, rules)) as bigint[]
  const [first = 0n, second = 0n] = values
  switch (part.rule) {
    case 'figures':
    case 'no_budget':
      return null
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0n)
    case 'difference':
      return first - second
    case 'ratio':
      return expectedPercent(first, second)
    case 'threshold':
      return expectedStatus(first, second, rules.thresholds)
  }
}

/** The figures of a tree, as the interpreter gives them. */
function figuresOf(tree: Explanation, rules: Rules): Record<string, unknown> {
  return Object.fromEntries(
    tree.of.filter(isFigure).map((part) => {
      const value = evaluate(part, rules)
      return [part.figure, typeof value === 'bigint' ? textOfUnits(value, rules.scale) : value]
    }),
  )
}

function partsOf(part: Part): Part[] {
  return [part, ...(isFigure(part) ? part.of.flatMap(partsOf) : [])]
}

const leavesOf = (part: Part) => partsOf(part).filter((one): one is ExplanationLeaf => !isFigure(one))

function figureOf(tree: Explanation, figure: string): Explanation {
  const found = tree.of.filter(isFigure).find((part) => part.figure === figure)
  if (!found) throw new Error(`No ${figure}`)
  return found
}

const rulesOf = ({ settings, thresholds }: PlainInput): Rules => ({
  scale: minorUnitsOf(settings.currency),
  thresholds,
})

/** The same input with a total for each expense: some say their month, those of the reported month need not. */
function withSpending({ expenses, ...input }: PlainInput) {
  const spending = expenses.map(({ categoryId, date, amount }, index) => {
    const month = expectedMonth(date, input.settings.monthStartDay)
    const row = { categoryId, spent: amount, expenseCount: 1 }
    return month === input.month && index % 2 === 0 ? row : { ...row, month }
  })
  return { ...input, spending }
}

/** Inputs with ids on budgets and expenses. */
function identified(input: PlainInput) {
  return {
    ...input,
    budgets: input.budgets.map((budget, index) => ({ ...budget, id: `b${index}` })),
    expenses: input.expenses.map((expense, index) => ({ ...expense, id: `e${index}` })),
  }
}

describe('explainUtilization', () => {
  it("evaluates to exactly the figures of each category's line", () => {
    fc.assert(
      fc.property(plainInputArbitrary(), fc.boolean(), (input, totals) => {
        const rules = rulesOf(input)
        const report = expectedReport(input, rules.scale)
        const given = totals ? withSpending(input) : input
        for (const { id } of input.categories) {
          const figures = figuresOf(explainUtilization(given, { categoryId: id }), rules)
          const line = report.categories.find(({ categoryId }) => categoryId === id)
          const other = report.unbudgeted.find(({ categoryId }) => categoryId === id)
          if (line) {
            const { budget, spent, remaining, utilizationPercent, status } = line
            expect(figures).toStrictEqual({ budget, spent, remaining, utilizationPercent, status })
          } else {
            expect(figures).toStrictEqual({ spent: other?.spent ?? textOfUnits(0n, rules.scale) })
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it("evaluates to exactly the figures of the month's summary", () => {
    fc.assert(
      fc.property(plainInputArbitrary(), fc.boolean(), (input, totals) => {
        const rules = rulesOf(input)
        const { summary } = computeUtilization(input)
        const tree = explainUtilization(totals ? withSpending(input) : input, 'summary')
        expect(figuresOf(tree, rules)).toStrictEqual({
          budget: summary.totalBudget,
          spent: summary.totalSpent,
          unbudgetedSpent: summary.unbudgetedSpent,
          remaining: summary.totalRemaining,
          utilizationPercent: summary.utilizationPercent,
          status: summary.status,
        })
      }),
      { numRuns: 500 },
    )
  })

  it('shows with each figure the value that its parts evaluate to', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const rules = rulesOf(input)
        const ids = input.categories.map(({ id }) => id)
        const trees = ids.map((categoryId) => explainUtilization(input, { categoryId }))
        for (const part of [...trees, explainUtilization(input, 'summary')].flatMap(partsOf)) {
          if (!isFigure(part)) continue
          const value = evaluate(part, rules)
          expect(part.value).toBe(typeof value === 'bigint' ? textOfUnits(value, rules.scale) : value)
        }
      }),
    )
  })

  it('has the inputs of the month as leaves, each once in a sum, in their order', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (plain) => {
        const input = identified(plain)
        const { month, settings, categories } = input
        const { scale } = rulesOf(plain)
        const canonical = (amount: string) => textOfUnits(unitsOfText(amount, scale), scale)
        const budgets = input.budgets.filter((budget) => budget.month === month)
        const expenses = input.expenses.filter(
          ({ date }) => expectedMonth(date, settings.monthStartDay) === month,
        )
        const summary = explainUtilization(input, 'summary')
        const named = leavesOf(summary).map(({ budgetId, expenseId }) => budgetId ?? expenseId)
        expect(new Set(named)).toEqual(new Set([...budgets, ...expenses].map(({ id }) => id)))
        expect(leavesOf(figureOf(summary, 'budget'))).toHaveLength(budgets.length)
        expect(leavesOf(figureOf(summary, 'spent'))).toHaveLength(expenses.length)
        for (const { id: categoryId } of categories) {
          const tree = explainUtilization(input, { categoryId })
          const own = expenses.filter((one) => one.categoryId === categoryId)
          expect(figureOf(tree, 'spent').of).toStrictEqual(
            own.map(({ id, date, amount }) => ({ expenseId: id, date, amount: canonical(amount) })),
          )
          const budget = budgets.find((one) => one.categoryId === categoryId)
          if (!budget) continue
          const leaf = { budgetId: budget.id, amount: canonical(budget.amount) }
          expect(figureOf(tree, 'budget').of).toStrictEqual([leaf])
        }
      }),
    )
  })

  it('names the category of each figure, and none for those of the month', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const ids = input.categories.map(({ id }) => id)
        for (const categoryId of ids) {
          const figures = partsOf(explainUtilization(input, { categoryId })).filter(isFigure)
          expect(new Set(figures.map((part) => part.categoryId))).toEqual(new Set([categoryId]))
        }
        const summary = explainUtilization(input, 'summary')
        const { categories, unbudgeted } = computeUtilization(input)
        const named = (figure: string) =>
          figureOf(summary, figure)
            .of.filter(isFigure)
            .map((part) => part.categoryId)
        expect(summary.categoryId).toBeNull()
        expect(named('budget')).toEqual(categories.map((line) => line.categoryId))
        expect(named('spent')).toEqual([...categories.map((line) => line.categoryId), null])
        expect(named('unbudgetedSpent')).toEqual(unbudgeted.map((line) => line.categoryId))
      }),
    )
  })

  it('makes each figure of the objects that stand beside it', () => {
    const input = {
      month: '2024-02',
      settings: { currency: 'USD' },
      categories: [{ id: 'fun', name: 'Fun' }],
      budgets: [{ categoryId: 'fun', month: '2024-02', amount: 5 }],
      expenses: [{ categoryId: 'fun', date: '2024-02-29', amount: '1' }],
    }
    for (const of of ['summary', { categoryId: 'fun' }] as const) {
      const tree = explainUtilization(input, of)
      const [budget, spent] = tree.of
      expect(figureOf(tree, 'remaining').of[0]).toBe(budget)
      expect(figureOf(tree, 'remaining').of[1]).toBe(spent)
      expect(figureOf(tree, 'status').of).toEqual([spent, budget])
    }
  })

  it('does not change its input, and takes lists that can be walked only once', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const tree = explainUtilization(structuredClone(input), 'summary')
        const { categories, budgets, expenses } = deepFreeze(input)
        expect(explainUtilization(input, 'summary')).toStrictEqual(tree)
        const once = {
          ...input,
          categories: categories.values(),
          budgets: new Set(budgets),
          expenses: expenses.values(),
        }
        expect(explainUtilization(once, 'summary')).toStrictEqual(tree)
      }),
    )
  })
})
