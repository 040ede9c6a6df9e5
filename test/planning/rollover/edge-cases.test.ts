import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { computeRollover, type RolloverRule } from 'budgetbook/planning'

type Entry = readonly [budget: string | null, spent?: string]

/** The report of a chain from 2026-01 on, one entry a month. */
function rollover(entries: readonly Entry[], rule: Omit<RolloverRule, 'categoryId' | 'from'> = {}) {
  const months = entries.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}`)
  const report = computeRollover({
    month: months.at(-1)!,
    settings: { currency: 'USD' },
    categories: [{ id: 'car', name: 'Car' }],
    budgets: entries.flatMap(([amount], index) =>
      amount === null ? [] : [{ categoryId: 'car', month: months[index]!, amount }],
    ),
    spending: entries.flatMap(([, spent], index) =>
      spent === undefined ? [] : [{ categoryId: 'car', month: months[index]!, spent, expenseCount: 1 }],
    ),
    rules: [{ categoryId: 'car', from: '2026-01', ...rule }],
  })
  return report.categories[0]!
}

const carriedOut = (...args: Parameters<typeof rollover>) =>
  rollover(...args).steps.map((step) => step.carriedOut)

describe('computeRollover', () => {
  it('reports the last month, and every month that led to it', () => {
    expect(rollover([['100.00', '40.00'], ['100.00', '170.00'], ['100.00']], { cap: '50.00' })).toEqual({
      categoryId: 'car',
      name: 'Car',
      month: '2026-03',
      carriedIn: '-20.00',
      budget: '100.00',
      available: '80.00',
      spent: '0.00',
      remaining: '80.00',
      carriedOut: '50.00',
      dropped: '30.00',
      utilizationPercent: 0,
      status: 'good',
      steps: [
        {
          month: '2026-01',
          carriedIn: '0.00',
          budget: '100.00',
          available: '100.00',
          spent: '40.00',
          remaining: '60.00',
          carriedOut: '50.00',
          dropped: '10.00',
        },
        {
          month: '2026-02',
          carriedIn: '50.00',
          budget: '100.00',
          available: '150.00',
          spent: '170.00',
          remaining: '-20.00',
          carriedOut: '-20.00',
          dropped: '0.00',
        },
        {
          month: '2026-03',
          carriedIn: '-20.00',
          budget: '100.00',
          available: '80.00',
          spent: '0.00',
          remaining: '80.00',
          carriedOut: '50.00',
          dropped: '30.00',
        },
      ],
    })
  })

  it('carries both signs by default, or one of them', () => {
    const entries: Entry[] = [
      ['100.00', '130.00'],
      ['100.00', '50.00'],
      ['0.00', '0.00'],
    ]
    expect(carriedOut(entries)).toEqual(['-30.00', '20.00', '20.00'])
    expect(carriedOut(entries, { carry: 'both' })).toEqual(['-30.00', '20.00', '20.00'])
    expect(carriedOut(entries, { carry: 'unspent' })).toEqual(['0.00', '50.00', '50.00'])
    expect(carriedOut(entries, { carry: 'overspent' })).toEqual(['-30.00', '0.00', '0.00'])
  })

  it('says what it dropped: above zero what is given up, below zero what is forgiven', () => {
    const dropped = (...args: Parameters<typeof rollover>) => rollover(...args).dropped
    expect(dropped([['100.00', '130.00']], { carry: 'unspent' })).toBe('-30.00')
    expect(dropped([['100.00', '30.00']], { carry: 'overspent' })).toBe('70.00')
    expect(dropped([['100.00', '30.00']], { cap: '60.00' })).toBe('10.00')
    expect(dropped([['100.00', '30.00']], { cap: '70.00' })).toBe('0.00')
    expect(dropped([['100.00', '30.00']], { cap: null })).toBe('0.00')
  })

  it('caps what is left, not what is missing', () => {
    expect(carriedOut([['10.00', '30.00'], ['50.00']], { cap: '0.00' })).toEqual(['-20.00', '0.00'])
    expect(carriedOut([['10.00', '30.00']], { cap: '5.00', carry: 'overspent' })).toEqual(['-20.00'])
  })

  it('carries the opening into the first month, as far as the rule lets it', () => {
    const carriedIn = (rule: Parameters<typeof rollover>[1]) => rollover([[null]], rule).carriedIn
    expect(carriedIn({ opening: '12.34' })).toBe('12.34')
    expect(carriedIn({ opening: '-12.34' })).toBe('-12.34')
    expect(carriedIn({ opening: '12.34', cap: '10.00' })).toBe('10.00')
    expect(carriedIn({ opening: '-12.34', carry: 'unspent' })).toBe('0.00')
    expect(carriedIn({ opening: '12.34', carry: 'overspent' })).toBe('0.00')
    // It is no money of this month, so the month does not drop it.
    expect(rollover([[null]], { opening: '12.34', cap: '10.00' }).dropped).toBe('0.00')
  })

  it('counts spending in a month without a budget: a gap in the plan is not an amnesty', () => {
    const { steps, ...last } = rollover([['100.00', '20.00'], [null, '30.00'], [null], ['100.00']])
    expect(steps.map(({ budget, available }) => [budget, available])).toEqual([
      ['100.00', '100.00'],
      [null, '80.00'],
      [null, '50.00'],
      ['100.00', '150.00'],
    ])
    expect(last.carriedIn).toBe('50.00')
  })

  it('lets a refund help from its own month on', () => {
    expect(carriedOut([['50.00', '80.00'], ['50.00'], ['50.00', '-80.00']])).toEqual([
      '-30.00',
      '20.00',
      '150.00',
    ])
  })

  it('compares spending with what is available, not with the budget', () => {
    const of = (...args: Parameters<typeof rollover>) => {
      const { utilizationPercent, status } = rollover(...args)
      return [utilizationPercent, status]
    }
    expect(of([['100.00', '90.00']])).toEqual([90, 'critical'])
    expect(of([['100.00', '90.00']], { opening: '100.00' })).toEqual([45, 'good'])
    expect(of([['100.00', '90.00']], { opening: '-20.00' })).toEqual([112.5, 'over_budget'])
    expect(of([[null, '3.00']], { opening: '9.00' })).toEqual([33.33, 'good'])
  })

  it('is over budget where less than nothing is available, whatever was spent', () => {
    for (const spent of ['-50.00', '0.00', '0.01', '50.00']) {
      expect(rollover([['10.00', spent]], { opening: '-10.01' })).toMatchObject({
        available: '-0.01',
        utilizationPercent: null,
        status: 'over_budget',
      })
    }
  })

  it('treats nothing available as a budget of zero', () => {
    const of = (spent: string) => rollover([['10.00', spent]], { opening: '-10.00' })
    expect(of('0.00')).toMatchObject({ utilizationPercent: 0, status: 'good' })
    expect(of('-1.00')).toMatchObject({ utilizationPercent: 0, status: 'good' })
    expect(of('0.01')).toMatchObject({ utilizationPercent: null, status: 'over_budget' })
  })

  const two = {
    settings: { currency: 'USD', monthStartDay: 28 },
    categories: [
      { id: 'car', name: 'Car', archived: true },
      { id: 'fun', name: 'Fun', archived: false },
      { id: 'none', name: 'No rule', archived: false },
    ],
    budgets: [
      { categoryId: 'car', month: '2024-01', amount: '10.00' },
      { categoryId: 'none', month: '2024-01', amount: '1000.00' },
      { categoryId: 'fun', month: '2024-02', amount: '5.00' },
    ],
    expenses: [
      { categoryId: 'car', date: '2024-02-27', amount: '1.00' },
      { categoryId: 'car', date: '2024-02-28', amount: '2.00' },
      { categoryId: 'fun', date: '2024-02-29', amount: '6.00' },
      { categoryId: 'fun', date: '2024-03-27', amount: '0.50' },
    ],
    rules: [
      { categoryId: 'fun', from: '2024-02', opening: '-1.00', carry: 'unspent' as const },
      { categoryId: 'car', from: '2024-01' },
    ],
  }

  it('goes on for archived categories, keeps the order of categories, and adds up those with a rule', () => {
    const { categories, summary, currency } = computeRollover({ ...two, month: '2024-02' })
    expect(categories.map(({ categoryId, steps }) => [categoryId, steps.length])).toEqual([
      ['car', 2],
      ['fun', 1],
    ])
    expect(currency).toBe('USD')
    expect(summary).toEqual({
      carriedIn: '9.00',
      budget: '5.00',
      available: '14.00',
      spent: '8.50',
      remaining: '5.50',
      carriedOut: '7.00',
      dropped: '-1.50',
    })
  })

  it('does not list a category before its rule begins, nor add it up', () => {
    const { categories, summary } = computeRollover({ ...two, month: '2024-01' })
    expect(categories.map(({ categoryId }) => categoryId)).toEqual(['car'])
    expect(summary).toMatchObject({ carriedIn: '0.00', budget: '10.00', remaining: '9.00' })
    expect(computeRollover({ ...two, month: '2023-12' }).categories).toEqual([])
  })

  it('goes on into months that have not begun', () => {
    const [car] = computeRollover({ ...two, month: '2031-12' }).categories
    expect(car).toMatchObject({ month: '2031-12', budget: null, available: '7.00', carriedOut: '7.00' })
    expect(car?.steps).toHaveLength(96)
  })

  it('works at both ends of the calendar, and for 1,200 months', () => {
    const at = (month: string, from: string) =>
      computeRollover({
        month,
        settings: { currency: 'JPY', monthStartDay: 28 },
        categories: [{ id: 'car', name: 'Car' }],
        budgets: [],
        expenses: [
          { categoryId: 'car', date: '0001-01-01', amount: '1' },
          { categoryId: 'car', date: '9999-12-31', amount: '1' },
        ],
        rules: [{ categoryId: 'car', from, opening: '5' }],
      }).categories[0]
    expect(at('0001-01', '0001-01')).toMatchObject({ spent: '1', remaining: '4' })
    expect(at('9999-12', '9999-11')).toMatchObject({ carriedIn: '5', spent: '1', carriedOut: '4' })
    expect(at('0100-12', '0001-01')?.steps).toHaveLength(1_200)
    expect(at('9999-12', '9900-01')?.steps.map(({ carriedIn }) => carriedIn)).toEqual(
      Array.from({ length: 1_200 }, () => '5'),
    )
  })

  it('carries more digits than an amount may have', () => {
    const most = '999999999999999.99'
    expect(carriedOut([[most], [most]], { opening: most })).toEqual([
      '1999999999999999.98',
      '2999999999999999.97',
    ])
    expect(carriedOut([[null]], { opening: '2999999999999999.97' })).toEqual(['2999999999999999.97'])
  })

  it('takes the totals of a book as they come, and hears of an expense that is recorded late', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    await book.settings.update({ currency: 'USD' })
    const { id: categoryId } = await book.categories.create({ name: 'Car' })
    for (const month of ['2026-01', '2026-02']) {
      await book.budgets.create({ categoryId, month, amount: '100.00' })
    }
    const rules = [{ categoryId, from: '2026-01' }]
    const available = async () => {
      const totals = await book.totals({ from: '2026-01', to: '2026-03' })
      return computeRollover({ ...totals, month: '2026-03', rules }).summary.available
    }
    expect(await available()).toBe('200.00')
    await book.expenses.record({ categoryId, amount: '30.00', date: '2026-01-31' })
    expect(await available()).toBe('170.00')
    await book.categories.archive(categoryId)
    await book.months.close('2026-01')
    expect(await available()).toBe('170.00')
  })
})
