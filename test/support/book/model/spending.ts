import { scaleOf } from './conversion.js'
import { isDate } from './months.js'
import { spentAndHeld, limitOf } from './reports.js'
import { readMoney, type MoneyFields } from './expense-money.js'
import { amountOf, isClosed, monthIn, readUnits, Reasons, todayOf, type Method, type Model } from './state.js'

/** Spending policies, as the plain model has them. */

/** What is asked: how much is new in a category and a month, and how large the whole hold or expense is. */
export interface Asked {
  readonly month: string
  readonly categoryId: string
  readonly amount: bigint
  readonly added: bigint
  /** What counts as held besides what is there, by category. */
  readonly besides?: ReadonlyMap<string, bigint>
}

interface Bound {
  readonly of: string
  readonly what: string
  readonly excess: (overage: string, bound: string) => string
  readonly bound: bigint
  readonly before: bigint
  readonly after: bigint
}

const nothing: ReadonlyMap<string, bigint> = new Map()

function boundsOf({ state, spending, now }: Model, asked: Asked): Bound[] {
  const { month, categoryId, amount, added, besides = nothing } = asked
  const { of = [], unbudgeted = 'refuse', perExpense } = spending
  const used = (id: string) => spentAndHeld(state, month, id, now) + (besides.get(id) ?? 0n)
  const total = state.categories.reduce((sum, { id }) => sum + used(id), 0n)
  const budgets = state.budgets.filter((one) => one.month === month)
  const budget = budgets.find((one) => one.categoryId === categoryId)
  const limit = limitOf(state, month)
  const bounds: Bound[] = []
  const add = (kind: string, what: string, excess: Bound['excess'], bound: bigint, before: bigint) =>
    bounds.push({ of: kind, what, excess, bound, before, after: before + added })
  if (perExpense !== undefined)
    bounds.push({
      of: 'expense',
      what: 'The expense',
      excess: (overage, bound) => `${overage} over the largest that is allowed (${bound})`,
      bound: readUnits(perExpense, scaleOf(state.currency))!,
      before: 0n,
      after: amount,
    })
  const name = state.categories.find(({ id }) => id === categoryId)!.name
  if (of.includes('category') && (budget || unbudgeted === 'refuse'))
    add(
      'category',
      `Spending and holds in ${name}`,
      (overage, bound) =>
        budget ? `${overage} over its budget (${bound})` : 'but the category has no budget',
      budget?.units ?? 0n,
      used(categoryId),
    )
  const inMonth = `Spending and holds in ${month}`
  const planned = budgets.reduce((sum, { units }) => sum + units, 0n)
  if (of.includes('month'))
    add('month', inMonth, (overage, bound) => `${overage} over its budgets (${bound})`, planned, total)
  if (of.includes('limit') && limit !== null)
    add('limit', inMonth, (overage, bound) => `${overage} over your monthly limit (${bound})`, limit, total)
  return bounds
}

/** What the policy finds wrong. */
function violationsOfSpending(model: Model, asked: Asked): object[] {
  const write = (units: bigint) => amountOf(model.state, units)
  // What a commit takes within its hold is accepted already.
  const held = asked.amount - asked.added
  return boundsOf(model, asked)
    .filter(({ bound, before, after }) => after > bound && after > before)
    .map(({ of, what, excess, bound, before, after }) => ({
      code: 'spending_limit_exceeded',
      message: `${what} would come to ${write(after)}, ${excess(write(after - bound), write(bound))}`,
      categoryIds: [asked.categoryId],
      of,
      bound: write(bound),
      before: write(before),
      after: write(after),
      overage: write(after - bound),
      largestAccepted: write((bound > before ? bound - before : 0n) + (of === 'expense' ? 0n : held)),
    }))
}

/** Asks the policy. Adds its refusal to the reasons. */
export function askSpending(model: Model, asked: Asked, reasons: Reasons): object[] {
  // Something else is wrong then, and comes first.
  if (!model.state.categories.some(({ id }) => id === asked.categoryId)) return []
  const violations = violationsOfSpending(model, asked)
  reasons.when(model.spending.refuses && violations.length > 0, 'spending_rejected')
  return violations
}

interface Item extends MoneyFields {
  readonly categoryId: string
  readonly date?: string | undefined
}

function preview(model: Model, [items]: [Item[]]): () => object {
  const { state } = model
  const reasons = new Reasons()
  const asked = items.map(({ categoryId, amount, date = todayOf(model) }) => {
    const money = readMoney(state, { amount })
    const category = state.categories.find(({ id }) => id === categoryId)
    reasons
      .when(money === null || !isDate(date), 'invalid_input')
      .when(category === undefined, 'not_found')
      .when(category?.archived === true, 'category_archived')
      .when(isDate(date) && isClosed(state, monthIn(state, date)), 'month_closed')
    return { categoryId, date, units: money?.units ?? 0n }
  })
  reasons.settle()
  const violations = asked.flatMap(({ categoryId, date, units }, position) => {
    const month = monthIn(state, date)
    const besides = new Map<string, bigint>()
    for (const other of asked.slice(0, position))
      if (monthIn(state, other.date) === month)
        besides.set(other.categoryId, (besides.get(other.categoryId) ?? 0n) + other.units)
    return violationsOfSpending(model, { month, categoryId, amount: units, added: units, besides })
  })
  return () => ({ accepted: !model.spending.refuses || violations.length === 0, violations })
}

export const spendingMethods = {
  'expenses.previewSpend': preview,
} as unknown as Record<string, Method>
