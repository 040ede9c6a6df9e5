import fc from 'fast-check'
import type { BudgetBook } from 'budgetbook'
import { callMethod } from '../../../support/book/methods.js'
import type { Steps } from './books.js'

/** A call of a book: the method and its input. In a text, `#` stands for the number of the step. */
export type Call = readonly [method: string, ...input: unknown[]]

/** What both builds can do: categories, a plan and some spending. Ids are `step N id M`. */
export const firstCalls: readonly Call[] = [
  ['settings.update', { currency: 'USD', monthlyLimit: '500.00' }],
  ['settings.changeMonthStart', 25],
  ['categories.create', { name: 'Food', metadata: { icon: 'cup' } }],
  ['categories.create', { name: 'Rent' }],
  ['categories.create', { name: 'Fun' }],
  ['categories.create', { name: 'Gifts' }],
  [
    'budgets.allocate',
    '2026-01',
    [
      { categoryId: 'step 3 id 1', amount: '200' },
      { categoryId: 'step 4 id 1', amount: '100' },
    ],
  ],
  ['budgets.create', { categoryId: 'step 5 id 1', month: '2026-02', amount: '50' }],
  ['expenses.record', { categoryId: 'step 3 id 1', amount: '12.34', date: '2026-01-25' }],
  ['expenses.record', { categoryId: 'step 5 id 1', amount: '-2.50', date: '2026-02-24' }],
  ['expenses.record', { categoryId: 'step 6 id 1', amount: '9.99', date: '2026-02-25' }],
]

/** What only the newer build can do: groups, an order, rollover rules, original amounts and holds. */
export const newerCalls: readonly Call[] = [
  ['groups.create', { name: 'Home', metadata: { icon: 'house' } }],
  ['groups.create', { name: 'Leisure' }],
  ['groups.move', 'step 13 id 1', { before: 'step 12 id 1' }],
  ['categories.update', 'step 3 id 1', { groupId: 'step 12 id 1' }],
  ['categories.update', 'step 4 id 1', { groupId: 'step 12 id 1', rollover: { from: '2026-01' } }],
  [
    'categories.update',
    'step 5 id 1',
    {
      groupId: 'step 13 id 1',
      rollover: { from: '2025-12', carry: 'unspent', cap: '75.00', opening: '-10.00' },
    },
  ],
  ['categories.move', 'step 6 id 1', { before: 'step 3 id 1' }],
  ['categories.move', 'step 4 id 1', { before: null }],
  [
    'expenses.record',
    {
      categoryId: 'step 5 id 1',
      original: { amount: '25.00', currency: 'CHF', rate: '1.04' },
      date: '2026-02-24',
    },
  ],
  [
    'expenses.update',
    'step 9 id 1',
    { amount: '12.50', original: { amount: '1800', currency: 'JPY', rate: '0.0069' } },
  ],
  [
    'holds.place',
    {
      categoryId: 'step 3 id 1',
      amount: '30.00',
      date: '2026-02-20',
      expiresAt: '2026-03-01T00:00:00.000Z',
      description: 'Hotel',
      metadata: { card: 'blue' },
    },
  ],
  // In a month that has nothing else.
  ['holds.place', { categoryId: 'step 5 id 1', amount: '5.25', date: '2026-09-03' }],
]

/** Makes a call of a book, at the current step. */
export async function makeCall(book: BudgetBook, [method, ...input]: Call, steps: Steps): Promise<unknown> {
  const text = JSON.stringify(input).replaceAll('#', String(steps.count))
  return callMethod(book, method, JSON.parse(text) as unknown[])
}

/** Makes calls one after the other, each at a step of its own. */
export async function makeCalls(book: BudgetBook, calls: readonly Call[], steps: Steps): Promise<void> {
  for (const call of calls) {
    steps.next()
    await makeCall(book, call, steps)
  }
}

const category = fc.constantFrom(...[3, 4, 5, 6].map((step) => `step ${step} id 1`))
const budget = fc.constantFrom('step 7 id 1', 'step 7 id 2', 'step 8 id 1')
const expense = fc.constantFrom(...[9, 10, 11, 20].map((step) => `step ${step} id 1`))
const month = fc.constantFrom('2025-12', '2026-01', '2026-02', '2026-03')
const date = fc.constantFrom('2026-01-24', '2026-01-25', '2026-02-14', '2026-02-24', '2026-02-25')
const amount = fc.constantFrom('1', '10.01', '99.99', '250')

function callsOf(method: string, ...input: fc.Arbitrary<unknown>[]): fc.Arbitrary<Call> {
  return fc.tuple(fc.constant(method), ...input)
}

const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields, { requiredKeys: [], noNullPrototype: true })
const all = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { noNullPrototype: true })

/**
 * Calls that both builds know, of every method, good ones and some that are refused. Left out is a change of currency:
 * the older build does not convert the amounts of rollover rules.
 */
export const olderCall: fc.Arbitrary<Call> = fc.oneof(
  callsOf('expenses.record', all({ categoryId: category, amount, date, description: fc.constant('#') })),
  callsOf('expenses.recordMany', fc.array(all({ categoryId: category, amount, date }), { maxLength: 3 })),
  callsOf('expenses.update', expense, some({ categoryId: category, amount, date })),
  callsOf('expenses.remove', expense),
  callsOf('categories.create', all({ name: fc.constant('New #') })),
  callsOf('categories.update', category, some({ name: fc.constant('Name #'), metadata: all({ n: amount }) })),
  callsOf('categories.archive', category),
  callsOf('categories.restore', category),
  callsOf('categories.remove', category),
  callsOf('budgets.create', all({ categoryId: category, month, amount })),
  callsOf('budgets.update', budget, some({ amount, metadata: all({ n: amount }) })),
  callsOf('budgets.remove', budget),
  callsOf(
    'budgets.allocate',
    month,
    fc.uniqueArray(all({ categoryId: category, amount: fc.option(amount) }), {
      selector: (one) => (one as { categoryId: string }).categoryId,
    }),
  ),
  // No call closes this month. The builds name different reasons if a month is both closed and planned.
  callsOf('budgets.copy', all({ from: month, to: fc.constant('2026-05') })),
  callsOf('months.close', month),
  callsOf('months.reopen', month),
  callsOf('settings.update', all({ monthlyLimit: fc.option(amount) })),
  callsOf('settings.changeMonthStart', fc.constantFrom(1, 25)),
)

const group = fc.constantFrom('step 12 id 1', 'step 13 id 1')

/** Calls that only the newer build knows. */
export const newerCall: fc.Arbitrary<Call> = fc.oneof(
  callsOf('groups.create', all({ name: fc.constant('Group #') })),
  callsOf('groups.update', group, all({ name: fc.constant('Group #') })),
  callsOf('groups.move', group, all({ before: fc.option(group) })),
  callsOf('groups.remove', group),
  callsOf('categories.update', category, all({ groupId: fc.option(group) })),
  callsOf(
    'categories.update',
    category,
    all({ rollover: fc.option(all({ from: month, cap: fc.option(amount) })) }),
  ),
  callsOf('categories.move', category, all({ before: fc.option(category) })),
  callsOf('categories.merge', all({ from: category, into: category })),
  callsOf(
    'expenses.update',
    expense,
    all({ original: fc.option(all({ amount, currency: fc.constant('CHF'), rate: fc.constant('1.04') })) }),
  ),
)
