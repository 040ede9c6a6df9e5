import type { StatusThresholds } from 'budgetbook'
import type { RolloverRule, RolloverStep } from 'budgetbook/planning'
import { textOfUnits, unitsOfText } from './exact-decimal.js'
import { expectedMonth, expectedPercent, expectedStatus } from './utilization-oracle.js'

/**
 * What a rollover must say, by its definition: what is carried into a month is what the rule lets pass of the month
 * before, and so on back to the first. It shares no code with the library.
 */

/** A rule as the tests make it: its amounts are canonical text. */
export interface PlainRule extends RolloverRule {
  cap?: string | null | undefined
  opening?: string | undefined
}

/** An input as plain lists. */
export interface PlainRollover {
  month: string
  settings: { currency: string; monthStartDay: number }
  categories: { id: string; name: string; archived: boolean }[]
  budgets: { categoryId: string; month: string; amount: string }[]
  expenses: { categoryId: string; date: string; amount: string }[]
  rules: PlainRule[]
  thresholds?: Partial<StatusThresholds> | undefined
}

/** The month that is `offset` months later, as text. Stops at both ends of the calendar. */
export function monthAt(month: string, offset: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + offset
  const within = Math.min(Math.max(number, 12), 9_999 * 12 + 11)
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${pad(Math.floor(within / 12), 4)}-${pad((within % 12) + 1, 2)}`
}

/** `min(cap, clip(x))`. */
export function expectedPass(units: bigint, { carry, cap }: PlainRule, scale: number): bigint {
  const clipped = (carry === 'unspent' && units < 0n) || (carry === 'overspent' && units > 0n) ? 0n : units
  if (cap === null || cap === undefined) return clipped
  const most = unitsOfText(cap, scale)
  return clipped < most ? clipped : most
}

const figures = ['carriedIn', 'budget', 'available', 'spent', 'remaining', 'carriedOut', 'dropped'] as const

type Figures = Record<(typeof figures)[number], bigint>

/** The chain of a rule up to the reported month, in minor units. */
function expectedChain(input: PlainRollover, rule: PlainRule, scale: number) {
  const { categoryId, from } = rule
  const budgetOf = (month: string) =>
    input.budgets.find((budget) => budget.categoryId === categoryId && budget.month === month)
  const spentIn = (month: string) =>
    input.expenses
      .filter((expense) => expense.categoryId === categoryId)
      .filter(({ date }) => expectedMonth(date, input.settings.monthStartDay) === month)
      .reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n)

  const figuresOf = (month: string, carriedIn: bigint): Figures => {
    const budget = unitsOfText(budgetOf(month)?.amount ?? '0', scale)
    const spent = spentIn(month)
    const remaining = budget + carriedIn - spent
    const carriedOut = expectedPass(remaining, rule, scale)
    const dropped = remaining - carriedOut
    return { carriedIn, budget, available: budget + carriedIn, spent, remaining, carriedOut, dropped }
  }

  const chain: { month: string; hasBudget: boolean; units: Figures }[] = []
  let carried = expectedPass(unitsOfText(rule.opening ?? '0', scale), rule, scale)
  for (let month = from, offset = 0; month <= input.month; month = monthAt(from, ++offset)) {
    const units = figuresOf(month, carried)
    chain.push({ month, hasBudget: budgetOf(month) !== undefined, units })
    carried = units.carriedOut
    if (month === '9999-12') break
  }
  return chain
}

function expectedPercentAndStatus({ spent, available }: Figures, thresholds?: Partial<StatusThresholds>) {
  if (available < 0n) return { utilizationPercent: null, status: 'over_budget' }
  return {
    utilizationPercent: expectedPercent(spent, available),
    status: expectedStatus(spent, available, thresholds),
  }
}

/** The report of a sound input, in a currency of `scale` decimals. */
export function expectedRollover(input: PlainRollover, scale: number) {
  const write = (units: Figures) =>
    Object.fromEntries(figures.map((name) => [name, textOfUnits(units[name], scale)])) as Figures & object
  const total = Object.fromEntries(figures.map((name) => [name, 0n])) as Figures
  const categories = input.categories.flatMap(({ id, name }) => {
    const rule = input.rules.find(({ categoryId }) => categoryId === id)
    if (!rule || rule.from > input.month) return []
    const chain = expectedChain(input, rule, scale)
    const steps = chain.map(({ month, hasBudget, units }) => {
      return { month, ...write(units), ...(hasBudget ? {} : { budget: null }) }
    })
    const last = chain.at(-1)!.units
    for (const figure of figures) total[figure] += last[figure]
    return [
      { categoryId: id, name, ...steps.at(-1), ...expectedPercentAndStatus(last, input.thresholds), steps },
    ]
  })
  return { month: input.month, currency: input.settings.currency, categories, summary: write(total) }
}

/** A step in minor units; no budget is zero. */
export function unitsOfStep(step: Omit<RolloverStep, 'month'>, scale: number): Figures {
  return Object.fromEntries(
    figures.map((name) => [name, unitsOfText(step[name] ?? '0', scale)]),
  ) as unknown as Figures
}
