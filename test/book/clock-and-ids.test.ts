import { describe, expect, it } from 'vitest'
import { parseMonth } from 'budgetbook'
import { expectInvalid, expectRefused, failureOf, openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations } from '../support/book/methods.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

const stored = '2026-01-01T00:00:00.000Z'

describe.each(storageKinds)('the clock of a book in $name', (kind) => {
  const timed = [
    'categories.create',
    'categories.update',
    'categories.merge',
    'groups.create',
    'groups.update',
    'budgets.create',
    'expenses.record',
    'expenses.update',
    'expenses.spend',
    'holds.place',
    'holds.commit',
  ]

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no time')
      },
    ],
    ['gives nothing', () => undefined],
    ['gives a number', () => Date.now()],
    ['gives text', () => '2026-02-14'],
    ['gives no valid time', () => new Date(Number.NaN)],
    ['is in the year 10000', () => new Date('+010000-01-01T00:00:00.000Z')],
    ['is before the year 1', () => new Date('-000001-01-01T00:00:00.000Z')],
    ['gives what only looks like a Date', () => Object.create(Date.prototype) as Date],
    ['gives a Date behind a proxy', () => new Proxy(new Date(0), {})],
    ['gives a promise', async () => new Date(0)],
  ])('is named as the input at fault where it %s', async (_, now) => {
    const test = await openTestBook(kind)
    const world = await fillBook(test.book)
    const broken = await test.reopen({ now: now as () => Date })
    for (const { method, input } of mutations.filter((one) => timed.includes(one.method))) {
      const call = async () => callMethod(broken, method, input(world))
      const { details } = await expectRefused(test, call, 'invalid_input')
      expect((details as { issues: unknown[] }).issues).toMatchObject([{ path: ['now'] }])
    }
    for (const [method, ...input] of [
      ['utilization'],
      ['months.list'],
      ['months.get', '2026-01'],
      ['holds.list'],
      ['holds.get', world.hotel.id],
      ['expenses.previewSpend', []],
    ] as const) {
      expect(await failureOf(callMethod(broken, method, input))).toMatchObject({
        details: { issues: [{ path: ['now'] }] },
      })
    }
    expect(await broken.settings.get()).toMatchObject({ currency: 'USD' })
  })
})

describe.each(storageKinds)('the ids of a book in $name', (kind) => {
  const creating = [
    'categories.create',
    'groups.create',
    'budgets.create',
    'budgets.allocate',
    'budgets.copy',
    'expenses.record',
    'expenses.spend',
    'holds.place',
    'holds.commit',
  ]

  it.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'invalid_type'],
    ['a number', () => 1, 'invalid_type'],
    ['empty text', () => '', 'too_short'],
    ['text that is too long', () => 'x'.repeat(201), 'too_long'],
    ['text that cannot be stored', () => 'a\ud800', 'unsupported_text'],
    ['a promise', async () => 'id', 'invalid_type'],
    ['a dot, which an address drops', () => '.', 'invalid_value'],
    ['two dots', () => '..', 'invalid_value'],
  ])('come from generateId, which is named where it gives %s', async (_, generateId, code) => {
    const test = await openTestBook(kind)
    const world = await fillBook(test.book)
    const broken = await test.reopen({ generateId: generateId as () => string })
    for (const { method, input } of mutations.filter((one) => creating.includes(one.method))) {
      await expectInvalid(test, async () => callMethod(broken, method, input(world)), code, ['generateId'])
    }
  })

  it('come from generateId, which is named where it throws, with what it threw', async () => {
    const cause = new Error('no ids left')
    const test = await openTestBook(kind, {
      generateId: () => {
        throw cause
      },
    })
    const create = async () => test.book.categories.create({ name: 'Food' })
    const error = await expectRefused(test, create, 'invalid_input', {
      issues: [{ code: 'unreadable', path: ['generateId'] }],
    })
    expect(error.cause).toBe(cause)
  })

  it('are not made before they are needed', async () => {
    let made = 0
    const { book } = await openTestBook(kind, { generateId: () => `id-${++made}` })
    const { id } = await book.categories.create({ name: 'Food' })
    await failureOf(book.categories.create({ name: 'food' }))
    await book.budgets.preview('2026-02', [])
    await book.categories.update(id, { name: 'Fish' })
    expect(made).toBe(1)
  })

  it('that are taken are a conflict, and nothing is stored', async () => {
    const test = await openTestBook(kind)
    const { food, travel, home, january, dinner, hotel } = await fillBook(test.book)
    const broken = async (id: string) => test.reopen({ generateId: () => id })
    const taken = { reason: 'id_taken' }
    const { categories } = await broken(food.id)
    await expectRefused(test, async () => categories.create({ name: 'New' }), 'conflict', taken)
    const { groups } = await broken(home.id)
    await expectRefused(test, async () => groups.create({ name: 'New' }), 'conflict', taken)
    // Of another month than the new one, too.
    const { budgets } = await broken(january.id)
    const create = async () => budgets.create({ categoryId: travel.id, month: '2026-02', amount: 1 })
    await expectRefused(test, create, 'conflict', taken)
    await expectRefused(test, async () => budgets.copy({ from: '2026-02', to: '2026-03' }), 'conflict', taken)
    const { expenses } = await broken(dinner.id)
    const record = async () => expenses.record({ categoryId: food.id, amount: 1, date: dinner.date })
    await expectRefused(test, record, 'conflict', taken)
    const spend = async () => expenses.spend({ categoryId: food.id, amount: 1, date: dinner.date })
    await expectRefused(test, spend, 'conflict', taken)
    const commit = async () => (await broken(dinner.id)).holds.commit(hotel.id)
    await expectRefused(test, commit, 'conflict', taken)
  })

  it('that are the same twice within one call are a conflict', async () => {
    const test = await openTestBook(kind)
    const { food, travel, unused } = await fillBook(test.book)
    const { budgets, expenses } = await test.reopen({ generateId: () => 'same' })
    const allocations = [travel, unused].map(({ id }) => ({ categoryId: id, amount: 1 }))
    await expectRefused(test, async () => budgets.allocate('2026-02', allocations), 'conflict')
    const many = [1, 2].map((amount) => ({ categoryId: food.id, amount }))
    await expectRefused(test, async () => expenses.recordMany(many), 'conflict')
    // Each month of a copy has ids of its own.
    const copy = async () => budgets.copy({ from: '2026-02', to: ['2026-03', '2026-04'] })
    await expectRefused(test, copy, 'conflict')
  })

  it.each(['__proto__', 'constructor', ' ', '../../etc', 'a/b?c#d', '😀', '\n'])('may be %j', async (id) => {
    const { book, reopen } = await openTestBook(kind, { generateId: () => id })
    const category = await book.categories.create({ name: 'Food' })
    const { budget } = await book.budgets.create({ categoryId: id, month: '2026-02', amount: 2 })
    const expense = await book.expenses.record({ categoryId: id, amount: 1 }, { operationId: id })
    const again = await reopen()
    expect(await again.categories.get(id)).toEqual(category)
    expect(await again.budgets.get(id)).toEqual(budget)
    expect(await again.expenses.get(id)).toEqual(expense)
    expect((await again.utilization()).categories).toMatchObject([{ categoryId: id, spent: '1.00' }])
    await expect(again.expenses.remove(id)).resolves.toBeUndefined()
  })

  it.each(['.', '..'])('may be %j in a book that has it already', async (id) => {
    const { book, reopen, storage } = await openTestBook(kind)
    const { month, ...common } = {
      month: parseMonth('2026-02'),
      metadata: {},
      createdAt: stored,
      updatedAt: stored,
    }
    const category = { id, name: 'Food', archived: false, groupId: null, rollover: null, ...common }
    const money = { amount: '1.00', original: null }
    const expense = { id, categoryId: id, ...money, date: '2026-02-14', description: '', ...common }
    const changes = [
      { op: 'insert', type: 'category', value: category },
      { op: 'insert', type: 'expense', value: { ...expense, month } },
    ] as never
    const commit = { operation: null, source: 'test' }
    await storage.transact(
      'default',
      () => ({ months: [month] }),
      () => ({ changes, receipt: {} }),
      commit,
    )
    const again = await reopen()
    expect(await again.categories.get(id)).toEqual(category)
    await again.expenses.record({ categoryId: id, amount: 1 })
    await again.expenses.remove(id)
    await book.importBook(await again.exportBook())
    expect((await book.utilization('2026-02')).unbudgeted).toMatchObject([{ categoryId: id, spent: '1.00' }])
  })
})
