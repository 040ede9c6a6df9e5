import { describe, expect, it } from 'vitest'
import {
  addMonths,
  compareAmounts,
  computeUtilization,
  createMemoryAdapter,
  foldName,
  formatAmount,
  listCurrencies,
  monthOf,
  monthRange,
  openBudgetBook,
  parseAmount,
  parseDate,
  parseMonth,
  splitAmount,
  statusChanges,
  statusOf,
  subtractAmounts,
  sumAmounts,
  type BudgetBook,
} from 'budgetbook'
import { failureOf } from '../support/book/fixture.js'
import { issuesOf } from '../support/refusals.js'

// Of no type that an argument has, and nothing that has a field.
const bad = Symbol('bad') as never

type Call = (book: BudgetBook) => unknown
type Row = [call: string, path: (string | number)[], action: Call]

const report = computeUtilization({
  month: '2026-02',
  settings: { currency: 'USD' },
  categories: [],
  budgets: [],
  expenses: [],
})
const expense = { categoryId: 'a', amount: '1' }

/** Each argument of each public function that takes some by position, wrong. */
const functions: Row[] = [
  ['parseAmount(input)', ['input'], () => parseAmount(bad, 'USD')],
  ['parseAmount(…, currency)', ['currency'], () => parseAmount('1', bad)],
  ['formatAmount(amount)', ['amount'], () => formatAmount(bad, 'USD')],
  ['formatAmount(…, currency)', ['currency'], () => formatAmount('1', bad)],
  ['formatAmount(…, …, locale)', ['locale'], () => formatAmount('1', 'USD', bad)],
  ['sumAmounts(amounts)', ['amounts'], () => sumAmounts(bad, 'USD')],
  ['sumAmounts(an item of amounts)', ['amounts', 1], () => sumAmounts(['1', bad], 'USD')],
  ['sumAmounts(…, currency)', ['currency'], () => sumAmounts([], bad)],
  ['subtractAmounts(a)', ['a'], () => subtractAmounts(bad, '1', 'USD')],
  ['subtractAmounts(…, b)', ['b'], () => subtractAmounts('1', bad, 'USD')],
  ['subtractAmounts(…, …, currency)', ['currency'], () => subtractAmounts('1', '1', bad)],
  ['compareAmounts(a)', ['a'], () => compareAmounts(bad, '1')],
  ['compareAmounts(…, b)', ['b'], () => compareAmounts('1', bad)],
  ['splitAmount(total)', ['total'], () => splitAmount(bad, [1], 'USD')],
  ['splitAmount(…, weights)', ['weights'], () => splitAmount('1', bad, 'USD')],
  ['splitAmount(…, an item of weights)', ['weights', 1], () => splitAmount('1', [1, bad], 'USD')],
  ['splitAmount(…, …, currency)', ['currency'], () => splitAmount('1', [1], bad)],
  ['listCurrencies(locale)', ['locale'], () => listCurrencies(bad)],
  ['parseDate(text)', ['text'], () => parseDate(bad)],
  ['parseMonth(text)', ['text'], () => parseMonth(bad)],
  ['monthOf(date)', ['date'], () => monthOf(bad)],
  ['monthOf(…, monthStartDay)', ['monthStartDay'], () => monthOf('2026-02-14', bad)],
  ['monthRange(month)', ['month'], () => monthRange(bad)],
  ['monthRange(…, monthStartDay)', ['monthStartDay'], () => monthRange('2026-02', bad)],
  ['addMonths(month)', ['month'], () => addMonths(bad, 1)],
  ['addMonths(…, count)', ['count'], () => addMonths('2026-02', bad)],
  ['addMonths(…, a count that leaves the calendar)', ['count'], () => addMonths('9999-12', 1)],
  ['foldName(name)', ['name'], () => foldName(bad)],
  ['statusOf(spent)', ['spent'], () => statusOf(bad, '1')],
  ['statusOf(…, budget)', ['budget'], () => statusOf('1', bad)],
  ['statusOf(…, …, thresholds)', ['thresholds'], () => statusOf('1', '1', bad)],
  ['statusChanges(before)', ['before'], () => statusChanges(bad, report)],
  ['statusChanges(…, after)', ['after'], () => statusChanges(report, bad)],
]

/** The same of the book's methods; an object of fields counts by its fields, and is `[]` itself. */
const methods: Row[] = [
  ['categories.get(id)', ['id'], ({ categories }) => categories.get(bad)],
  ['categories.update(id)', ['id'], ({ categories }) => categories.update(bad, {})],
  ['categories.update(…, patch)', [], ({ categories }) => categories.update('a', bad)],
  ['categories.archive(id)', ['id'], ({ categories }) => categories.archive(bad)],
  ['categories.restore(id)', ['id'], ({ categories }) => categories.restore(bad)],
  ['categories.remove(id)', ['id'], ({ categories }) => categories.remove(bad)],
  ['categories.create(a field)', ['name'], ({ categories }) => categories.create({ name: bad })],
  ['budgets.get(id)', ['id'], ({ budgets }) => budgets.get(bad)],
  ['budgets.update(id)', ['id'], ({ budgets }) => budgets.update(bad, {})],
  ['budgets.update(…, a field)', ['amount'], ({ budgets }) => budgets.update('a', { amount: bad })],
  ['budgets.remove(id)', ['id'], ({ budgets }) => budgets.remove(bad)],
  ['budgets.allocate(month)', ['month'], ({ budgets }) => budgets.allocate(bad, [])],
  ['budgets.allocate(…, allocations)', ['allocations'], ({ budgets }) => budgets.allocate('2026-02', bad)],
  [
    'budgets.allocate(…, a field of an item)',
    ['allocations', 0, 'amount'],
    ({ budgets }) => budgets.allocate('2026-02', [{ categoryId: 'a', amount: bad }]),
  ],
  ['budgets.preview(month)', ['month'], ({ budgets }) => budgets.preview(bad, [])],
  ['budgets.preview(…, allocations)', ['allocations'], ({ budgets }) => budgets.preview('2026-02', bad)],
  ['budgets.list(a field)', ['month'], ({ budgets }) => budgets.list({ month: bad })],
  ['budgets.copy(a field)', ['from'], ({ budgets }) => budgets.copy({ from: bad, to: '2026-02' })],
  ['expenses.get(id)', ['id'], ({ expenses }) => expenses.get(bad)],
  ['expenses.update(id)', ['id'], ({ expenses }) => expenses.update(bad, {})],
  ['expenses.remove(id)', ['id'], ({ expenses }) => expenses.remove(bad)],
  ['expenses.record(a field)', ['date'], ({ expenses }) => expenses.record({ ...expense, date: bad })],
  ['expenses.record(expense)', [], ({ expenses }) => expenses.record(bad)],
  ['expenses.recordMany(expenses)', ['expenses'], ({ expenses }) => expenses.recordMany(bad)],
  [
    'expenses.recordMany(a field of an item)',
    ['expenses', 1, 'date'],
    ({ expenses }) => expenses.recordMany([expense, { ...expense, date: bad }]),
  ],
  ['expenses.list(a field)', ['limit'], ({ expenses }) => expenses.list({ limit: bad })],
  ['settings.changeMonthStart(day)', ['day'], ({ settings }) => settings.changeMonthStart(bad)],
  ['settings.update(a field)', ['currency'], ({ settings }) => settings.update({ currency: bad })],
  ['months.get(month)', ['month'], ({ months }) => months.get(bad)],
  ['months.close(month)', ['month'], ({ months }) => months.close(bad)],
  ['months.reopen(month)', ['month'], ({ months }) => months.reopen(bad)],
  ['utilization(month)', ['month'], (book) => book.utilization(bad)],
  ['importBook(document)', [], (book) => book.importBook(bad)],
  ['a field of the options', ['signal'], (book) => book.utilization('2026-02', { signal: bad })],
  ['an operation id', ['operationId'], (book) => book.categories.remove('a', { operationId: bad })],
]

describe('the path of an issue starts with the argument', () => {
  it.each(functions)('%s is %j', (_call, path, action) => {
    expect(issuesOf(() => action(undefined as never))).toMatchObject([{ path }])
  })

  it.each(methods)('book.%s is %j', async (_call, path, action) => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const failure = await failureOf(Promise.resolve().then(async () => action(book)))
    expect(failure).toMatchObject({ code: 'invalid_input', details: { issues: [{ path }] } })
  })

  it('book.subscribe(listener) is ["listener"]', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    expect(issuesOf(() => book.subscribe(bad))).toMatchObject([{ path: ['listener'] }])
  })
})
