import { scaleOf } from './conversion.js'
import { expenseOf, isWrongDetail } from './expenses.js'
import { isDate } from './months.js'
import { askSpending } from './spending.js'
import {
  amountOf,
  found,
  fresh,
  isClosed,
  isInstant,
  isOpen,
  madeNow,
  monthIn,
  readUnits,
  Reasons,
  Refusal,
  remove,
  todayOf,
  type IdAt,
  type Method,
  type Model,
  type ModelHold,
  type ModelState,
} from './state.js'

/** Holds, as the plain model has them. */

interface Shown {
  readonly id: string
  readonly createdAt: string
}

function holdOf(state: ModelState, { units, ...rest }: ModelHold): Shown {
  return { ...rest, amount: amountOf(state, units) } as Shown
}

/** All that are stored, the one that was placed first first. */
export function storedHoldsOf(state: ModelState): Shown[] {
  const key = ({ createdAt, id }: Shown) => `${createdAt} ${id}`
  return state.holds.map((hold) => holdOf(state, hold)).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Those of them that count. */
export function openHoldsOf({ state, now }: Model): Shown[] {
  return storedHoldsOf(state).filter(({ id }) => isOpen(found(state.holds, id), now))
}

interface Fields {
  readonly categoryId: string
  readonly amount?: string | number | undefined
  readonly date?: string | undefined
  readonly expiresAt?: string | null | undefined
  readonly description?: string | undefined
  readonly metadata?: object | undefined
}

// The minor units of an amount above zero, or null.
function positiveUnits({ currency }: ModelState, amount: string | number): bigint | null {
  const units = readUnits(amount, scaleOf(currency))
  return units !== null && units > 0n ? units : null
}

function place(model: Model, [input]: [Fields & { amount: string | number }], idAt: IdAt): () => object {
  const { state, now } = model
  const { categoryId, date = todayOf(model), expiresAt = null, description = '', metadata = {} } = input
  const units = positiveUnits(state, input.amount)
  const isBadEnd = expiresAt !== null && (!isInstant(expiresAt) || Date.parse(expiresAt) <= Date.parse(now))
  const category = state.categories.find(({ id }) => id === categoryId)
  const reasons = new Reasons()
    .when(units === null || isBadEnd || isWrongDetail({ date, description, metadata }), 'invalid_input')
    .when(category === undefined, 'not_found')
    .when(category?.archived === true, 'category_archived')
    .when(isDate(date) && isClosed(state, monthIn(state, date)), 'month_closed')
  if (units === null || !isDate(date)) throw new Refusal(['invalid_input'])
  const month = monthIn(state, date)
  const violations = askSpending(model, { month, categoryId, amount: units, added: units }, reasons)
  reasons.settle()
  const id = fresh(state, idAt(0))
  const hold = { id, categoryId, units, date, expiresAt, description, metadata, ...madeNow(model) }
  state.holds.push(hold)
  // As it was placed, also later.
  const placed = holdOf(state, hold)
  return () => ({ hold: placed, violations })
}

function commit(model: Model, [id, input = {}]: [string, Omit<Partial<Fields>, 'categoryId'>?], idAt: IdAt) {
  const { state, now } = model
  const { amount, ...rest } = input
  const units = amount === undefined ? undefined : positiveUnits(state, amount)
  const { date: newDate, description: text = '', metadata: data = {} } = rest
  const isWrong =
    units === null || isWrongDetail({ date: newDate ?? todayOf(model), description: text, metadata: data })
  const hold = found(state.holds, id, isWrong)
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const { categoryId, date, description, metadata } = { ...hold, ...given }
  const reasons = new Reasons()
    .when(isWrong, 'invalid_input')
    .when(!isOpen(hold, now), 'hold_expired')
    .when(isDate(date) && isClosed(state, monthIn(state, date)), 'month_closed')
  if (isWrong) throw new Refusal(['invalid_input'])
  const spent = units ?? hold.units
  const month = monthIn(state, date)
  const besides = new Map(month === monthIn(state, hold.date) ? [] : [[categoryId, hold.units]])
  const added = spent - hold.units
  const violations =
    added > 0n ? askSpending(model, { month, categoryId, amount: spent, added, besides }, reasons) : []
  reasons.settle()
  remove(state.holds, hold)
  const expenseId = fresh(state, idAt(0))
  const details = { categoryId, date, description, metadata }
  state.expenses.push({ id: expenseId, units: spent, original: null, ...details, ...madeNow(model) })
  return () => ({ expense: expenseOf(state, expenseId), violations })
}

function release({ state }: Model, [id]: [string]): () => void {
  remove(state.holds, found(state.holds, id))
  return () => undefined
}

function get({ state, now }: Model, [id]: [string]): () => object {
  const hold = found(state.holds, id)
  new Reasons().when(!isOpen(hold, now), 'not_found').settle()
  return () => holdOf(state, hold)
}

function list(model: Model, [filter]: [{ month?: string; categoryId?: string }]): () => object {
  const { state } = model
  const { month, categoryId } = filter
  if (categoryId !== undefined) found(state.categories, categoryId)
  const matching = openHoldsOf(model).filter(({ id }) => {
    const hold = found(state.holds, id)
    return (
      (month ?? monthIn(state, hold.date)) === monthIn(state, hold.date) &&
      (categoryId ?? hold.categoryId) === hold.categoryId
    )
  })
  return () => matching
}

export const holdMethods = {
  'holds.place': place,
  'holds.commit': commit,
  'holds.release': release,
  'holds.get': get,
  'holds.list': list,
} as unknown as Record<string, Method>
