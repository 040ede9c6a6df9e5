import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeUtilization, monthRange } from 'budgetbook'
import { computePace, type Pace, type PaceFigures } from 'budgetbook/planning'
import { minorUnitsOf } from '../../support/arbitraries/money.js'
import { plainPaceArbitrary } from '../../support/arbitraries/pace.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { datesOf, type PlainPace } from '../../support/pace-oracle.js'

interface Case {
  input: PlainPace
  pace: Pace
  units: (text: string) => bigint
  /** The figures of each category, and those of the month with its totals. */
  all: (PaceFigures & { budget: string; spent: string; remaining: string })[]
}

function lawOf(check: (tried: Case) => void, { today }: { today?: 'last' } = {}) {
  fc.assert(
    fc.property(plainPaceArbitrary(), (drawn) => {
      const { end } = monthRange(drawn.month, drawn.settings.monthStartDay)
      const input = today === 'last' ? { ...drawn, today: end } : drawn
      const scale = minorUnitsOf(input.settings.currency)
      const pace = computePace(input)
      const { totalBudget, totalSpent, totalRemaining } = computeUtilization(input).summary
      const month = { ...pace.summary, budget: totalBudget, spent: totalSpent, remaining: totalRemaining }
      check({ input, pace, units: (text) => unitsOfText(text, scale), all: [...pace.categories, month] })
    }),
    { numRuns: 200 },
  )
}

describe('the pace of a category and of the month', () => {
  it('promises no more than is left, and less than a unit a day below it', () => {
    lawOf(({ pace: { daysLeft }, all, units }) => {
      for (const { perDay, remaining, upcoming } of all) {
        expect(perDay === null).toBe(daysLeft === 0)
        if (perDay === null) continue
        const difference = units(remaining) - units(upcoming)
        const free = difference > 0n ? difference : 0n
        expect(units(perDay) * BigInt(daysLeft)).toBeLessThanOrEqual(free)
        expect((units(perDay) + 1n) * BigInt(daysLeft)).toBeGreaterThan(free)
      }
    })
  })

  it('never promises more when more is spent or known', () => {
    lawOf(({ input, pace, units }) => {
      for (const [index, { id }] of input.categories.entries()) {
        const more = {
          ...input,
          expenses: [...input.expenses, { categoryId: id, date: pace.today, amount: '7' }],
          upcoming: [
            ...input.upcoming,
            { categoryId: id, date: input.expenses[index]?.date ?? pace.today, amount: '7' },
          ],
        }
        const after = computePace(more)
        const before = [pace.summary, ...pace.categories]
        for (const [line, { perDay }] of [after.summary, ...after.categories].entries()) {
          const was = before[line]?.perDay ?? null
          expect(perDay === null).toBe(was === null)
          if (perDay !== null && was !== null) expect(units(perDay)).toBeLessThanOrEqual(units(was))
        }
      }
    })
  })

  it('can be followed: who spends perDay each day ends within the budget', () => {
    lawOf(({ input, pace, all }) => {
      const dates = datesOf(input.month, input.settings.monthStartDay)
      const scale = minorUnitsOf(input.settings.currency)
      for (const [index, { categoryId, perDay, remaining, upcoming }] of pace.categories.entries()) {
        if (perDay === null || all[index] === undefined) continue
        let left = unitsOfText(remaining, scale) - unitsOfText(upcoming, scale)
        if (left < 0n) continue
        for (const date of dates) if (date >= input.today) left -= unitsOfText(perDay, scale)
        expect([categoryId, left >= 0n]).toEqual([categoryId, true])
      }
    })
  })

  it('projects on the last day what was spent, whatever the shape', () => {
    lawOf(
      ({ all, units }) => {
        for (const { projected, spent, upcoming } of all) {
          expect(units(projected ?? '')).toBe(units(spent) + units(upcoming))
        }
      },
      { today: 'last' },
    )
  })

  it('never projects less than what was spent and is known', () => {
    lawOf(({ all, units }) => {
      for (const { projected, spent, upcoming } of all) {
        if (projected !== null)
          expect(units(projected)).toBeGreaterThanOrEqual(units(spent) + units(upcoming))
      }
    })
  })

  it('expects nothing before the month, the budget at its end, and never less than the day before', () => {
    lawOf(({ input, units }) => {
      const dates = datesOf(input.month, input.settings.monthStartDay)
      const dayBefore = new Date(Date.parse(`${dates[0]}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
      const days = dayBefore.startsWith('0000') || dayBefore.startsWith('-') ? dates : [dayBefore, ...dates]
      let previous: bigint[] = []
      for (const today of days) {
        const { categories, summary } = computePace({ ...input, today })
        const daily = categories.filter(({ shape }) => shape === 'daily')
        const budget = daily.reduce((total, line) => total + units(line.budget), 0n)
        const lines = daily.map((line) => ({ expected: line.expected ?? '', budget: units(line.budget) }))
        if (daily.length > 0) lines.push({ expected: summary.expected ?? '', budget })
        else expect([summary.expected, summary.ahead]).toEqual([null, null])
        const expected = lines.map((line) => units(line.expected))
        if (today === dayBefore) expect(expected.every((amount) => amount === 0n)).toBe(true)
        if (today === dates.at(-1)) expect(expected).toEqual(lines.map((line) => line.budget))
        for (const [index, amount] of expected.entries()) {
          expect(amount).toBeGreaterThanOrEqual(previous[index] ?? 0n)
        }
        previous = expected
      }
    })
  })

  it('projects the budget, to within a few units, where exactly the expected is spent', () => {
    lawOf(({ input, pace, units }) => {
      const { days, daysElapsed } = pace
      if (daysElapsed === 0) return
      const { expenses: _, ...rest } = input
      const spending = pace.categories.map(({ categoryId, expected, spent }) => {
        return { categoryId, spent: expected ?? spent, expenseCount: 1 }
      })
      const even = computePace({ ...rest, upcoming: [], minDays: 0, spending })
      const most = BigInt(Math.ceil(days / (2 * daysElapsed)) + 1)
      for (const { shape, projected, budget } of even.categories) {
        if (shape === 'fixed') continue
        const off = units(projected ?? '') - units(budget)
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(most)
      }
    })
  })

  it('has the same perDay, budget, spending and upcoming for every shape', () => {
    lawOf(({ input, pace }) => {
      const same = ({ categories, summary }: Pace) => [
        ...categories.map(({ perDay, budget, spent, upcoming }) => [perDay, budget, spent, upcoming]),
        [summary.perDay, summary.upcoming],
      ]
      for (const shape of ['daily', 'fixed'] as const) {
        const shapes = input.categories.map(({ id }) => ({ categoryId: id, shape }))
        expect(same(computePace({ ...input, shapes }))).toEqual(same(pace))
      }
    })
  })

  it('adds up: expected, ahead and upcoming of the month are the sums of its parts', () => {
    lawOf(({ pace, units }) => {
      const { categories, summary } = pace
      for (const field of ['expected', 'ahead'] as const) {
        const parts = categories.map((line) => line[field]).filter((part) => part !== null)
        const total = summary[field]
        if (total === null) expect(parts).toEqual([])
        else expect(units(total)).toBe(parts.reduce((sum, part) => sum + units(part), 0n))
      }
      const someUnknown = categories.some(({ projected }) => projected === null)
      expect(summary.projected === null).toBe(someUnknown)
    })
  })

  it('is on track when the month is over if, and only if, no more was spent than budgeted', () => {
    lawOf(
      ({ pace, all, units }) => {
        if (pace.categories.length === 0) expect(pace.summary.onTrack).toBeNull()
        for (const { onTrack, spent, budget } of all) {
          if (onTrack !== null) expect(onTrack).toBe(units(spent) <= units(budget))
        }
      },
      { today: 'last' },
    )
  })

  it('of a month with one category, and nothing unbudgeted, is that of the category', () => {
    lawOf(({ input, pace }) => {
      for (const line of pace.categories) {
        const { categoryId } = line
        const own = <Row extends { categoryId: string }>(rows: Row[]) =>
          rows.filter((row) => row.categoryId === categoryId)
        const { summary } = computePace({
          ...input,
          budgets: own(input.budgets),
          expenses: own(input.expenses),
          shapes: own(input.shapes),
          upcoming: own(input.upcoming),
        })
        expect(line).toMatchObject({ ...summary })
      }
    })
  })

  it('has daysAhead of zero where exactly an even pace is spent', () => {
    const even = fc.record({
      e: fc.integer({ min: 1, max: 30 }),
      cents: fc.integer({ min: 1, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(even, ({ e, cents }) => {
        const day = String(e).padStart(2, '0')
        const [line] = computePace({
          month: '2026-04',
          today: `2026-04-${day}`,
          settings: { currency: 'USD' },
          categories: [{ id: 'food', name: 'Food' }],
          budgets: [{ categoryId: 'food', month: '2026-04', amount: textOfUnits(BigInt(cents * 30), 2) }],
          spending: [{ categoryId: 'food', spent: textOfUnits(BigInt(cents * e), 2), expenseCount: 1 }],
        }).categories
        expect([line?.daysAhead, line?.ahead, line?.onTrack]).toEqual([0, '0.00', true])
      }),
    )
  })
})
