import { convertMonth, convertUnits, isTooLarge, scaleOf, scales, type Conversion } from './conversion.js'
import {
  amountOf,
  isClosed,
  isOpen,
  readUnits,
  Reasons,
  remove,
  todayOf,
  type Method,
  type Model,
  type ModelState,
} from './state.js'
import { monthInfoOf } from './reports.js'
import { isMonth } from './months.js'

/** Settings and months, as the plain model has them. */

export function settingsOf({ currency, limit, startDay }: ModelState): object {
  const monthlyLimit = limit === null ? null : amountOf({ currency } as ModelState, limit)
  return { currency, monthlyLimit, monthStartDay: startDay }
}

interface Patch {
  readonly currency?: string
  readonly monthStartDay?: number
  readonly monthlyLimit?: string | number | null
}

const isStartDay = (day: number): boolean => day >= 1 && day <= 28

function update({ state, now }: Model, [patch]: [Patch]): () => object {
  const { currency = state.currency, monthStartDay = state.startDay, monthlyLimit } = patch
  const reasons = new Reasons().when(!(currency in scales) || !isStartDay(monthStartDay), 'invalid_input')
  reasons.settle()
  const sets = monthlyLimit !== undefined && monthlyLimit !== null
  const limit = sets ? readUnits(monthlyLimit, scaleOf(currency)) : null
  const open = state.holds.filter((hold) => isOpen(hold, now))
  const holds = [...state.budgets, ...state.expenses, ...open].length > 0
  const keeps = state.closed.some((kept) => kept.limit !== null)
  const rules = state.categories.some(({ rollover }) => rollover !== null)
  const stays = state.limit !== null && monthlyLimit === undefined
  reasons
    .when(currency !== state.currency && (holds || keeps || rules || stays), 'currency_locked')
    .when(monthStartDay !== state.startDay && state.closed.length > 0, 'month_closed')
    .when(monthStartDay !== state.startDay && holds, 'month_start_locked')
    .when(sets && (limit === null || limit < 0n), 'invalid_input')
  reasons.settle()
  Object.assign(state, { currency, startDay: monthStartDay })
  if (monthlyLimit !== undefined) state.limit = limit
  return () => settingsOf(state)
}

type CurrencyChange = Pick<Conversion, 'to' | 'rate'> & Partial<Pick<Conversion, 'rounding'>>

function changeCurrency({ state }: Model, [change]: [CurrencyChange]): () => object {
  const { to, rate, rounding = 'half-even' } = change
  const isRate = /^\d+(\.\d+)?$/.test(rate) && !/^[0.]+$/.test(rate)
  new Reasons().when(!(to in scales) || to === state.currency || !isRate, 'invalid_input').settle()
  const conversion: Conversion = { from: state.currency, to, rate, rounding }
  const one = (units: bigint) => convertUnits(units, conversion)
  const oneLimit = (limit: bigint | null) => (limit === null ? null : one(limit))
  const converted: ModelState = {
    ...state,
    currency: to,
    limit: oneLimit(state.limit),
    categories: state.categories.map(({ rollover, ...category }) => ({
      ...category,
      rollover: rollover && {
        ...rollover,
        cap: oneLimit(rollover.cap),
        opening: one(rollover.opening),
      },
    })),
    closed: state.closed.map((kept) => ({ ...kept, limit: oneLimit(kept.limit) })),
    expenses: state.expenses.map((expense) => ({ ...expense, units: one(expense.units) })),
    holds: state.holds.map((hold) => ({ ...hold, units: one(hold.units) })).filter(({ units }) => units > 0n),
    budgets: state.budgets.map((budget) => {
      const month = state.budgets.filter((other) => other.month === budget.month)
      const amounts = month.map(({ units }) => units)
      return { ...budget, units: convertMonth(amounts, conversion)[month.indexOf(budget)]! }
    }),
  }
  new Reasons().when(!everythingFits(converted), 'invalid_input').settle()
  Object.assign(state, converted)
  return () => settingsOf(state)
}

function everythingFits(state: ModelState): boolean {
  const { currency, limit, closed, categories, expenses, budgets, holds } = state
  const amounts = [
    limit,
    ...closed.map((kept) => kept.limit),
    ...categories.flatMap(({ rollover }) => (rollover ? [rollover.cap, rollover.opening] : [])),
    ...[...expenses, ...budgets, ...holds].map(({ units }) => units),
  ]
  return amounts.every((units) => units === null || !isTooLarge(units, currency))
}

function changeMonthStart({ state }: Model, [day]: [number]): () => object {
  new Reasons()
    .when(!isStartDay(day), 'invalid_input')
    .when(day !== state.startDay && state.closed.length > 0, 'month_closed')
    .settle()
  state.startDay = day
  return () => settingsOf(state)
}

function setClosed(model: Model, month: string, closed: boolean): () => object {
  const { state } = model
  new Reasons().when(!isMonth(month), 'invalid_input').settle()
  if (closed && !isClosed(state, month)) state.closed.push({ month, limit: state.limit })
  if (!closed && isClosed(state, month))
    remove(
      state.closed,
      state.closed.find((one) => one.month === month)!,
    )
  return () => monthInfoOf(model.state, month, todayOf(model))
}

function monthInfo(model: Model, month: string): () => object {
  new Reasons().when(!isMonth(month), 'invalid_input').settle()
  return () => monthInfoOf(model.state, month, todayOf(model))
}

export const settingsMethods = {
  'settings.update': update,
  'settings.changeCurrency': changeCurrency,
  'settings.changeMonthStart': changeMonthStart,
  'months.close': (model: Model, [month]: [string]) => setClosed(model, month, true),
  'months.reopen': (model: Model, [month]: [string]) => setClosed(model, month, false),
  'months.get': (model: Model, [month]: [string]) => monthInfo(model, month),
} as unknown as Record<string, Method>
