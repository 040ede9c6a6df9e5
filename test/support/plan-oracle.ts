import type { BudgetTemplate, PlanReason } from 'budgetbook/planning'
import { textOfUnits, unitsOfText } from './exact-decimal.js'
import { expectedOccurrences, monthNumber, monthText, splitOneByOne } from './recurring-oracle.js'
import { expectedMonth } from './utilization-oracle.js'

/**
 * What a plan must say, worked out by the formulas of the templates with lists and big integers. It shares no code with
 * the library.
 */

/** An input as plain lists. Amounts are canonical text. */
export interface PlainPlan {
  month: string
  today: string
  settings: { currency: string; monthStartDay: number }
  categories: { id: string; name: string; archived: boolean }[]
  budgets: { categoryId: string; month: string; amount: string }[]
  expenses: { categoryId: string; date: string; amount: string }[]
  templates: BudgetTemplate[]
  available?: string | null | undefined
  carriedIn?: { categoryId: string; carriedIn: string }[] | undefined
}

const half = (numerator: bigint, denominator: bigint): bigint => {
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (size + denominator / 2n - ((size + denominator / 2n) % denominator)) / denominator
  return numerator < 0n ? -rounded : rounded
}

const positive = (units: bigint) => (units > 0n ? units : 0n)

/** The mean or the median of a list that is not empty, half away from zero. */
function expectedAverage(basis: 'median' | 'mean', spent: readonly bigint[]): bigint {
  const ordered = spent.toSorted((a, b) => Number(a > b) - Number(a < b))
  const middle = ordered.slice((ordered.length - 1) >> 1, (ordered.length >> 1) + 1)
  const list = basis === 'mean' ? ordered : middle
  // Twice both, so that the half is whole.
  return half(
    list.reduce((sum, units) => sum + 2n * units, 0n),
    2n * BigInt(list.length),
  )
}

/** The months before the planned month and the current one, from the first use of the category on. */
function expectedWindow(input: PlainPlan, categoryId: string, count: number): string[] {
  const { month, today, budgets, expenses, settings } = input
  const current = expectedMonth(today, settings.monthStartDay)
  const end = monthNumber(month < current ? month : current)
  const used = [
    ...budgets.filter((budget) => budget.categoryId === categoryId).map((budget) => budget.month),
    ...expenses
      .filter((expense) => expense.categoryId === categoryId)
      .map(({ date }) => expectedMonth(date, settings.monthStartDay)),
  ]
  const first = used.toSorted()[0]
  const numbers = Array.from({ length: count }, (_, index) => end - count + index)
  return numbers
    .filter((number) => number >= 12 && first !== undefined && number >= monthNumber(first))
    .map(monthText)
}

/** What was spent in a category in a month, in minor units. */
export function spentIn(input: PlainPlan, categoryId: string, month: string, scale: number): bigint {
  const { monthStartDay } = input.settings
  return input.expenses
    .filter((expense) => expense.categoryId === categoryId)
    .filter(({ date }) => expectedMonth(date, monthStartDay) === month)
    .reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n)
}

/** The first and the last day of a budget month, by asking every day near it. */
function occurrencesInMonth(input: PlainPlan, rule: Parameters<typeof expectedOccurrences>[0]): string[] {
  const { month, settings } = input
  const next = monthText(monthNumber(month) + 1)
  const days = expectedOccurrences(rule, `${month}-01`, next === month ? `${month}-31` : `${next}-28`)
  return days.filter((date) => expectedMonth(date, settings.monthStartDay) === month)
}

const textOf = (amount: unknown) => amount as string

/** The amount of a template in minor units; `null` without a say, and for a share. */
function expectedUnits(input: PlainPlan, template: BudgetTemplate, scale: number): bigint | null {
  const { month, budgets, carriedIn = [] } = input
  const { categoryId } = template
  const carried = unitsOfText(
    carriedIn.find((item) => item.categoryId === categoryId)?.carriedIn ?? '0',
    scale,
  )
  switch (template.kind) {
    case 'fixed':
      return unitsOfText(textOf(template.amount), scale)
    case 'recurring': {
      const count = occurrencesInMonth(input, template.rule).length
      return unitsOfText(textOf(template.amount), scale) * BigInt(count)
    }
    case 'copy': {
      const number = monthNumber(month) - template.monthsAgo
      if (number < 12) return null
      const copied = budgets.find(
        (budget) => budget.categoryId === categoryId && budget.month === monthText(number),
      )
      return copied ? unitsOfText(copied.amount, scale) : null
    }
    case 'average': {
      const window = expectedWindow(input, categoryId, template.months)
      if (window.length === 0) return null
      const spent = window.map((counted) => spentIn(input, categoryId, counted, scale))
      return positive(expectedAverage(template.basis ?? 'median', spent))
    }
    case 'refill':
      return positive(unitsOfText(textOf(template.upTo), scale) - carried)
    case 'by': {
      let due = monthNumber(template.month)
      while (due < monthNumber(month) && template.every !== undefined) due += template.every
      if (due < monthNumber(month) || due > 9_999 * 12 + 11) return null
      const missing = positive(unitsOfText(textOf(template.target), scale) - carried)
      const left = BigInt(due - monthNumber(month) + 1)
      return missing % left === 0n ? missing / left : (missing - (missing % left)) / left + 1n
    }
    case 'share':
      return null
  }
}

/** A weight in millionths of millionths; the generators give no smaller ones. */
const weightUnits = (weight: number) => unitsOfText(String(weight), 12)

/** The amount of each template of a category that is not archived, in minor units, and what is left. */
export function expectedPlan(input: PlainPlan, scale: number) {
  const { templates, categories, available = null } = input
  const archived = (template: BudgetTemplate) =>
    categories.find(({ id }) => id === template.categoryId)!.archived
  const units = templates.map((template) =>
    archived(template) ? null : expectedUnits(input, template, scale),
  )
  if (available !== null) {
    const left = positive(
      units.reduce<bigint>((rest, own) => rest - (own ?? 0n), unitsOfText(available, scale)),
    )
    const shares = templates.flatMap((template, index) =>
      template.kind === 'share' && !archived(template)
        ? [{ index, weight: weightUnits(template.weight) }]
        : [],
    )
    const weights = shares.map(({ weight }) => weight)
    const parts = weights.some((weight) => weight > 0n) ? splitOneByOne(left, weights) : weights.map(() => 0n)
    for (const [position, { index }] of shares.entries()) units[index] = parts[position]!
  }
  const sum = units.reduce<bigint>((total, own) => total + (own ?? 0n), 0n)
  return {
    left: available === null ? null : textOfUnits(unitsOfText(available, scale) - sum, scale),
    allocations: categories.flatMap(({ id }) => {
      const own = templates.flatMap((template, index) =>
        template.categoryId === id && units[index] !== null ? [{ index, units: units[index]! }] : [],
      )
      if (own.length === 0) return []
      return [
        {
          categoryId: id,
          amount: textOfUnits(
            own.reduce((total, part) => total + part.units, 0n),
            scale,
          ),
          because: own.map((part) => ({ template: part.index, amount: textOfUnits(part.units, scale) })),
        },
      ]
    }),
  }
}

/** Computes the amount of a reason from its terms; `null` where the terms lie elsewhere: in a template or in a budget. */
export function amountOfTerms(reason: PlanReason, scale: number): bigint | null {
  const units = (amount: string) => unitsOfText(amount, scale)
  switch (reason.code) {
    case 'recurring':
      return units(reason.each) * BigInt(reason.dates.length)
    case 'average':
      return positive(
        expectedAverage(
          reason.basis,
          reason.months.map(({ spent }) => units(spent)),
        ),
      )
    case 'refill':
      return positive(units(reason.upTo) - units(reason.carriedIn))
    case 'by': {
      const missing = positive(units(reason.target) - units(reason.carriedIn))
      const left = BigInt(reason.monthsLeft)
      return (missing + left - 1n) / left
    }
    case 'fixed':
    case 'copy':
    case 'share':
      return null
  }
}
