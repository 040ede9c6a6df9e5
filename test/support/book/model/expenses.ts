import { readChangedMoney, readMoney, type MoneyFields } from './expense-money.js'
import {
  amountOf,
  found,
  fresh,
  isClosed,
  isPlain,
  madeNow,
  monthIn,
  Reasons,
  Refusal,
  remove,
  todayOf,
  touch,
  type IdAt,
  type Method,
  type Model,
  type ModelExpense,
  type ModelState,
} from './state.js'
import { isDate } from './months.js'
import { askSpending } from './spending.js'

/** Expenses, as the plain model has them. */

type Details = Pick<ModelExpense, 'categoryId' | 'date' | 'description' | 'metadata'>

type Fields = Details & MoneyFields

interface Seen {
  readonly id: string
  readonly date: string
  readonly createdAt: string
}

/** An expense as the book shows it. */
export function expenseOf(state: ModelState, id: string): Seen {
  const { units, ...rest } = found(state.expenses, id)
  return { ...rest, amount: amountOf(state, units) } as Seen
}

/** All of them, by date, then time of recording, then id, all descending. */
export function expensesOf(state: ModelState): Seen[] {
  const key = ({ date, createdAt, id }: Seen) => `${date} ${createdAt} ${id}`
  return state.expenses.map(({ id }) => expenseOf(state, id)).sort((a, b) => (key(a) < key(b) ? 1 : -1))
}

/** Whether something is wrong with what entries of money have besides it. */
export function isWrongDetail({ date, description, metadata }: Omit<Details, 'categoryId'>): boolean {
  return !isDate(date) || !isPlain(metadata) || description.length > 500
}

function check(
  { state }: Model,
  { categoryId, ...details }: Details,
  before: ModelExpense | null,
  reasons: Reasons,
): void {
  const { date } = details
  const category = state.categories.find(({ id }) => id === categoryId)
  reasons
    .when(isWrongDetail(details), 'invalid_input')
    .when(category === undefined, 'not_found')
    .when(category?.archived === true && categoryId !== before?.categoryId, 'category_archived')
    .when(isDate(date) && isClosed(state, monthIn(state, date)), 'month_closed')
}

// `asks` is what has to be asked before they are recorded.
function record(
  model: Model,
  [inputs]: [Partial<Fields>[]],
  idAt: IdAt,
  asks: (checked: Details & { readonly units: bigint }, reasons: Reasons) => void = () => undefined,
): () => object[] {
  const reasons = new Reasons()
  const defaults = { date: todayOf(model), description: '', metadata: {} }
  const checked = inputs.map(({ amount, original, ...rest }) => {
    const details = { ...defaults, ...rest } as Details
    check(model, details, null, reasons)
    const money = readMoney(model.state, { amount, original })
    reasons.when(money === null, 'invalid_input')
    const fields = { ...details, ...(money ?? { units: 0n, original: null }) }
    if (money !== null && isDate(details.date)) asks(fields, reasons)
    return fields
  })
  reasons.settle()
  const ids = checked.map((fields, position) => {
    const id = fresh(model.state, idAt(position))
    model.state.expenses.push({ id, ...fields, ...madeNow(model) })
    return id
  })
  return () => ids.map((id) => expenseOf(model.state, id))
}

interface PlannedRow {
  readonly row: object
  readonly expense: Partial<Fields>
  readonly expenseId: string
}

/** Rows that are there already are left out; the amounts of all are checked. */
function importRows(
  model: Model,
  [{ currency, fresh: rows }]: [{ readonly currency: string; readonly fresh: readonly PlannedRow[] }],
): () => object {
  const { state } = model
  if (currency !== state.currency) throw new Refusal(['conflict', 'invalid_input'])
  const isThere = ({ expenseId }: PlannedRow) => state.expenses.some(({ id }) => id === expenseId)
  const isWrong = rows.some(
    ({ expense }) => readMoney(state, expense) === null || isWrongDetail(expense as Details),
  )
  new Reasons().when(isWrong, 'invalid_input').settle()
  const wanted = rows.filter((row) => !isThere(row))
  const duplicates = rows.filter(isThere).map(({ row, expenseId }) => ({ row, expenseId }))
  const recorded = record(model, [wanted.map(({ expense }) => expense)], (at) => wanted[at]!.expenseId)
  return () => ({ expenses: recorded(), duplicates })
}

function spend(model: Model, [input]: [Partial<Fields>], idAt: IdAt): () => object {
  let violations: object[] = []
  const spent = record(model, [[input]], idAt, ({ categoryId, date, units }, reasons) => {
    const asked = { month: monthIn(model.state, date), categoryId, amount: units, added: units }
    violations = askSpending(model, asked, reasons)
  })
  return () => ({ expense: spent()[0], violations })
}

function update(model: Model, [id, patch]: [string, Partial<Fields>]): () => object {
  const { state } = model
  const { amount, original, ...rest } = patch
  const { date, description = '', metadata = {} } = rest
  // Left as it is, an amount that a change of currency rounded to zero may stay; asked for, zero may not.
  const money = readChangedMoney(state, { amount, original })
  const isWrong =
    money === null || (date !== undefined && !isDate(date)) || description.length > 500 || !isPlain(metadata)
  const before = found(state.expenses, id, isWrong)
  const reasons = new Reasons()
    .when(isWrong, 'invalid_input')
    .when(isClosed(state, monthIn(state, before.date)), 'month_closed')
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const after = { ...before, ...given, ...money }
  check(model, after, before, reasons)
  reasons.settle()
  touch(model, before, after)
  return () => expenseOf(model.state, id)
}

function removeExpense({ state }: Model, [id]: [string]): () => void {
  const expense = found(state.expenses, id)
  new Reasons().when(isClosed(state, monthIn(state, expense.date)), 'month_closed').settle()
  remove(state.expenses, expense)
  return () => undefined
}

interface Filter {
  readonly month?: string
  readonly categoryId?: string
  readonly from?: string
  readonly to?: string
  readonly limit?: number
}

function list({ state }: Model, [filter]: [Filter]): () => object {
  const { month, categoryId, from = '', to = '~', limit = 100 } = filter
  const matching = expensesOf(state)
    .filter(
      ({ date }) => date >= from && date <= to && (month ?? monthIn(state, date)) === monthIn(state, date),
    )
    .filter(
      ({ id }) =>
        (categoryId ?? found(state.expenses, id).categoryId) === found(state.expenses, id).categoryId,
    )
  return () => ({ items: matching.slice(0, limit), nextCursor: matching.length > limit ? 'more' : null })
}

export const expenseMethods = {
  'expenses.record': (model: Model, [input]: [Partial<Fields>], idAt: IdAt) => {
    const recorded = record(model, [[input]], idAt)
    return () => recorded()[0]
  },
  'expenses.recordMany': (model: Model, input: [Partial<Fields>[]], idAt: IdAt) => record(model, input, idAt),
  'expenses.importRows': importRows,
  'expenses.spend': spend,
  'expenses.update': update,
  'expenses.remove': removeExpense,
  'expenses.get':
    (model: Model, [id]: [string]) =>
    () =>
      expenseOf(model.state, id),
  'expenses.list': list,
} as unknown as Record<string, Method>
