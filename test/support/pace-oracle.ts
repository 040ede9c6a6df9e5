import type { UtilizationStatus } from 'budgetbook'
import { textOfUnits, unitsOfText } from './exact-decimal.js'
import { expectedMonth, expectedStatus, type PlainInput } from './utilization-oracle.js'

/**
 * What a pace must say, worked out the slow and plain way: days are counted one by one on the calendar, and fractions
 * are divided by hand. It shares no code with the library.
 */

/** The input of a pace as plain lists. Budgets may be below zero. */
export interface PlainPace extends PlainInput {
  today: string
  shapes: { categoryId: string; shape: 'daily' | 'fixed' }[]
  upcoming: { categoryId: string; amount: string; date: string }[]
  minDays: number
}

const dayLength = 86_400_000

/** Every date of a budget month, found by asking each date about it. */
export function datesOf(month: string, startDay: number): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  return Array.from({ length: 62 }, (_, index) => new Date(first + index * dayLength).toISOString())
    .filter((text) => /^\d{4}-/.test(text))
    .map((text) => text.slice(0, 10))
    .filter((date) => expectedMonth(date, startDay) === month)
}

/** `numerator / denominator` to the nearest whole number, halves away from zero; by long division. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const down = size / denominator
  const rest = size - down * denominator
  const whole = rest + rest < denominator ? down : down + 1n
  return numerator < 0n ? -whole : whole
}

interface Line {
  id: string
  name: string
  shape: 'daily' | 'fixed'
  budget: bigint | null
  spent: bigint
  upcoming: bigint
  projected: bigint | null
}

const sum = (parts: readonly bigint[]) => parts.reduce((total, part) => total + part, 0n)

/** The pace of a sound input, in a currency of `scale` decimals. */
export function expectedPace(input: PlainPace, scale: number) {
  const { month, today, minDays, thresholds } = input
  const { currency, monthStartDay } = input.settings
  const dates = datesOf(month, monthStartDay)
  const D = BigInt(dates.length)
  const e = BigInt(dates.filter((date) => date <= today).length)
  const l = BigInt(dates.filter((date) => date >= today).length)
  const units = (text: string) => unitsOfText(text, scale)
  const write = (amount: bigint) => textOfUnits(amount, scale)
  const writeOrNull = (amount: bigint | null) => (amount === null ? null : write(amount))

  const linesOf = ({ id, name }: PlainPace['categories'][number]): Line => {
    const budget = input.budgets.find((row) => row.categoryId === id && row.month === month)
    const spent = input.expenses.filter((row) => row.categoryId === id && dates.includes(row.date))
    const upcoming = input.upcoming.filter(
      (row) => row.categoryId === id && dates.includes(row.date) && row.date > today,
    )
    const line = {
      id,
      name,
      shape: input.shapes.find((row) => row.categoryId === id)?.shape ?? ('daily' as const),
      budget: budget ? units(budget.amount) : null,
      spent: sum(spent.map(({ amount }) => units(amount))),
      upcoming: sum(upcoming.map(({ amount }) => units(amount))),
    }
    return { ...line, projected: projectionOf(line) }
  }
  const projectionOf = ({ budget, shape, spent, upcoming }: Omit<Line, 'projected'>): bigint | null => {
    const known = spent + upcoming
    if (e === D || budget === null) return known
    if (shape === 'fixed') return [known, budget].sort((a, b) => (a < b ? -1 : 1))[1]!
    if (spent <= 0n) return known
    return e > 0n && e >= BigInt(minDays) ? nearest(spent * D, e) + upcoming : null
  }
  const statusOf = (projected: bigint | null, budget: bigint): UtilizationStatus | null => {
    if (projected === null) return null
    return budget < 0n ? 'over_budget' : expectedStatus(projected, budget, thresholds)
  }
  const perDayOf = (free: bigint) => (l === 0n ? null : write((free > 0n ? free : 0n) / l))
  // A budget below zero is missing from the first day on.
  const evenTimesDays = (budget: bigint) => budget * (budget < 0n ? D : e)

  const lines = input.categories.map(linesOf)
  const budgeted = lines.flatMap((line) => (line.budget === null ? [] : [{ ...line, budget: line.budget }]))
  const daily = budgeted.filter(({ shape }) => shape === 'daily')
  const rest = lines.filter(({ shape, budget }) => shape === 'fixed' || budget === null)
  const expectedOf = (budget: bigint) => nearest(evenTimesDays(budget), D)

  const categories = budgeted.map(({ id, name, shape, budget, spent, upcoming, projected }) => ({
    categoryId: id,
    name,
    shape,
    budget: write(budget),
    spent: write(spent),
    remaining: write(budget - spent),
    expected: shape === 'daily' ? write(expectedOf(budget)) : null,
    ahead: shape === 'daily' ? write(spent - expectedOf(budget)) : null,
    upcoming: write(upcoming),
    projected: writeOrNull(projected),
    projectedStatus: statusOf(projected, budget),
    perDay: perDayOf(budget - spent - upcoming),
    onTrack: shape === 'daily' ? spent * D <= evenTimesDays(budget) : spent + upcoming <= budget,
    daysAhead:
      shape === 'daily' && budget > 0n
        ? Number(textOfUnits(nearest((spent * D - budget * e) * 100n, budget), 2))
        : null,
  }))

  const total = sum(budgeted.map(({ budget }) => budget))
  const upcoming = sum(lines.map((line) => line.upcoming))
  const ends = lines.map(({ projected }) => projected)
  const known = ends.filter((end) => end !== null)
  const projected = known.length === ends.length ? sum(known) : null
  const expected = daily.length > 0 ? sum(daily.map(({ budget }) => expectedOf(budget))) : null
  const dailySpent = sum(daily.map(({ spent }) => spent))
  const over = sum(rest.map((line) => (line.projected ?? 0n) - (line.budget ?? 0n)))
  const dailyShare = sum(daily.map(({ budget }) => evenTimesDays(budget)))
  const hasBudget = budgeted.length > 0
  return {
    month,
    currency,
    today,
    days: Number(D),
    daysElapsed: Number(e),
    daysLeft: Number(l),
    categories,
    summary: {
      expected: writeOrNull(expected),
      ahead: expected === null ? null : write(dailySpent - expected),
      upcoming: write(upcoming),
      projected: writeOrNull(projected),
      projectedStatus: hasBudget ? statusOf(projected, total) : null,
      perDay: perDayOf(total - sum(lines.map(({ spent }) => spent)) - upcoming),
      onTrack: hasBudget ? (dailySpent + over) * D <= dailyShare : null,
    },
  }
}

/** The lines of a chart of a sound input. */
export function expectedDays(
  input: Pick<PlainPace, 'month' | 'settings' | 'budgets' | 'expenses'>,
  scale: number,
) {
  const dates = datesOf(input.month, input.settings.monthStartDay)
  const budgets = input.budgets.filter(({ month }) => month === input.month)
  const total = sum(budgets.map(({ amount }) => unitsOfText(amount, scale)))
  const spentIn = (within: (date: string) => boolean) =>
    sum(input.expenses.filter(({ date }) => within(date)).map(({ amount }) => unitsOfText(amount, scale)))
  return dates.map((date, index) => ({
    date,
    spent: textOfUnits(
      spentIn((other) => other === date),
      scale,
    ),
    cumulative: textOfUnits(
      spentIn((other) => dates.includes(other) && other <= date),
      scale,
    ),
    even:
      budgets.length === 0
        ? null
        : textOfUnits(total < 0n ? total : nearest(total * BigInt(index + 1), BigInt(dates.length)), scale),
  }))
}
