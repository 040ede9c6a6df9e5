import { describe, expect, it } from 'vitest'
import { computePace, type CategoryPace, type Pace, type PaceInput } from 'budgetbook/planning'

const sound = {
  month: '2026-04',
  today: '2026-04-10',
  settings: { currency: 'USD' },
  categories: [
    { id: 'food', name: 'Food' },
    { id: 'rent', name: 'Rent' },
    { id: 'gift', name: 'Gifts' },
  ],
}

interface Amounts {
  food?: string
  rent?: string
  gift?: string
}

/** April of 30 days, seen on the tenth, with the rent as a fixed category. */
function april(budgets: Amounts, spent: Amounts, more: Partial<PaceInput> = {}): Pace {
  const input = {
    ...sound,
    budgets: Object.entries(budgets).map(([categoryId, amount]) => {
      return { categoryId, month: '2026-04', amount }
    }),
    spending: Object.entries(spent).map(([categoryId, amount]) => {
      return { categoryId, month: '2026-04', spent: amount, expenseCount: 1 }
    }),
    shapes: [{ categoryId: 'rent', shape: 'fixed' }],
    ...more,
  }
  return computePace(input as PaceInput)
}

function lineOf(pace: Pace): CategoryPace {
  const [line, ...others] = pace.categories
  if (line === undefined || others.length > 0) throw new Error('Not one category')
  return line
}

const food = (budget: string, spent: string, more: Partial<PaceInput> = {}) =>
  lineOf(april({ food: budget }, { food: spent }, more))
const rent = (budget: string, spent: string, more: Partial<PaceInput> = {}) =>
  lineOf(april({ rent: budget }, { rent: spent }, more))
const upcoming = (categoryId: string, amount: string, date: string) => ({
  upcoming: [{ categoryId, amount, date }],
})

describe('a daily category', () => {
  it('says where it is, where it goes, and what is safe each day', () => {
    expect(food('300.00', '120.00')).toStrictEqual({
      categoryId: 'food',
      name: 'Food',
      shape: 'daily',
      budget: '300.00',
      spent: '120.00',
      remaining: '180.00',
      expected: '100.00',
      ahead: '20.00',
      upcoming: '0.00',
      projected: '360.00',
      projectedStatus: 'over_budget',
      perDay: '8.57',
      onTrack: false,
      daysAhead: 2,
    })
  })

  it('has no projection before the third day, which is noise, but a pace', () => {
    const second = food('300.00', '25.00', { today: '2026-04-02' })
    expect(second).toMatchObject({
      projected: null,
      projectedStatus: null,
      expected: '20.00',
      onTrack: false,
    })
    expect(food('300.00', '25.00', { today: '2026-04-03' }).projected).toBe('250.00')
    expect(food('300.00', '25.00', { today: '2026-04-02', minDays: 0 }).projected).toBe('375.00')
    expect(food('300.00', '25.00', { today: '2026-04-29', minDays: 31 }).projected).toBeNull()
    expect(food('300.00', '25.00', { today: '2026-04-30', minDays: 31 }).projected).toBe('25.00')
  })

  it('makes no money of a refund: it does not recur', () => {
    expect(food('300.00', '-50.00')).toMatchObject({
      projected: '-50.00',
      projectedStatus: 'good',
      perDay: '16.66',
      daysAhead: -15,
      onTrack: true,
    })
    expect(food('300.00', '0.00', { today: '2026-04-01' }).projected).toBe('0.00')
  })

  it('with a budget of zero expects nothing, and is on track while nothing is spent', () => {
    expect(food('0', '0')).toMatchObject({ expected: '0.00', onTrack: true, daysAhead: null, perDay: '0.00' })
    expect(food('0', '0.01')).toMatchObject({ ahead: '0.01', onTrack: false, projectedStatus: 'over_budget' })
    expect(food('0', '-5.00')).toMatchObject({ ahead: '-5.00', onTrack: true, perDay: '0.23' })
  })

  it('with a budget below zero is behind from the first day, until refunds make up for it', () => {
    const line = food('-30.00', '0', { today: '2026-04-01' })
    expect(line).toMatchObject({ expected: '-30.00', ahead: '30.00', perDay: '0.00', daysAhead: null })
    expect(line).toMatchObject({ onTrack: false, projected: '0.00', projectedStatus: 'over_budget' })
    expect(food('-30.00', '-30.00')).toMatchObject({ ahead: '0.00', onTrack: true, perDay: '0.00' })
    expect(food('-30.00', '-51.00')).toMatchObject({ onTrack: true, perDay: '1.00' })
  })

  it('is judged by the exact pace, not by the rounded one', () => {
    // A third of 100.01 is 33.336…, which is written as 33.34.
    expect(food('100.01', '33.33').onTrack).toBe(true)
    expect(food('100.01', '33.34')).toMatchObject({ expected: '33.34', ahead: '0.00', onTrack: false })
  })

  it('gives the status that the thresholds say', () => {
    expect(food('300.00', '75.00').projectedStatus).toBe('warning')
    expect(food('300.00', '75.00', { thresholds: { critical: 75 } }).projectedStatus).toBe('critical')
  })
})

describe('a fixed category', () => {
  it('has no even pace, and is on track whether its bill came or not', () => {
    const none = { expected: null, ahead: null, daysAhead: null }
    expect(rent('900.00', '0')).toMatchObject({ ...none, projected: '900.00', onTrack: true })
    expect(rent('900.00', '900.00')).toMatchObject({ ...none, projected: '900.00', onTrack: true })
    expect(rent('900.00', '900.01')).toMatchObject({ projected: '900.01', onTrack: false })
  })

  it('is projected from the first day on, and before the month', () => {
    for (const today of ['2026-03-31', '2026-04-01']) {
      expect(rent('900.00', '0', { today })).toMatchObject({
        projected: '900.00',
        projectedStatus: 'critical',
      })
    }
  })

  it('projects what comes beyond the budget', () => {
    const bill = upcoming('rent', '950.00', '2026-04-28')
    expect(rent('900.00', '0', bill)).toMatchObject({ projected: '950.00', onTrack: false, perDay: '0.00' })
    expect(rent('1000.00', '0', bill)).toMatchObject({ projected: '1000.00', onTrack: true, perDay: '2.38' })
  })

  it('is what was spent on the last day and later: no bill comes any more', () => {
    for (const today of ['2026-04-30', '2026-05-01']) {
      expect(rent('900.00', '880.00', { today }).projected).toBe('880.00')
    }
  })
})

describe('upcoming spending', () => {
  const free = (date: string, today = '2026-04-10') =>
    food('300.00', '0', { today, ...upcoming('food', '21.00', date) }).upcoming

  it('counts from tomorrow to the last day of the month', () => {
    expect(free('2026-04-10')).toBe('0.00')
    expect(free('2026-04-11')).toBe('21.00')
    expect(free('2026-04-30')).toBe('21.00')
    expect(free('2026-05-01')).toBe('0.00')
    expect(free('2026-04-01', '2026-03-15')).toBe('21.00')
    expect(free('2026-03-31', '2026-03-15')).toBe('0.00')
    expect(free('2026-04-30', '2026-04-30')).toBe('0.00')
  })

  it('is added to the projection once, and taken off what is safe', () => {
    const line = food('300.00', '90.00', upcoming('food', '21.00', '2026-04-20'))
    expect([line.projected, line.perDay, line.onTrack]).toEqual(['291.00', '9.00', true])
  })

  it('in a category without a budget counts in the month only', () => {
    const { categories, summary } = april({ food: '300.00' }, {}, upcoming('gift', '21.00', '2026-04-20'))
    expect(categories.map((line) => [line.categoryId, line.upcoming])).toEqual([['food', '0.00']])
    expect(summary).toMatchObject({ upcoming: '21.00', projected: '21.00', perDay: '13.28', onTrack: true })
  })

  it('may be zero', () => {
    expect(food('300.00', '0', upcoming('food', '0', '2026-04-20')).upcoming).toBe('0.00')
  })
})

describe('the month', () => {
  it('is not ahead because the rent was paid', () => {
    const { summary } = april({ food: '300.00', rent: '900.00' }, { food: '90.00', rent: '900.00' })
    expect(summary).toStrictEqual({
      expected: '100.00',
      ahead: '-10.00',
      upcoming: '0.00',
      projected: '1170.00',
      projectedStatus: 'critical',
      perDay: '10.00',
      onTrack: true,
    })
  })

  it('counts unbudgeted spending, but does not extrapolate it', () => {
    const { categories, summary } = april({ food: '300.00' }, { food: '90.00', gift: '60.00' })
    expect(categories[0]?.perDay).toBe('10.00')
    expect(summary).toMatchObject({ projected: '330.00', perDay: '7.14', onTrack: false, ahead: '-10.00' })
    expect(april({ food: '300.00' }, { food: '40.00', gift: '60.00' }).summary.onTrack).toBe(true)
  })

  it('takes what is over in one category from the others, so that perDay is really there', () => {
    const { categories, summary } = april(
      { food: '300.00', gift: '10.00' },
      { food: '90.00', gift: '115.00' },
    )
    expect(categories.map(({ perDay }) => perDay)).toEqual(['10.00', '0.00'])
    expect(summary.perDay).toBe('5.00')
  })

  it('lets the daily categories pay what a bill is over, but not spend what a bill may still need', () => {
    const over = april({ food: '300.00', rent: '900.00' }, { food: '95.00', rent: '905.00' })
    expect(over.summary.onTrack).toBe(true)
    expect(april({ food: '300.00', rent: '900.00' }, { food: '95.01', rent: '905.00' }).summary.onTrack).toBe(
      false,
    )
    expect(april({ food: '300.00', rent: '900.00' }, { food: '101.00' }).summary.onTrack).toBe(false)
  })

  it('over is on track if the whole is within its budgets', () => {
    const over = { today: '2026-05-01' }
    const spent = (food_: string) =>
      april({ food: '300.00', rent: '900.00' }, { food: food_, rent: '880.00' }, over)
    expect(spent('320.00').summary).toMatchObject({ onTrack: true, projected: '1200.00', perDay: null })
    expect(spent('320.01').summary.onTrack).toBe(false)
    expect(spent('320.00')).toMatchObject({ days: 30, daysElapsed: 30, daysLeft: 0 })
  })

  it('of fixed categories only has no even pace', () => {
    const { summary } = april({ rent: '900.00' }, {})
    expect(summary).toMatchObject({ expected: null, ahead: null, projected: '900.00', onTrack: true })
  })

  it('without a budget has no status and is neither on track nor off it', () => {
    expect(april({}, { gift: '5.00' }).summary).toStrictEqual({
      expected: null,
      ahead: null,
      upcoming: '0.00',
      projected: '5.00',
      projectedStatus: null,
      perDay: '0.00',
      onTrack: null,
    })
  })

  it('has no projection if a category has none', () => {
    const { summary } = april({ food: '300.00', rent: '900.00' }, { food: '9.00' }, { today: '2026-04-02' })
    expect(summary).toMatchObject({
      projected: null,
      projectedStatus: null,
      expected: '20.00',
      perDay: '41.06',
    })
  })

  it('in the future expects nothing, and projects the fixed budgets', () => {
    const pace = april({ food: '300.00', rent: '900.00' }, {}, { today: '2026-03-31' })
    expect(pace).toMatchObject({ days: 30, daysElapsed: 0, daysLeft: 30 })
    expect(pace.categories.map(({ expected, projected }) => [expected, projected])).toEqual([
      ['0.00', '0.00'],
      [null, '900.00'],
    ])
    expect(pace.summary).toMatchObject({ expected: '0.00', projected: '900.00', perDay: '40.00' })
  })

  it('in the future does not extrapolate what is spent already, even with minDays of zero', () => {
    const early = april({ food: '300.00' }, { food: '30.00' }, { today: '2026-03-31', minDays: 0 })
    expect(early.summary).toMatchObject({ projected: null, ahead: '30.00', onTrack: false, perDay: '9.00' })
    expect(lineOf(early).daysAhead).toBe(3)
  })

  it.each([
    ['2026-02', 25, '2026-03-01', 28, 5],
    ['2026-01', 25, '2026-02-24', 31, 31],
    ['2028-02', 1, '2028-02-29', 29, 29],
    ['2028-02', 28, '2028-02-29', 29, 2],
    ['2026-12', 15, '2027-01-01', 31, 18],
    ['0001-01', 28, '0001-02-27', 58, 58],
    ['9999-12', 28, '9999-12-31', 4, 4],
  ])(
    '%s with start day %i, seen on %s, has %i days, %i of them elapsed',
    (month, monthStartDay, today, days, elapsed) => {
      const pace = april({}, {}, { month, today, settings: { currency: 'USD', monthStartDay } })
      expect([pace.days, pace.daysElapsed, pace.daysLeft]).toEqual([days, elapsed, days - elapsed + 1])
    },
  )

  it('of yen has no fractions of a yen', () => {
    const settings = { currency: 'JPY' }
    expect(food('1000', '334', { settings })).toMatchObject({ expected: '333', ahead: '1', perDay: '31' })
  })

  it('stays exact with as many digits as amounts have', () => {
    const most = '999999999999999.99'
    const line = food(most, most, { today: '2026-04-03' })
    expect([line.projected, line.expected, line.daysAhead]).toEqual([
      '9999999999999999.90',
      '100000000000000.00',
      27,
    ])
  })
})
