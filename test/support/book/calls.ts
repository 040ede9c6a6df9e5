import fc from 'fast-check'
import { scales } from './model/conversion.js'
import type { Call } from './model/model.js'
import type { ModelState } from './model/state.js'

/** Calls of every method of a book, good and bad, for entities that are known only when it comes to the call. */

/** The months that these calls are about. */
export const monthsOfCalls = ['2024-02', '2025-12', '2026-01', '2026-02', '2026-03'] as const

/** Stands for the id of an entity of a kind: the one at this position, or with -1 of nobody. */
class Reference {
  readonly kind: 'categories' | 'budgets' | 'expenses'
  readonly at: number

  constructor(kind: Reference['kind'], at: number) {
    this.kind = kind
    this.at = at
  }

  idIn(state: ModelState): string {
    const entities = state[this.kind]
    return this.at < 0 ? 'nobody' : (entities[this.at % Math.max(entities.length, 1)]?.id ?? 'nobody')
  }

  toString(): string {
    return `${this.kind}[${this.at}]`
  }
}

const category = (at: number): Reference => new Reference('categories', at)

/** What a run may begin with: nothing, categories, or a plan and some spending. */
export const startsOfCalls: readonly (readonly Call[])[] = (() => {
  const categories = ['Food', 'Travel', 'Rent'].map((name) => ({
    method: 'categories.create',
    input: [{ name }],
  }))
  const plan = ['2026-01', '2026-02'].map((month) => ({
    method: 'budgets.allocate',
    input: [month, [0, 1, 2].map((at) => ({ categoryId: category(at), amount: 30 }))],
  }))
  const expenses = ['2026-01-24', '2026-01-25', '2026-02-14'].map((date, at) => ({
    categoryId: category(at),
    amount: '28',
    date,
  }))
  const limit = { method: 'settings.update', input: [{ currency: 'USD', monthlyLimit: 100 }] }
  return [
    [],
    categories,
    [limit, ...categories, ...plan, { method: 'expenses.recordMany', input: [expenses] }],
  ]
})()

/** Puts ids in the place of references. */
export function resolve(value: unknown, state: ModelState): unknown {
  if (value instanceof Reference) return value.idIn(state)
  if (Array.isArray(value)) return value.map((item) => resolve(item, state))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, state)]))
}

const often = <Value>(usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: rare, weight: 1 })

const idOf = (kind: Reference['kind']): fc.Arbitrary<Reference> =>
  often(fc.nat({ max: 11 }), fc.constant(-1)).map((at) => new Reference(kind, at))

const currency = often<string>(fc.constantFrom(...Object.keys(scales)), fc.constant('XXX'))
const month = often<string>(fc.constantFrom(...monthsOfCalls), fc.constantFrom('2026-13', '2026', ''))
const days = ['01', '02', '14', '15', '24', '25', '27', '28', '29', '31']
const date = often(
  fc.tuple(fc.constantFrom(...monthsOfCalls), fc.constantFrom(...days)).map((parts) => parts.join('-')),
  fc.constantFrom('2026-02-30', '2026-2-1', 'today'),
)
// Whole ones are good in every currency, the others in some.
const amount = fc.oneof<fc.WeightedArbitrary<string | number>[]>(
  { weight: 40, arbitrary: fc.constantFrom('1', '5', 20, '40', '50', 60, '100', 150) },
  { weight: 8, arbitrary: fc.constantFrom('0.5', '10.50', 99.99, '0.01') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('0', '-0', '-1', '-12', '999999999999999', '0.005', '1.125', '0.0001'),
  },
  { weight: 1, arbitrary: fc.constantFrom('1e3', '', '1,000', '12345678901234567', 0.1 + 0.2, 'x') },
)
const name = often(
  fc.constantFrom(
    'Food',
    ' food ',
    'Café',
    'CAFE\u0301',
    'Travel',
    'Rent',
    'Fun',
    'ＦＵＮ',
    'Gifts',
    'Health',
  ),
  fc.constantFrom('', '  '),
)
const metadata = often<object>(
  fc.constantFrom({}, { a: 1 }, { b: { c: [null, true, 'x'] } }),
  fc.constant({ lost: undefined }),
)
const description = often(fc.constantFrom('', 'Lunch', 'a "b"\n\\c 😀'), fc.constant('x'.repeat(501)))
const startDay = often(fc.constantFrom(1, 2, 15, 25, 28), fc.constantFrom(0, 29))
const rate = often(
  fc.constantFrom('1', '0.5', '82.5', '0.0121', '150', '0.0005', '3.3333', '0.001'),
  fc.constantFrom('0', '0.00', '-1', 'x', '1000000'),
)

// A field that may be left out, or be undefined.
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 })
const partial = <Fields extends object>(fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }) =>
  fc.record(fields, { requiredKeys: [] })

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
const expense = fc
  .record({ categoryId: idOf('categories'), amount, rest: partial({ date, description, metadata }) })
  .map(({ rest, ...required }) => ({ ...required, ...rest }))

const inputs: readonly [weight: number, method: string, ...input: fc.Arbitrary<unknown>[]][] = [
  [4, 'settings.update', partial({ monthlyLimit: maybe(fc.option(amount, { freq: 4 })) })],
  [2, 'settings.update', partial({ currency, monthStartDay: startDay, monthlyLimit: fc.option(amount) })],
  [2, 'settings.changeCurrency', fc.record({ to: currency, rate })],
  [1, 'settings.changeCurrency', fc.record({ to: currency, rate, rounding: fc.constant('half-up') })],
  [2, 'settings.changeMonthStart', startDay],
  [5, 'categories.create', fc.record({ name, metadata }, { requiredKeys: ['name'] })],
  [2, 'categories.update', idOf('categories'), partial({ name: maybe(name), metadata: maybe(metadata) })],
  [2, 'categories.archive', idOf('categories')],
  [2, 'categories.restore', idOf('categories')],
  [2, 'categories.remove', idOf('categories')],
  [1, 'categories.get', idOf('categories')],
  [8, 'budgets.create', fc.record({ categoryId: idOf('categories'), month, amount })],
  [1, 'budgets.create', fc.record({ categoryId: idOf('categories'), month, amount, metadata })],
  [4, 'budgets.update', idOf('budgets'), partial({ amount: maybe(amount), metadata: maybe(metadata) })],
  [2, 'budgets.remove', idOf('budgets')],
  [1, 'budgets.get', idOf('budgets')],
  [5, 'budgets.allocate', month, edits],
  [3, 'budgets.preview', month, edits],
  [3, 'budgets.copy', fc.record({ from: month, to: month })],
  [10, 'expenses.record', expense],
  [5, 'expenses.recordMany', fc.array(expense, { maxLength: 4 })],
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
