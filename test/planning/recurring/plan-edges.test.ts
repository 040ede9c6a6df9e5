import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { planMonth, type BudgetTemplate, type PlanMonthInput } from 'budgetbook/planning'

const categories = [
  { id: 'home', name: 'Home' },
  { id: 'car', name: 'Car' },
  { id: 'old', name: 'Old', archived: true },
]

const base = {
  month: '2026-03',
  today: '2026-02-20',
  settings: { currency: 'USD' },
  categories,
  budgets: [
    { categoryId: 'home', month: '2026-01', amount: '800.00' },
    { categoryId: 'home', month: '2026-03', amount: '1.00' },
  ],
  spending: [
    { categoryId: 'car', month: '2025-12', spent: '120.00', expenseCount: 1 },
    { categoryId: 'car', month: '2026-02', spent: '999.00', expenseCount: 1 },
  ],
}

function plan(templates: readonly BudgetTemplate[], changes: Partial<PlanMonthInput> = {}) {
  return planMonth({ ...base, templates, ...changes } as PlanMonthInput)
}

const home = { categoryId: 'home' } as const
const car = { categoryId: 'car' } as const

describe('planMonth', () => {
  it('gives an empty plan without templates', () => {
    expect(plan([])).toEqual({ allocations: [], left: null })
    expect(plan([], { available: '10' })).toEqual({ allocations: [], left: '10.00' })
  })

  it('adds up the templates of a category, and explains each', () => {
    const templates: BudgetTemplate[] = [
      { ...car, kind: 'share', weight: 2 },
      { ...home, kind: 'fixed', amount: 10 },
      { ...home, kind: 'share', weight: 1 },
      { ...home, kind: 'recurring', amount: '5', rule: { start: '2026-03-06', unit: 'week', every: 2 } },
    ]
    expect(plan(templates, { available: '50.00' })).toEqual({
      allocations: [
        {
          categoryId: 'home',
          amount: '30.00',
          because: [
            { template: 1, amount: '10.00', code: 'fixed' },
            { template: 2, amount: '10.00', code: 'share', of: '30.00', weight: 1 },
            {
              template: 3,
              amount: '10.00',
              code: 'recurring',
              each: '5.00',
              dates: ['2026-03-06', '2026-03-20'],
            },
          ],
        },
        {
          categoryId: 'car',
          amount: '20.00',
          because: [{ template: 0, amount: '20.00', code: 'share', of: '30.00', weight: 2 }],
        },
      ],
      left: '0.00',
    })
  })

  it('counts paydays in the budget month, not in the calendar month', () => {
    const rule = { start: '2026-01-02', unit: 'week', every: 2 } as const
    const dates = (month: string, monthStartDay: number) => {
      const settings = { currency: 'USD', monthStartDay }
      const { allocations } = plan([{ ...home, kind: 'recurring', amount: '1', rule }], { month, settings })
      return allocations[0]?.because[0]
    }
    expect(dates('2026-01', 1)).toMatchObject({ dates: ['2026-01-02', '2026-01-16', '2026-01-30'] })
    expect(dates('2026-02', 25)).toMatchObject({ amount: '2.00', dates: ['2026-02-27', '2026-03-13'] })
  })

  it('gives zero for a bill that does not come in the month', () => {
    const rule = { start: '2026-01-02', unit: 'year' } as const
    const { allocations } = plan([{ ...home, kind: 'recurring', amount: '1', rule }])
    expect(allocations).toMatchObject([{ amount: '0.00', because: [{ dates: [] }] }])
  })

  it('has no say for a month without a budget, before the calendar, or without a window', () => {
    expect(plan([{ ...home, kind: 'copy', monthsAgo: 1 }]).allocations).toEqual([])
    expect(plan([{ ...home, kind: 'copy', monthsAgo: 2 }]).allocations).toMatchObject([
      { amount: '800.00', because: [{ code: 'copy', month: '2026-01' }] },
    ])
    expect(plan([{ ...home, kind: 'copy', monthsAgo: 1 }], { month: '0001-01' }).allocations).toEqual([])
    expect(plan([{ ...car, kind: 'average', months: 3 }], { month: '2025-12' }).allocations).toEqual([])
  })

  it('averages complete months from the first use on; a month without spending counts as zero', () => {
    const average = (changes: object) =>
      plan([{ ...car, kind: 'average', months: 6, ...changes }]).allocations[0]?.because[0]
    const months = [
      { month: '2025-12', spent: '120.00' },
      { month: '2026-01', spent: '0.00' },
    ]
    // February, the month of today, is partial.
    expect(average({ basis: 'mean' })).toMatchObject({ amount: '60.00', basis: 'mean', months })
    expect(average({ months: 1 })).toMatchObject({ amount: '0.00', basis: 'median', months: months.slice(1) })
  })

  it('gives zero where refunds exceed what was spent', () => {
    const spending = [{ categoryId: 'car', month: '2026-01', spent: '-5.00', expenseCount: 1 }]
    const { allocations } = plan([{ ...car, kind: 'average', months: 1 }], { spending })
    expect(allocations[0]).toMatchObject({ amount: '0.00', because: [{ months: [{ spent: '-5.00' }] }] })
  })

  it('refills what is missing, and what was overspent; never below zero', () => {
    const refill = (carriedIn: string) =>
      plan([{ ...car, kind: 'refill', upTo: '100.00' }], {
        carriedIn: [{ categoryId: 'car', carriedIn }],
      }).allocations[0]?.amount
    expect(['0.00', '40.00', '-40.00', '100.00', '100.01'].map(refill)).toEqual([
      '100.00',
      '60.00',
      '140.00',
      '0.00',
      '0.00',
    ])
  })

  it('saves for a yearly bill year after year', () => {
    const template: BudgetTemplate = { ...car, kind: 'by', target: '1200.00', month: '2026-02', every: 12 }
    expect(plan([template]).allocations[0]?.because).toEqual([
      {
        template: 0,
        amount: '100.00',
        code: 'by',
        target: '1200.00',
        carriedIn: '0.00',
        month: '2027-02',
        monthsLeft: 12,
      },
    ])
    expect(plan([template], { month: '2026-02' }).allocations[0]).toMatchObject({ amount: '1200.00' })
    expect(plan([{ ...template, every: undefined }]).allocations).toEqual([])
    expect(plan([template], { month: '9999-12' }).allocations).toEqual([])
  })

  it('gives a share of nothing where the others take all, and shows what is missing', () => {
    const templates: BudgetTemplate[] = [
      { ...home, kind: 'fixed', amount: '80.00' },
      { ...car, kind: 'share', weight: 1 },
    ]
    const { allocations, left } = plan(templates, { available: '50.00' })
    expect(allocations[1]).toMatchObject({ amount: '0.00', because: [{ of: '0.00' }] })
    expect(left).toBe('-30.00')
    expect(plan(templates, { available: null }).allocations).toHaveLength(1)
  })

  it('gives nothing for weights that are all zero', () => {
    const { allocations, left } = plan([{ ...car, kind: 'share', weight: 0 }], { available: '50.00' })
    expect([allocations[0]?.amount, left]).toEqual(['0.00', '50.00'])
  })

  it('gives nothing to archived categories, and nothing of what is shared', () => {
    const templates: BudgetTemplate[] = [
      { categoryId: 'old', kind: 'share', weight: 9 },
      { categoryId: 'old', kind: 'fixed', amount: '7.00' },
      { ...home, kind: 'share', weight: 1 },
    ]
    const { allocations, left } = plan(templates, { available: '50.00' })
    expect(allocations).toMatchObject([{ categoryId: 'home', amount: '50.00', because: [{ template: 2 }] }])
    expect(left).toBe('0.00')
  })

  it('plans from the totals of a book, and the book takes the plan', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    await book.settings.update({ currency: 'USD', monthlyLimit: '1000.00' })
    const { id: categoryId } = await book.categories.create({ name: 'Home' })
    await book.expenses.record({ categoryId, amount: '30.00', date: '2026-01-10' })
    const totals = await book.totals()
    const { allocations } = planMonth({
      ...totals,
      month: '2026-03',
      today: '2026-02-20',
      templates: [{ categoryId, kind: 'average', months: 6 }],
      available: totals.settings.monthlyLimit,
    })
    expect(allocations).toMatchObject([{ categoryId, amount: '30.00' }])
    await book.budgets.allocate('2026-03', allocations)
    expect((await book.utilization('2026-03')).summary.totalBudget).toBe('30.00')
  })
})
