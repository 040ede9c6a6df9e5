import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeUtilization, statusOf } from 'budgetbook'

const cents = fc.integer({ min: 0, max: 9_999_999 }).map((units) => (units / 100).toFixed(2))
const forms = [
  (text: string) => text,
  Number,
  (text: string) => new Decimal(text),
  (text: string) => `${text}0000`,
]
const form = fc.constantFrom(...forms)

const reportOf = (limit: unknown, budget: unknown, spent: unknown, kept: boolean) => {
  const input = {
    month: '2026-02',
    settings: { currency: 'USD', monthlyLimit: limit as string },
    categories: [{ id: 'food', name: 'Food' }],
    budgets: [{ categoryId: 'food', month: '2026-02', amount: budget as string }],
  }
  return kept
    ? computeUtilization({
        ...input,
        spending: [{ categoryId: 'food', spent: spent as string, expenseCount: 1 }],
      })
    : computeUtilization({
        ...input,
        expenses: [{ categoryId: 'food', date: '2026-02-03', amount: spent as string }],
      })
}

describe('rows as a database gives them', () => {
  it('make the same report whether their amounts are text, numbers or Decimals', () => {
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        form,
        form,
        form,
        fc.boolean(),
        (limit, budget, spent, a, b, c, kept) => {
          expect(reportOf(a(limit), b(budget), c(spent), kept)).toEqual(reportOf(limit, budget, spent, kept))
          expect(statusOf(c(spent), b(budget))).toBe(statusOf(spent, budget))
        },
      ),
    )
  })

  it('may hold totals of more digits than an amount', () => {
    const large = new Decimal(`${'9'.repeat(30)}.25`)
    expect(reportOf(null, 1, large, true).summary.totalSpent).toBe(`${'9'.repeat(30)}.25`)
  })

  it('are picked by their month where they carry one', () => {
    const { summary } = computeUtilization({
      month: '2026-02',
      settings: { currency: 'USD' },
      categories: [{ id: 'food', name: 'Food' }],
      budgets: [],
      spending: [
        { categoryId: 'food', month: '2026-01', spent: '1.00', expenseCount: 1 },
        { categoryId: 'food', month: '2026-02', spent: '2.00', expenseCount: 1 },
        { categoryId: 'food', month: undefined, spent: '4.00', expenseCount: 1 },
        { categoryId: 'gone', month: '2026-03', spent: 'lots', expenseCount: 1 },
      ],
    })
    expect([summary.totalSpent, summary.expenseCount]).toEqual(['6.00', 2])
  })
})
