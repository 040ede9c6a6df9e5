import { describe, expect, it } from 'vitest'
import type { BudgetBook } from 'budgetbook'
import { expectInvalid, openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations } from '../support/book/methods.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook, type World } from '../support/book/world.js'

interface DoublyWrong {
  /** What the book would refuse, were the input right. */
  readonly refusal: string
  readonly args: (world: World) => readonly unknown[]
  readonly code: string
  readonly path: readonly (string | number)[]
}

const unknown = 'no such id'
const tooFine = '1.005'
const badOptions = { operationId: '' }
const badOperation = { code: 'too_short', path: ['operationId'] }

/** Of every mutation: calls whose input is wrong, and that the book would have to refuse besides. */
const calls: Readonly<Record<string, readonly DoublyWrong[]>> = {
  'settings.update': [
    {
      refusal: 'currency_locked',
      args: () => [{ currency: 'JPY', monthlyLimit: '10.50' }],
      code: 'too_many_decimals',
      path: ['monthlyLimit'],
    },
    {
      refusal: 'month_start_locked',
      args: () => [{ monthStartDay: 5, monthlyLimit: '-1' }],
      code: 'negative_amount',
      path: ['monthlyLimit'],
    },
  ],
  'settings.changeCurrency': [
    { refusal: 'nothing', args: () => [{ to: 'KWD', rate: 0 }], code: 'too_small', path: ['rate'] },
  ],
  'settings.changeMonthStart': [
    { refusal: 'month_closed', args: () => [29], code: 'too_big', path: ['day'] },
  ],
  'categories.create': [
    {
      refusal: 'duplicate_category',
      args: () => [{ name: 'Food', metadata: 5 }],
      code: 'invalid_type',
      path: ['metadata'],
    },
    {
      refusal: 'not_found, for its group',
      args: () => [{ name: 'Gifts', groupId: unknown, rollover: { from: '2026-01', cap: tooFine } }],
      code: 'too_many_decimals',
      path: ['rollover', 'cap'],
    },
  ],
  'categories.update': [
    {
      refusal: 'not_found',
      args: () => [unknown, { rollover: { from: '2026-01', cap: -1 } }],
      code: 'negative_amount',
      path: ['rollover', 'cap'],
    },
    {
      refusal: 'not_found, for its group',
      args: ({ food }) => [food.id, { groupId: unknown, rollover: { from: '2026-01', opening: tooFine } }],
      code: 'too_many_decimals',
      path: ['rollover', 'opening'],
    },
    { refusal: 'not_found', args: () => [unknown, { name: '' }], code: 'too_short', path: ['name'] },
    {
      refusal: 'duplicate_category',
      args: ({ food }) => [food.id, { name: 'Travel', metadata: 5 }],
      code: 'invalid_type',
      path: ['metadata'],
    },
  ],
  'categories.archive': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'categories.restore': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'categories.move': [
    {
      refusal: 'not_found',
      args: () => [unknown, { before: unknown }],
      code: 'invalid_value',
      path: ['before'],
    },
    { refusal: 'not_found', args: () => [unknown, { before: 5 }], code: 'invalid_type', path: ['before'] },
  ],
  'categories.merge': [
    {
      refusal: 'not_found',
      args: () => [{ from: unknown, into: unknown }],
      code: 'invalid_value',
      path: ['into'],
    },
    {
      refusal: 'category_archived',
      args: ({ old }) => [{ from: old.id, into: old.id }],
      code: 'invalid_value',
      path: ['into'],
    },
    { refusal: 'not_found', args: () => [{ from: unknown, into: '' }], code: 'too_short', path: ['into'] },
  ],
  'categories.remove': [
    { refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation },
    { refusal: 'category_in_use', args: ({ food }) => [food.id, badOptions], ...badOperation },
  ],
  'groups.create': [
    {
      refusal: 'duplicate_group',
      args: () => [{ name: 'Home', metadata: 5 }],
      code: 'invalid_type',
      path: ['metadata'],
    },
  ],
  'groups.update': [
    { refusal: 'not_found', args: () => [unknown, { name: '' }], code: 'too_short', path: ['name'] },
    {
      refusal: 'duplicate_group',
      args: ({ home }) => [home.id, { name: 'Leisure', metadata: 5 }],
      code: 'invalid_type',
      path: ['metadata'],
    },
  ],
  'groups.move': [
    { refusal: 'not_found', args: () => [unknown, { before: 5 }], code: 'invalid_type', path: ['before'] },
  ],
  'groups.remove': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'budgets.create': [
    {
      refusal: 'not_found',
      args: () => [{ categoryId: unknown, month: '2026-02', amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'duplicate_budget',
      args: ({ food }) => [{ categoryId: food.id, month: '2026-02', amount: -1 }],
      code: 'negative_amount',
      path: ['amount'],
    },
    {
      refusal: 'category_archived',
      args: ({ old }) => [{ categoryId: old.id, month: '2026-02', amount: 'x' }],
      code: 'invalid_amount',
      path: ['amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ travel }) => [{ categoryId: travel.id, month: '2020-01', amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
  ],
  'budgets.update': [
    {
      refusal: 'not_found',
      args: () => [unknown, { amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
  ],
  'budgets.remove': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'budgets.allocate': [
    {
      refusal: 'not_found',
      args: ({ food }) => [
        '2026-02',
        [
          { categoryId: unknown, amount: 1 },
          { categoryId: food.id, amount: tooFine },
        ],
      ],
      code: 'too_many_decimals',
      path: ['allocations', 1, 'amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ food }) => ['2020-01', [{ categoryId: food.id, amount: -1 }]],
      code: 'negative_amount',
      path: ['allocations', 0, 'amount'],
    },
  ],
  'budgets.copy': [
    {
      refusal: 'duplicate_budget',
      args: () => [{ from: '2026-13', to: '2026-02' }],
      code: 'invalid_month',
      path: ['from'],
    },
    {
      refusal: 'duplicate_budget',
      args: () => [{ from: '2026-01', to: ['2026-02', '2026-03', '2026-02'] }],
      code: 'duplicate',
      path: ['to', 2],
    },
    {
      refusal: 'month_closed',
      args: () => [{ from: '2026-01', to: ['2020-01'], mode: 'overwrite' }],
      code: 'invalid_value',
      path: ['mode'],
    },
  ],
  'expenses.record': [
    {
      refusal: 'not_found',
      args: () => [{ categoryId: unknown, amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'category_archived',
      args: ({ old }) => [{ categoryId: old.id, amount: 0 }],
      code: 'zero_amount',
      path: ['amount'],
    },
    {
      refusal: 'category_archived',
      args: ({ old }) => [
        { categoryId: old.id, amount: 1, original: { amount: '1.5', currency: 'JPY', rate: 1 } },
      ],
      code: 'too_many_decimals',
      path: ['original', 'amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ food }) => [{ categoryId: food.id, amount: 'x', date: '2020-01-31' }],
      code: 'invalid_amount',
      path: ['amount'],
    },
  ],
  'expenses.recordMany': [
    {
      refusal: 'not_found, for one that comes before the wrong one',
      args: ({ food }) => [
        [
          { categoryId: unknown, amount: 1 },
          { categoryId: food.id, amount: 0 },
        ],
      ],
      code: 'zero_amount',
      path: ['expenses', 1, 'amount'],
    },
  ],
  'expenses.importRows': [
    {
      refusal: 'not_found, for one that comes before the wrong one',
      args: ({ food }) => [
        {
          currency: 'USD',
          fresh: [
            { row: {}, expenseId: 'a', expense: { categoryId: unknown, amount: 1, date: '2026-02-01' } },
            { row: {}, expenseId: 'b', expense: { categoryId: food.id, amount: 0, date: '2026-02-01' } },
          ],
        },
      ],
      code: 'zero_amount',
      path: ['fresh', 1, 'expense', 'amount'],
    },
  ],
  'expenses.update': [
    { refusal: 'not_found', args: () => [unknown, { amount: 0 }], code: 'zero_amount', path: ['amount'] },
    {
      refusal: 'not_found',
      args: () => [unknown, { original: { amount: 1, currency: 'JPY', rate: '0.001' } }],
      code: 'zero_amount',
      path: ['original', 'amount'],
    },
    {
      refusal: 'not_found, for its new category',
      args: ({ dinner }) => [dinner.id, { categoryId: unknown, amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ dinner }) => [dinner.id, { date: '2020-01-31', amount: 'x' }],
      code: 'invalid_amount',
      path: ['amount'],
    },
  ],
  'expenses.remove': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'expenses.spend': [
    {
      refusal: 'not_found',
      args: () => [{ categoryId: unknown, amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ food }) => [{ categoryId: food.id, amount: 0, date: '2020-01-31' }],
      code: 'zero_amount',
      path: ['amount'],
    },
  ],
  'holds.place': [
    {
      refusal: 'not_found',
      args: () => [{ categoryId: unknown, amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'category_archived',
      args: ({ old }) => [{ categoryId: old.id, amount: 0 }],
      code: 'zero_amount',
      path: ['amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ food }) => [{ categoryId: food.id, amount: -1, date: '2020-01-31' }],
      code: 'negative_amount',
      path: ['amount'],
    },
    {
      refusal: 'not_found',
      args: () => [{ categoryId: unknown, amount: 1, expiresAt: '2020-01-01T00:00:00.000Z' }],
      code: 'invalid_value',
      path: ['expiresAt'],
    },
  ],
  'holds.commit': [
    {
      refusal: 'not_found',
      args: () => [unknown, { amount: tooFine }],
      code: 'too_many_decimals',
      path: ['amount'],
    },
    {
      refusal: 'month_closed',
      args: ({ hotel }) => [hotel.id, { amount: 0, date: '2020-01-31' }],
      code: 'zero_amount',
      path: ['amount'],
    },
  ],
  'holds.release': [{ refusal: 'not_found', args: () => [unknown, badOptions], ...badOperation }],
  'months.close': [
    { refusal: 'nothing', args: () => ['2020-01', badOptions], ...badOperation },
    { refusal: 'nothing', args: () => ['2020-13'], code: 'invalid_month', path: ['month'] },
  ],
  'months.reopen': [{ refusal: 'nothing', args: () => ['2020-13'], code: 'invalid_month', path: ['month'] }],
  importBook: [{ refusal: 'nothing', args: ({ document }) => [document, badOptions], ...badOperation }],
}

const cases = Object.entries(calls).flatMap(([method, tried]) => tried.map((one) => ({ method, ...one })))

async function openWorld() {
  const test = await openTestBook(storageKinds[0]!)
  const world = await fillBook(test.book)
  await test.book.months.close('2020-01')
  return { ...test, world }
}

describe('a call that is wrong in two ways', () => {
  it('is tried of every mutation', () => {
    expect(Object.keys(calls)).toEqual(mutations.map(({ method }) => method))
  })

  it.each(cases)('is invalid_input first: $method, before $refusal', async ({ method, args, code, path }) => {
    const { world, ...test } = await openWorld()
    await expectInvalid(test, async () => callMethod(test.book, method, args(world)), code, path)
  })

  it('is invalid_input first in a preview too', async () => {
    const { book, ...test } = await openWorld()
    const preview = async (month: string, amount: number) =>
      (book satisfies BudgetBook).budgets.preview(month, [{ categoryId: unknown, amount }])
    await expectInvalid(test, async () => preview('2020-01', -1), 'negative_amount', [
      'allocations',
      0,
      'amount',
    ])
  })
})
