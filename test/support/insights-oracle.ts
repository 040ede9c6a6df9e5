import { textOfUnits, unitsOfText } from './exact-decimal.js'
import {
  expectedMonth,
  expectedPercent,
  expectedReport,
  expectedStatus,
  tenThousandths,
  type PlainInput,
} from './utilization-oracle.js'

/**
 * What summaries and suggestions must say, worked out the slow and plain way. It shares no code with the library: a
 * month is a whole number, and every figure is looked up in the lists again.
 */

/** Budgets and expenses of several months as plain lists. */
export interface PlainTotals extends Omit<PlainInput, 'month' | 'categories'> {
  categories: { id: string; name: string; archived: boolean }[]
}

/** A month as a number; the next one is one more. */
export function numberOfMonth(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return year * 12 + number - 1
}

/** The month of a number. */
export function monthOfNumber(number: number): string {
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0')
  return `${pad(Math.floor(number / 12), 4)}-${pad((number % 12) + 1, 2)}`
}

/** The first month of the calendar, as a number. */
export const firstNumber = numberOfMonth('0001-01')

/** The last month of the calendar, as a number. */
export const lastNumber = numberOfMonth('9999-12')

/** The months from one to another, both inclusive. */
export function monthsFrom(from: string, to: string): string[] {
  const months: string[] = []
  for (let number = numberOfMonth(from); number <= numberOfMonth(to); number++)
    months.push(monthOfNumber(number))
  return months
}

const inMonth = (totals: PlainTotals, id: string, month: string) => ({
  budget: totals.budgets.find((budget) => budget.categoryId === id && budget.month === month),
  expenses: totals.expenses.filter(
    ({ categoryId, date }) =>
      categoryId === id && expectedMonth(date, totals.settings.monthStartDay) === month,
  ),
})

function spentIn(totals: PlainTotals, id: string, month: string, scale: number): bigint {
  return inMonth(totals, id, month).expenses.reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n)
}

/** The months of `months` that count for a category: those with a row of it in them, or in an earlier month. */
function expectedWindow(totals: PlainTotals, id: string, months: readonly string[]): string[] {
  const used = [
    ...totals.budgets.filter(({ categoryId }) => categoryId === id).map(({ month }) => month),
    ...totals.expenses
      .filter(({ categoryId }) => categoryId === id)
      .map(({ date }) => expectedMonth(date, totals.settings.monthStartDay)),
  ]
  return months.filter((month) => used.some((other) => numberOfMonth(other) <= numberOfMonth(month)))
}

/** `numerator / denominator` to the nearest whole number, halves away from zero; the denominator is above zero. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const rest = numerator % denominator
  const size = rest < 0n ? -rest : rest
  const away = numerator < 0n ? -1n : 1n
  return numerator / denominator + (size * 2n >= denominator ? away : 0n)
}

/** The mean of at least one whole number. */
function expectedMean(units: readonly bigint[]): bigint {
  let sum = 0n
  for (const amount of units) sum += amount
  return nearest(sum, BigInt(units.length))
}

/** The median of at least one whole number: the ends are dropped two by two, until one or two are left. */
function expectedMedian(units: readonly bigint[]): bigint {
  const left = [...units]
  while (left.length > 2) {
    const least = left.reduce((a, b) => (b < a ? b : a))
    left.splice(left.indexOf(least), 1)
    const most = left.reduce((a, b) => (b > a ? b : a))
    left.splice(left.indexOf(most), 1)
  }
  return expectedMean(left)
}

/** The summary of a range; `today` absent means that every month is complete. */
export function expectedSummary(
  totals: PlainTotals,
  { from, to, today }: { from: string; to: string; today?: string | undefined },
  scale: number,
) {
  const { settings, thresholds } = totals
  const months = monthsFrom(from, to)
  const current = today === undefined ? Infinity : numberOfMonth(expectedMonth(today, settings.monthStartDay))
  const complete = months.filter((month) => numberOfMonth(month) < current)
  const write = (units: bigint) => textOfUnits(units, scale)
  const add = (amounts: readonly string[]) =>
    amounts.reduce((sum, amount) => sum + unitsOfText(amount, scale), 0n)
  const reports = months.map((month) => expectedReport({ ...totals, month }, scale))
  const totalBudget = add(reports.map(({ summary }) => summary.totalBudget))
  const totalSpent = add(reports.map(({ summary }) => summary.totalSpent))
  const hasBudget = reports.some(({ categories }) => categories.length > 0)
  const exact = (units: bigint) => tenThousandths(write(units))
  return {
    currency: settings.currency,
    // A year says nothing of holds.
    months: reports.map(({ month, summary: { statusCounts: _, held: __, free: ___, ...figures } }) => ({
      month,
      complete: complete.includes(month),
      ...figures,
    })),
    categories: expectedCategories(totals, months, complete, { totalSpent, scale }),
    total: {
      budget: write(totalBudget),
      spent: write(totalSpent),
      remaining: write(totalBudget - totalSpent),
      utilizationPercent: hasBudget ? expectedPercent(exact(totalSpent), exact(totalBudget)) : null,
      status: hasBudget ? expectedStatus(exact(totalSpent), exact(totalBudget), thresholds) : null,
      expenseCount: reports.reduce((sum, { summary }) => sum + summary.expenseCount, 0),
    },
  }
}

function expectedCategories(
  totals: PlainTotals,
  months: readonly string[],
  complete: readonly string[],
  { totalSpent, scale }: { totalSpent: bigint; scale: number },
) {
  const write = (units: bigint) => textOfUnits(units, scale)
  const lines = totals.categories.flatMap(({ id, name }, position) => {
    const series = months.map((month) => {
      const { budget, expenses } = inMonth(totals, id, month)
      return {
        month,
        budget,
        spent: spentIn(totals, id, month, scale),
        used: budget !== undefined || expenses.length > 0,
      }
    })
    if (!series.some(({ used }) => used)) return []
    const spent = series.reduce((sum, entry) => sum + entry.spent, 0n)
    const budget = series.reduce((sum, entry) => sum + unitsOfText(entry.budget?.amount ?? '0', scale), 0n)
    const counted = expectedWindow(totals, id, complete).map((month) => spentIn(totals, id, month, scale))
    const any = counted.length > 0
    const line = {
      categoryId: id,
      name,
      budget: write(budget),
      spent: write(spent),
      remaining: write(budget - spent),
      share:
        totalSpent > 0n
          ? expectedPercent(tenThousandths(write(spent)), tenThousandths(write(totalSpent)))
          : null,
      mean: any ? write(expectedMean(counted)) : null,
      median: any ? write(expectedMedian(counted)) : null,
      least: any ? write(counted.reduce((a, b) => (b < a ? b : a))) : null,
      most: any ? write(counted.reduce((a, b) => (b > a ? b : a))) : null,
      monthsCounted: counted.length,
      series: series.map((entry) => ({
        month: entry.month,
        budget: entry.budget?.amount ?? null,
        spent: write(entry.spent),
      })),
    }
    return [{ position, spent, line }]
  })
  lines.sort((a, b) => (a.spent === b.spent ? a.position - b.position : a.spent > b.spent ? -1 : 1))
  return lines.map(({ line }) => line)
}

/** The options of suggestions as plain values. `adjustPercent` is in hundredths of a percent. */
export interface PlainSuggestionOptions {
  month: string
  today: string
  basis?: 'median' | 'mean' | 'last' | 'budget' | undefined
  months?: number | undefined
  hundredths?: number | undefined
  step?: string | undefined
}

/** The suggestions for a month. */
export function expectedSuggestions(totals: PlainTotals, options: PlainSuggestionOptions, scale: number) {
  const { month, today, basis = 'median', months: most = 6, hundredths = 0, step } = options
  const current = expectedMonth(today, totals.settings.monthStartDay)
  const end = Math.min(numberOfMonth(month), numberOfMonth(current))
  const count = basis === 'last' || basis === 'budget' ? 1 : most
  const looked: string[] = []
  for (let back = count; back >= 1; back--)
    if (end - back >= firstNumber) looked.push(monthOfNumber(end - back))
  return totals.categories.flatMap(({ id, name, archived }) => {
    const window = expectedWindow(totals, id, looked)
    if (archived || window.length === 0) return []
    const spending = window.map((each) => spentIn(totals, id, each, scale))
    const budget = inMonth(totals, id, window.at(-1)!).budget
    if (basis === 'budget' && !budget) return []
    const raw = {
      median: expectedMedian(spending),
      mean: expectedMean(spending),
      last: spending.at(-1)!,
      budget: unitsOfText(budget?.amount ?? '0', scale),
    }[basis]
    let amount = raw < 0n ? 0n : nearest(raw * BigInt(10_000 + hundredths), 10_000n)
    const stepUnits = step === undefined ? 1n : unitsOfText(step, scale)
    if (amount % stepUnits > 0n) amount += stepUnits - (amount % stepUnits)
    return [
      {
        categoryId: id,
        name,
        amount: textOfUnits(amount, scale),
        basis,
        months: window.map((each) => ({
          month: each,
          spent: textOfUnits(spentIn(totals, id, each, scale), scale),
        })),
      },
    ]
  })
}
