import { describe, expect, it } from 'vitest'
import {
  BudgetBookError,
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  type BudgetBook,
  type OpenBudgetBookOptions,
  type StorageAdapter,
} from 'budgetbook'
import { expectInvalid, expectRefused, failureOf, openTestBook } from '../support/book-fixture.js'
import { callMethod, mutations } from '../support/book-methods.js'
import { storageKinds } from '../support/book-storages.js'
import { fillBook } from '../support/book-world.js'

const policy = enforcePolicy()
const open = async (options: unknown): Promise<BudgetBook> => openBudgetBook(options as OpenBudgetBookOptions)
const withMemory = async (options: object) => open({ storage: createMemoryAdapter(), ...options })

describe('openBudgetBook', () => {
  it.each([undefined, null, 'storage', 5, []])('refuses %j as options', async (options) => {
    expect(await failureOf(open(options))).toMatchObject({ code: 'invalid_input' })
  })

  it.each([
    undefined,
    null,
    'memory',
    {},
    { open: openBudgetBook },
    { ...createMemoryAdapter(), page: null },
  ])('refuses %j as storage', async (storage) => {
    expect(await failureOf(open({ storage }))).toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ path: ['storage'] }] },
    })
  })

  it.each([
    [{ bookId: '' }, ['bookId']],
    [{ bookId: 5 }, ['bookId']],
    [{ bookId: null }, ['bookId']],
    [{ bookId: 'a\0b' }, ['bookId']],
    [{ allocationPolicy: null }, ['allocationPolicy']],
    [{ allocationPolicy: {} }, ['allocationPolicy']],
    [{ allocationPolicy: () => ({ accepted: true, violations: [] }) }, ['allocationPolicy']],
    [{ allocationPolicy: { ...policy, name: undefined } }, ['allocationPolicy']],
    [{ allocationPolicy: { ...policy, needsIsolation: 'yes' } }, ['allocationPolicy']],
    [{ allocationPolicy: { ...policy, decide: undefined } }, ['allocationPolicy']],
    [{ thresholds: null }, ['thresholds']],
    [{ thresholds: { warning: 0 } }, ['thresholds']],
    [{ thresholds: { warning: 95 } }, ['thresholds']],
    [{ thresholds: { overBudget: 89.9 } }, ['thresholds']],
    [{ thresholds: { overBudgetWhen: 'never' } }, ['thresholds', 'overBudgetWhen']],
    [{ now: new Date(0) }, ['now']],
    [{ now: null }, ['now']],
    [{ timeZone: 'Mars/Olympus' }, ['timeZone']],
    [{ timeZone: 1 }, ['timeZone']],
    [{ timeZone: '' }, ['timeZone']],
    [{ generateId: 'uuid' }, ['generateId']],
    [{ acceptWeakIsolation: 1 }, ['acceptWeakIsolation']],
    [{ book: 'default' }, ['book']],
  ])('refuses %j, and says where it is wrong', async (options, path) => {
    const { details } = await failureOf(withMemory(options))
    expect((details as { issues: unknown[] }).issues).toMatchObject([{ path }])
  })

  it('takes undefined for every option but the storage', async () => {
    const book = await withMemory({
      bookId: undefined,
      allocationPolicy: undefined,
      thresholds: undefined,
      now: undefined,
      timeZone: undefined,
      generateId: undefined,
      acceptWeakIsolation: undefined,
    })
    expect(await book.settings.get()).toMatchObject({ currency: 'INR' })
  })

  it('makes ids and times of its own by default', async () => {
    const book = await withMemory({})
    const [a, b] = [await book.categories.create({ name: 'a' }), await book.categories.create({ name: 'b' })]
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect([a.id, b.id]).toEqual([expect.stringMatching(uuid), expect.stringMatching(uuid)])
    expect(a.id).not.toBe(b.id)
    expect(Math.abs(Date.parse(a.createdAt) - Date.now())).toBeLessThan(60_000)
  })

  it('opens the book named default, and any other by its id', async () => {
    const storage = createMemoryAdapter()
    await (await open({ storage })).categories.create({ name: 'Food' })
    expect(await (await open({ storage, bookId: 'default' })).categories.list()).toHaveLength(1)
    expect(await (await open({ storage, bookId: 'x'.repeat(200) })).categories.list()).toHaveLength(0)
    expect(await failureOf(open({ storage, bookId: 'x'.repeat(201) }))).toMatchObject({
      code: 'invalid_input',
    })
  })

  it('passes on that the storage was closed', async () => {
    const storage = createMemoryAdapter()
    await storage.close()
    expect(await failureOf(open({ storage }))).toMatchObject({ code: 'closed' })
  })
})

describe('enforce', () => {
  it('is refused on localStorage, where other tabs may write', async () => {
    const storage = storageKinds[1]!.create().connect()
    expect(await failureOf(open({ storage, allocationPolicy: policy }))).toMatchObject({
      code: 'isolation_insufficient',
      details: { policy: 'enforce', reach: 'origin', isolation: 'instance' },
    })
  })

  it('runs on localStorage for whoever accepts weak isolation, and on memory for everyone', async () => {
    for (const kind of storageKinds) {
      const book = await open({
        storage: kind.create().connect(),
        allocationPolicy: policy,
        acceptWeakIsolation: kind.name !== 'memory',
      })
      expect(await book.settings.get()).toMatchObject({ currency: 'INR' })
    }
  })

  it.each([
    ['instance', 'instance', true],
    ['origin', 'instance', false],
    ['origin', 'origin', true],
    ['instance', 'database', true],
    ['database', 'origin', false],
    ['database', 'database', true],
  ])('on storage that %s can reach and that isolates within the %s: %j', async (reach, isolation, runs) => {
    const storage = { ...createMemoryAdapter(), open: async () => ({ reach, isolation, durability: 'none' }) }
    const opened = await open({ storage, allocationPolicy: policy }).then(
      () => true,
      (error: unknown) => isBudgetBookError(error) && error.code,
    )
    expect(opened).toBe(runs || 'isolation_insufficient')
  })

  it('is what needsIsolation says, not what the policy is called', async () => {
    const storage = storageKinds[1]!.create().connect()
    const own = { name: 'enforce', needsIsolation: false, decide: () => ({ accepted: true, violations: [] }) }
    expect(await open({ storage, allocationPolicy: own })).toBeTypeOf('object')
  })
})

describe('storage that fails', () => {
  const failing = (method: keyof StorageAdapter, failure: () => unknown): StorageAdapter => ({
    ...createMemoryAdapter(),
    [method]: failure,
  })
  const boom = new Error('boom')

  it.each(['open', 'read', 'subscribe'] as const)(
    'in %s is storage_unavailable, with the cause',
    async (method) => {
      for (const failure of [
        () => {
          throw boom
        },
        // Subscribing is synchronous: nobody waits for a Promise.
        ...(method === 'subscribe' ? [] : [async () => Promise.reject(boom)]),
      ]) {
        const error = await failureOf(open({ storage: failing(method, failure) }))
        expect(error).toMatchObject({ code: 'storage_unavailable', details: { reason: 'adapter_threw' } })
        expect(error.cause).toBe(boom)
      }
    },
  )

  it.each([
    [undefined, 'storage_unavailable'],
    [null, 'storage_unavailable'],
    [{}, 'isolation_insufficient'],
    [{ reach: 'origin', isolation: 'most' }, 'isolation_insufficient'],
  ])('to say what it can do, but gives %j, is no place for enforce: %s', async (given, code) => {
    const storage = failing('open', async () => given)
    expect(await failureOf(open({ storage, allocationPolicy: policy }))).toMatchObject({ code })
  })

  it('passes its own errors through', async () => {
    const full = new BudgetBookError('quota_exceeded', 'Full', { bookId: 'default' })
    const storage = failing('transact', async () => Promise.reject(full))
    const book = await open({ storage })
    expect(await failureOf(book.categories.create({ name: 'a' }))).toBe(full)
  })
})

describe.each(storageKinds)('the clock of a book in $name', (kind) => {
  const timed = [
    'categories.create',
    'categories.update',
    'budgets.create',
    'expenses.record',
    'expenses.update',
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
    const { book, reopen, stored } = await openTestBook(kind)
    const world = await fillBook(book)
    const broken = await reopen({ now: now as () => Date })
    for (const { method, input } of mutations.filter((one) => timed.includes(one.method))) {
      const call = async () => callMethod(broken, method, input(world))
      const { details } = await expectRefused({ stored }, call, 'invalid_input')
      expect((details as { issues: unknown[] }).issues).toMatchObject([{ path: ['now'] }])
    }
    for (const method of ['utilization', 'months']) {
      expect(await failureOf(callMethod(broken, method, []))).toMatchObject({
        details: { issues: [{ path: ['now'] }] },
      })
    }
    expect(await broken.settings.get()).toMatchObject({ currency: 'USD' })
  })
})

describe.each(storageKinds)('the ids of a book in $name', (kind) => {
  const creating = [
    'categories.create',
    'budgets.create',
    'budgets.allocate',
    'budgets.copy',
    'expenses.record',
  ]

  it.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'invalid_type'],
    ['a number', () => 1, 'invalid_type'],
    ['empty text', () => '', 'too_short'],
    ['text that is too long', () => 'x'.repeat(201), 'too_long'],
    ['text that cannot be stored', () => 'a\ud800', 'unsupported_text'],
    ['a promise', async () => 'id', 'invalid_type'],
  ])('come from generateId, which is named where it gives %s', async (_, generateId, code) => {
    const { book, reopen, stored } = await openTestBook(kind)
    const world = await fillBook(book)
    const broken = await reopen({ generateId: generateId as () => string })
    for (const { method, input } of mutations.filter((one) => creating.includes(one.method))) {
      await expectInvalid({ stored }, async () => callMethod(broken, method, input(world)), code, [
        'generateId',
      ])
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
    const { food, travel, january, dinner } = await fillBook(test.book)
    const broken = async (id: string) => test.reopen({ generateId: () => id })
    const taken = { reason: 'id_taken' }
    const { categories } = await broken(food.id)
    await expectRefused(test, async () => categories.create({ name: 'New' }), 'conflict', taken)
    // Of another month than the new one, too.
    const { budgets } = await broken(january.id)
    const create = async () => budgets.create({ categoryId: travel.id, month: '2026-02', amount: 1 })
    await expectRefused(test, create, 'conflict', taken)
    await expectRefused(test, async () => budgets.copy({ from: '2026-02', to: '2026-03' }), 'conflict', taken)
    const { expenses } = await broken(dinner.id)
    const record = async () => expenses.record({ categoryId: food.id, amount: 1, date: dinner.date })
    await expectRefused(test, record, 'conflict', taken)
  })

  it('that are the same twice within one call are a conflict', async () => {
    const test = await openTestBook(kind)
    const { food, travel, unused } = await fillBook(test.book)
    const { budgets, expenses } = await test.reopen({ generateId: () => 'same' })
    const allocations = [travel, unused].map(({ id }) => ({ categoryId: id, amount: 1 }))
    await expectRefused(test, async () => budgets.allocate('2026-02', allocations), 'conflict')
    const many = [1, 2].map((amount) => ({ categoryId: food.id, amount }))
    await expectRefused(test, async () => expenses.recordMany(many), 'conflict')
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
})
