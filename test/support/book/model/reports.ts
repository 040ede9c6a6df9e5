import { amountOf, isClosed, isOpen, monthIn, type ModelHold, type ModelState } from './state.js'
import { daysOf, monthOfDate } from './months.js'
import { textOfUnits } from '../../exact-decimal.js'

/** What a book reports, worked out from the plain model's arrays each time anew. */

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, units) => total + units, 0n)

const writerOf = (state: ModelState) => (units: bigint) => amountOf(state, units)

const budgetsIn = ({ budgets }: ModelState, month: string) => budgets.filter((one) => one.month === month)

const expensesIn = (state: ModelState, month: string) =>
  state.expenses.filter(({ date }) => monthIn(state, date) === month)

const openHoldsIn = (state: ModelState, month: string, now: string): ModelHold[] =>
  state.holds.filter((hold) => isOpen(hold, now) && monthIn(state, hold.date) === month)

/** What a category has spent and on hold in a month. */
export function spentAndHeld(state: ModelState, month: string, id: string, now: string): bigint {
  const entries = [...expensesIn(state, month), ...openHoldsIn(state, month, now)]
  return sum(entries.filter(({ categoryId }) => categoryId === id).map(({ units }) => units))
}

function percentOf(spent: bigint, budget: bigint): number | null {
  if (budget === 0n) return spent > 0n ? null : 0
  const size = spent < 0n ? -spent : spent
  const hundredths = (size * 10_000n * 2n + budget) / (budget * 2n)
  // As text, for a number has not digits enough to be divided without another rounding.
  return Number(textOfUnits(spent < 0n ? -hundredths : hundredths, 2))
}

function statusOf(spent: bigint, budget: bigint): string {
  if (spent > budget && spent > 0n) return 'over_budget'
  if (budget === 0n) return 'good'
  if (spent * 100n >= budget * 90n) return 'critical'
  return spent * 100n >= budget * 75n ? 'warning' : 'good'
}

/** The monthly limit in force. */
export function limitOf({ closed, limit }: ModelState, month: string): bigint | null {
  const kept = closed.find((one) => one.month === month)
  return kept ? kept.limit : limit
}

function complianceOf(state: ModelState, month: string, total: bigint): object {
  const write = writerOf(state)
  const limit = limitOf(state, month)
  const over = limit !== null && total > limit
  const overage = write(over ? total - limit : 0n)
  const monthlyLimit = limit === null ? null : write(limit)
  return {
    monthlyLimit,
    totalBudget: write(total),
    exceedsLimit: over,
    overage,
    message: over
      ? `Combined category budgets (${write(total)}) exceed monthly limit (${monthlyLimit}) by ${overage}`
      : null,
  }
}

/** What `utilization` gives. */
export function reportOf(state: ModelState, month: string, now: string): object {
  const write = writerOf(state)
  const budgets = budgetsIn(state, month)
  const expenses = expensesIn(state, month)
  const holds = openHoldsIn(state, month, now)
  const statusCounts: Record<string, number> = { good: 0, warning: 0, critical: 0, over_budget: 0 }
  const categories: object[] = []
  const unbudgeted: object[] = []
  let unbudgetedSpent = 0n
  const groups = state.categories.some(({ groupId }) => groupId !== null)
  for (const { id: categoryId, name, groupId } of state.categories) {
    const own = expenses.filter((one) => one.categoryId === categoryId)
    const spent = sum(own.map(({ units }) => units))
    const held = sum(holds.filter((one) => one.categoryId === categoryId).map(({ units }) => units))
    const line = { categoryId, name, spent: write(spent), expenseCount: own.length, held: write(held) }
    // A book without groups has reports without them.
    const spending = groups ? { ...line, groupId } : line
    const budget = budgets.find((one) => one.categoryId === categoryId)?.units
    if (budget === undefined) {
      unbudgetedSpent += spent
      if (own.length > 0 || held > 0n) unbudgeted.push(spending)
      continue
    }
    const status = statusOf(spent, budget)
    statusCounts[status]! += 1
    categories.push({
      ...spending,
      budget: write(budget),
      remaining: write(budget - spent),
      free: write(budget - spent - held),
      utilizationPercent: percentOf(spent, budget),
      status,
    })
  }
  const totalBudget = sum(budgets.map(({ units }) => units))
  const totalSpent = sum(expenses.map(({ units }) => units))
  const held = sum(holds.map(({ units }) => units))
  const planned = budgets.length > 0
  return {
    month,
    currency: state.currency,
    categories,
    unbudgeted,
    summary: {
      totalBudget: write(totalBudget),
      totalSpent: write(totalSpent),
      unbudgetedSpent: write(unbudgetedSpent),
      totalRemaining: write(totalBudget - totalSpent),
      utilizationPercent: planned ? percentOf(totalSpent, totalBudget) : null,
      status: planned ? statusOf(totalSpent, totalBudget) : null,
      statusCounts,
      expenseCount: expenses.length,
      held: write(held),
      free: write(totalBudget - totalSpent - held),
    },
    compliance: complianceOf(state, month, totalBudget),
  }
}

/** What `months.get` gives, and `months.list` lists. */
export function monthInfoOf(state: ModelState, month: string, today: string): object {
  const { start, end } = daysOf(month, state.startDay)
  return {
    month,
    start,
    end,
    closed: isClosed(state, month),
    current: start <= today && today <= end,
  }
}

/** What `months.list` gives. */
export function monthsOf(state: ModelState, now: string): object[] {
  const { budgets, closed, expenses, holds, startDay } = state
  const today = now.slice(0, 10)
  const open = holds.filter((hold) => isOpen(hold, now))
  const months = new Set([
    ...budgets.map(({ month }) => month),
    ...[...expenses, ...open].map(({ date }) => monthOfDate(date, startDay)),
    ...closed.map(({ month }) => month),
    monthOfDate(today, startDay),
  ])
  return [...months]
    .sort()
    .reverse()
    .map((month) => monthInfoOf(state, month, today))
}

/** What a policy finds wrong with a month's budgets becoming others: by category, `null` for none. */
export function violationsOf(
  state: ModelState,
  month: string,
  after: ReadonlyMap<string, bigint | null>,
): object[] {
  const write = writerOf(state)
  const { limit } = state
  const before = new Map(budgetsIn(state, month).map(({ categoryId, units }) => [categoryId, units]))
  const existingTotal = sum([...before.values()])
  const later = new Map<string, bigint | null>([...before, ...after])
  const newTotal = sum([...later.values()].map((units) => units ?? 0n))
  if (limit === null || newTotal <= limit || newTotal <= existingTotal) return []
  const changed = state.categories
    .map(({ id }) => id)
    .filter((id) => (before.get(id) ?? null) !== (later.get(id) ?? null))
  const had = before.get(changed[0]!) ?? 0n
  const room = limit - (existingTotal - had)
  return [
    {
      code: 'monthly_limit_exceeded',
      message: `Total budgets (${write(newTotal)}) exceed your monthly limit (${write(limit)})`,
      categoryIds: changed,
      existingTotal: write(existingTotal),
      newTotal: write(newTotal),
      monthlyLimit: write(limit),
      overage: write(newTotal - limit),
      largestAccepted: changed.length === 1 ? write(room > had ? room : had) : null,
    },
  ]
}
