import { apply, askPolicy, budgetIn, budgetOf, reasonsFor, type Edit, type Result } from './budgets.js'
import { isMonth } from './months.js'
import { amountOf, found, Reasons, type IdAt, type Method, type Model, type ModelState } from './state.js'

/** Copying a month's budgets, as the plain model does it. */

interface Input {
  readonly from: string
  readonly to: string | readonly string[]
  readonly mode?: 'refuse' | 'fill' | 'replace'
}

function isWrong({ from, mode = 'refuse' }: Input, months: readonly string[]): boolean {
  const isKnown = ['refuse', 'fill', 'replace'].includes(mode)
  return !isMonth(from) || !months.every(isMonth) || new Set(months).size < months.length || !isKnown
}

// The edits to one of the months.
function editsTo(state: ModelState, month: string, { from, mode }: Input): Edit[] {
  const ofActive = (one: string) =>
    state.budgets.filter(
      (budget) => budget.month === one && !found(state.categories, budget.categoryId).archived,
    )
  const copied: Edit[] = ofActive(from).map(({ categoryId, units, metadata }) => ({
    categoryId,
    amount: amountOf(state, units),
    metadata,
  }))
  if (mode === 'fill') return copied.filter(({ categoryId }) => !budgetIn(state, month, categoryId))
  if (mode !== 'replace') return copied
  const gone = ofActive(month).filter(({ categoryId }) => !budgetIn(state, from, categoryId))
  return [...copied, ...gone.map(({ categoryId }) => ({ categoryId, amount: null }))]
}

function copy(model: Model, [input]: [Input], idAt: IdAt): () => Result {
  const { state } = model
  const months = typeof input.to === 'string' ? [input.to] : input.to
  new Reasons().when(isWrong(input, months), 'invalid_input').settle()
  const refuses = (input.mode ?? 'refuse') === 'refuse'
  const plans = months.map((month) => ({ month, edits: editsTo(state, month, input) }))
  const reasons = new Reasons()
  const violations: object[] = []
  for (const { month, edits } of plans) {
    const overwrites = refuses && state.budgets.some((budget) => budget.month === month)
    reasonsFor(model, month, edits, reasons).when(overwrites, 'duplicate_budget')
    const ofMonth = askPolicy(model, month, edits, reasons)
    violations.push(...ofMonth.map((violation) => (months.length > 1 ? { ...violation, month } : violation)))
  }
  reasons.settle()
  const ids: string[] = []
  for (const { month, edits } of plans)
    ids.push(...apply(model, month, edits, (position) => idAt(ids.length + position)))
  return () => ({ budgets: ids.map((id) => budgetOf(model.state, id)), violations })
}

export const copyMethods = { 'budgets.copy': copy } as unknown as Record<string, Method>
