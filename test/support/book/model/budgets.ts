import { scaleOf } from './conversion.js'
import { violationsOf } from './reports.js'
import {
  amountOf,
  found,
  fresh,
  isClosed,
  isPlain,
  madeNow,
  readUnits,
  Reasons,
  remove,
  touch,
  type IdAt,
  type Method,
  type Model,
  type ModelBudget,
  type ModelState,
} from './state.js'
import { isMonth } from './months.js'

/** Budgets, as the plain model has them. */

export interface Edit {
  readonly categoryId: string
  readonly amount: string | number | null
  readonly metadata?: object | undefined
}

export interface Result {
  readonly budgets: object[]
  readonly violations: object[]
}

export function budgetOf(state: ModelState, id: string): object {
  const { units, ...rest } = found(state.budgets, id)
  return { ...rest, amount: amountOf(state, units) }
}

/** The budget of a category in a month. */
export const budgetIn = (
  { budgets }: ModelState,
  month: string,
  categoryId: string,
): ModelBudget | undefined => budgets.find((one) => one.month === month && one.categoryId === categoryId)

/** What has to be right for edits to a month's budgets, whatever the policy says. */
export function reasonsFor(
  { state }: Model,
  month: string,
  edits: readonly Edit[],
  reasons: Reasons = new Reasons(),
): Reasons {
  reasons
    .when(!isMonth(month), 'invalid_input')
    .when(new Set(edits.map(({ categoryId }) => categoryId)).size < edits.length, 'invalid_input')
    .when(isClosed(state, month), 'month_closed')
  for (const { categoryId, amount, metadata = {} } of edits) {
    const units = amount === null ? 0n : readUnits(amount, scaleOf(state.currency))
    const category = state.categories.find(({ id }) => id === categoryId)
    const isNew = amount !== null && !budgetIn(state, month, categoryId)
    reasons
      .when(units === null || units < 0n || !isPlain(metadata), 'invalid_input')
      .when(category === undefined, 'not_found')
      .when(isNew && category?.archived === true, 'category_archived')
  }
  return reasons
}

const unitsOf = ({ currency }: ModelState, edits: readonly Edit[]): Map<string, bigint | null> =>
  new Map(
    edits.map(({ categoryId, amount }) => [
      categoryId,
      amount === null ? null : readUnits(amount, scaleOf(currency)),
    ]),
  )

/** What a policy finds wrong with edits. Adds its refusal to the reasons. */
export function askPolicy(
  { state, policy }: Model,
  month: string,
  edits: readonly Edit[],
  reasons: Reasons,
): object[] {
  const violations = violationsOf(state, month, unitsOf(state, edits))
  reasons.when(policy === 'enforce' && violations.length > 0, 'allocation_rejected')
  return violations
}

/** Makes sound edits, and gives the ids of the budgets after them. */
export function apply(model: Model, month: string, edits: readonly Edit[], idAt: IdAt): string[] {
  const { state } = model
  const units = unitsOf(state, edits)
  const ids: string[] = []
  for (const { categoryId, metadata } of edits) {
    const existing = budgetIn(state, month, categoryId)
    const amount = units.get(categoryId) ?? null
    if (amount === null) {
      if (existing) remove(state.budgets, existing)
      continue
    }
    const id = existing?.id ?? fresh(state, idAt(ids.length))
    ids.push(id)
    if (existing) touch(model, existing, { units: amount, metadata: metadata ?? existing.metadata })
    else
      state.budgets.push({
        id,
        categoryId,
        month,
        units: amount,
        metadata: metadata ?? {},
        ...madeNow(model),
      })
  }
  return ids
}

function allocate(
  model: Model,
  month: string,
  edits: readonly Edit[],
  idAt: IdAt,
  reasons: Reasons = reasonsFor(model, month, edits),
): () => Result {
  const violations = askPolicy(model, month, edits, reasons)
  reasons.settle()
  const ids = apply(model, month, edits, idAt)
  return () => ({ budgets: ids.map((id) => budgetOf(model.state, id)), violations })
}

function single(result: () => Result): () => object {
  return () => {
    const { budgets, violations } = result()
    return { budget: budgets[0], violations }
  }
}

function create(model: Model, [{ month, ...edit }]: [Edit & { month: string }], idAt: IdAt): () => object {
  const reasons = reasonsFor(model, month, [edit])
  reasons.when(budgetIn(model.state, month, edit.categoryId) !== undefined, 'duplicate_budget')
  return single(allocate(model, month, [edit], idAt, reasons))
}

function update(model: Model, [id, patch]: [string, Partial<Edit>]): () => object {
  const asked = patch.amount == null ? 0n : readUnits(patch.amount, scaleOf(model.state.currency))
  const isWrong = asked === null || asked < 0n || !isPlain(patch.metadata ?? {})
  const { month, categoryId, units } = found(model.state.budgets, id, isWrong)
  const { amount = amountOf(model.state, units), metadata } = patch
  return single(allocate(model, month, [{ categoryId, amount, metadata }], () => id))
}

function removeBudget(model: Model, [id]: [string]): () => void {
  const { month, categoryId } = found(model.state.budgets, id)
  allocate(model, month, [{ categoryId, amount: null }], () => '')
  return () => undefined
}

function preview(model: Model, [month, edits]: [string, Edit[]]): () => object {
  reasonsFor(model, month, edits).settle()
  const violations = violationsOf(model.state, month, unitsOf(model.state, edits))
  return () => ({ accepted: model.policy === 'warn' || violations.length === 0, violations })
}

export const budgetMethods = {
  'budgets.create': create,
  'budgets.update': update,
  'budgets.remove': removeBudget,
  'budgets.get':
    (model: Model, [id]: [string]) =>
    () =>
      budgetOf(model.state, id),
  'budgets.allocate': (model: Model, [month, edits]: [string, Edit[]], idAt: IdAt) =>
    allocate(model, month, edits, idAt),
  'budgets.preview': preview,
} as unknown as Record<string, Method>
