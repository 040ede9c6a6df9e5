import fc from 'fast-check'
import type { Call } from './model/model.js'
import {
  amount,
  currency,
  date,
  description,
  expiresAt,
  groupId,
  idOf,
  maybe,
  metadata,
  month,
  monthsOfCalls,
  name,
  often,
  original,
  partial,
  rate,
  Reference,
  rollover,
  startDay,
  target,
} from './call-values.js'

/** Calls of every method of a book, good and bad. */

const allocations = fc.oneof(
  { weight: 30, arbitrary: fc.shuffledSubarray([0, 1, 2]) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 4 }) },
)
const edits = allocations.chain((positions) =>
  fc.tuple(
    ...positions.map((at) =>
      fc.record({
        categoryId: fc.constant(new Reference('categories', at)),
        amount: fc.option(amount, { freq: 4 }),
      }),
    ),
  ),
)
const money = fc.oneof<fc.WeightedArbitrary<object>[]>(
  { weight: 12, arbitrary: fc.record({ amount }) },
  { weight: 4, arbitrary: fc.record({ original }) },
  { weight: 2, arbitrary: fc.record({ amount, original: fc.option(original) }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { original: null }) },
)
const expense = fc
  .record({ categoryId: idOf('categories'), money, rest: partial({ date, description, metadata }) })
  .map(({ categoryId, money: paid, rest }) => ({ categoryId, ...paid, ...rest }))

// Few rows, so that many come again. Each has an id of its own, as in a plan.
const freshRows = fc
  .uniqueArray(fc.record({ at: fc.nat(5), categoryId: idOf('categories'), amount, date }), {
    selector: ({ at }) => at,
    maxLength: 3,
  })
  .map((rows) =>
    rows.map(({ at, ...fields }) => ({
      row: {},
      expense: { ...fields, description: '', metadata: { import: { source: 'giro', key: `row ${at}` } } },
      expenseId: `import-${at}`,
    })),
  )

const asked = fc.record(
  { categoryId: idOf('categories'), amount, date },
  { requiredKeys: ['categoryId', 'amount'] },
)

// One month, or some, perhaps one of them twice.
const targets = fc.oneof(
  { weight: 3, arbitrary: month },
  { weight: 3, arbitrary: fc.uniqueArray(month, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(month, { maxLength: 3 }) },
)
// The months that most runs have a plan for, and some to copy it to.
const plannedMonth = fc.constantFrom('2026-01', '2026-02')
const someMonths = fc.shuffledSubarray([...monthsOfCalls], { minLength: 2, maxLength: 3 })
const mode = often<string>(fc.constantFrom('refuse', 'fill', 'replace'), fc.constant('overwrite'))

const inputs: readonly [weight: number, method: string, ...input: fc.Arbitrary<unknown>[]][] = [
  [4, 'settings.update', partial({ monthlyLimit: maybe(fc.option(amount, { freq: 4 })) })],
  [2, 'settings.update', partial({ currency, monthStartDay: startDay, monthlyLimit: fc.option(amount) })],
  [2, 'settings.changeCurrency', fc.record({ to: currency, rate })],
  [1, 'settings.changeCurrency', fc.record({ to: currency, rate, rounding: fc.constant('half-up') })],
  [2, 'settings.changeMonthStart', startDay],
  [5, 'categories.create', fc.record({ name, metadata }, { requiredKeys: ['name'] })],
  [4, 'categories.create', fc.record({ name, groupId, rollover }, { requiredKeys: ['name'] })],
  [2, 'categories.update', idOf('categories'), partial({ name: maybe(name), metadata: maybe(metadata) })],
  [5, 'categories.update', idOf('categories'), partial({ name, groupId, rollover, metadata })],
  [3, 'categories.update', idOf('categories'), fc.record({ groupId })],
  [4, 'categories.move', idOf('categories'), target('categories')],
  [4, 'categories.merge', fc.record({ from: idOf('categories'), into: idOf('categories') })],
  [2, 'categories.archive', idOf('categories')],
  [2, 'categories.restore', idOf('categories')],
  [2, 'categories.remove', idOf('categories')],
  [1, 'categories.get', idOf('categories')],
  [3, 'groups.create', fc.record({ name, metadata }, { requiredKeys: ['name'] })],
  [2, 'groups.update', idOf('groups'), partial({ name: maybe(name), metadata: maybe(metadata) })],
  [3, 'groups.move', idOf('groups'), target('groups')],
  [2, 'groups.remove', idOf('groups')],
  [1, 'groups.get', idOf('groups')],
  [8, 'budgets.create', fc.record({ categoryId: idOf('categories'), month, amount })],
  [1, 'budgets.create', fc.record({ categoryId: idOf('categories'), month, amount, metadata })],
  [4, 'budgets.update', idOf('budgets'), partial({ amount: maybe(amount), metadata: maybe(metadata) })],
  [2, 'budgets.remove', idOf('budgets')],
  [1, 'budgets.get', idOf('budgets')],
  [5, 'budgets.allocate', month, edits],
  [3, 'budgets.preview', month, edits],
  [3, 'budgets.copy', fc.record({ from: month, to: month })],
  [4, 'budgets.copy', fc.record({ from: plannedMonth, to: someMonths, mode })],
  [4, 'budgets.copy', fc.record({ from: month, to: targets, mode }, { requiredKeys: ['from', 'to'] })],
  [10, 'expenses.record', expense],
  [5, 'expenses.recordMany', fc.array(expense, { maxLength: 4 })],
  [5, 'expenses.importRows', fc.record({ currency, fresh: freshRows })],
  [
    5,
    'expenses.update',
    idOf('expenses'),
    partial({
      categoryId: idOf('categories'),
      amount: maybe(amount),
      date: maybe(date),
      description: maybe(description),
      metadata: maybe(metadata),
    }),
  ],
  [
    3,
    'expenses.update',
    idOf('expenses'),
    partial({ amount, original: fc.option(original, { freq: 3 }), date }),
  ],
  [2, 'expenses.update', idOf('expenses'), fc.constant({ original: null })],
  [3, 'expenses.remove', idOf('expenses')],
  [1, 'expenses.get', idOf('expenses')],
  [
    3,
    'expenses.list',
    partial({
      month: fc.constantFrom(...monthsOfCalls),
      categoryId: idOf('categories'),
      from: fc.constantFrom('2024-02-29', '2026-01-25', '2026-02-14'),
      to: fc.constantFrom('2025-12-31', '2026-01-25', '2026-02-14'),
      limit: fc.constantFrom(1, 2, 5),
    }),
  ],
  [6, 'expenses.spend', expense],
  [3, 'expenses.previewSpend', fc.array(asked, { maxLength: 4 })],
  [
    10,
    'holds.place',
    fc
      .tuple(asked, partial({ expiresAt, description, metadata }))
      .map(([fields, rest]) => ({ ...fields, ...rest })),
  ],
  [6, 'holds.commit', idOf('holds'), fc.constant(undefined)],
  [
    6,
    'holds.commit',
    idOf('holds'),
    partial({
      amount: maybe(amount),
      date: maybe(date),
      description: maybe(description),
      metadata: maybe(metadata),
    }),
  ],
  [3, 'holds.release', idOf('holds')],
  [1, 'holds.get', idOf('holds')],
  [2, 'holds.list', partial({ month: fc.constantFrom(...monthsOfCalls), categoryId: idOf('categories') })],
  [2, 'months.close', month],
  [3, 'months.reopen', month],
  [1, 'months.get', month],
]

/** A call with references in its input. */
export function callArbitrary(): fc.Arbitrary<Call> {
  const calls = inputs.map(([weight, method, ...input]) => ({
    weight,
    arbitrary: fc.tuple(...input).map((args) => ({ method, input: args })),
  }))
  return fc.oneof(...calls)
}
