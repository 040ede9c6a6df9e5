import { isDeepStrictEqual } from 'node:util'
import type { Call } from './model.js'
import { isOpen, monthIn, type Model, type ModelState } from './state.js'

/** Who writes to a month takes its expired holds away. */

// Whole-book work keeps them: it reads no clock.
const rebuilding = ['settings.changeCurrency', 'settings.changeMonthStart', 'categories.merge']

function monthsOf(state: ModelState): string[] {
  const { budgets, closed, expenses, holds } = state
  return [
    ...[...budgets, ...closed].map(({ month }) => month),
    ...[...expenses, ...holds].map(({ date }) => monthIn(state, date)),
  ]
}

function contentsOf(state: ModelState, month: string): object {
  const ofMonth = ({ date }: { readonly date: string }) => monthIn(state, date) === month
  return {
    budgets: state.budgets.filter((one) => one.month === month),
    closed: state.closed.filter((one) => one.month === month),
    expenses: state.expenses.filter(ofMonth),
    holds: state.holds.filter(ofMonth),
  }
}

// The months that a call looks at without changing anything in them.
function alsoSeen(before: ModelState, { state }: Model, { method, input }: Call): string[] {
  const [first] = input
  if (method === 'budgets.copy') {
    const { from, to } = first as { from: string; to: string | string[] }
    return [from, to].flat()
  }
  if (method === 'expenses.importRows') {
    const { fresh } = first as { fresh: { expenseId: string; expense: { date: string } }[] }
    const ids = new Set(fresh.map(({ expenseId }) => expenseId))
    // Of rows that are there already too, and where their expenses are now.
    const dates = [...fresh.map(({ expense }) => expense), ...before.expenses.filter(({ id }) => ids.has(id))]
    return dates.map(({ date }) => monthIn(state, date))
  }
  const isOther = before.currency !== state.currency || before.startDay !== state.startDay
  if (method === 'categories.remove' || (method === 'settings.update' && isOther)) return monthsOf(state)
  return []
}

/** Takes the expired holds away from the months that a call has changed. */
export function sweep(model: Model, before: ModelState, call: Call): void {
  const { state, now } = model
  if (rebuilding.includes(call.method) || isDeepStrictEqual(before, state)) return
  const changed = [...monthsOf(before), ...monthsOf(state)].filter(
    (month) => !isDeepStrictEqual(contentsOf(before, month), contentsOf(state, month)),
  )
  const written = new Set([...changed, ...alsoSeen(before, model, call)])
  state.holds = state.holds.filter((hold) => isOpen(hold, now) || !written.has(monthIn(state, hold.date)))
}
