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
import { failureOf } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'

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
    [{ thresholds: { warn: 50 } }, ['thresholds', 'warn']],
    [{ thresholds: { warning: null } }, ['thresholds', 'warning']],
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

  it('makes ids of its own by default: UUIDs, each greater than the one before', async () => {
    const { categories, expenses } = await withMemory({})
    const { id: categoryId } = await categories.create({ name: 'Food' })
    const recorded = await expenses.recordMany(
      Array.from({ length: 5_000 }, () => ({ categoryId, amount: 1 })),
    )
    const ids = [categoryId, ...recorded.map(({ id }) => id)]
    expect([...new Set(ids)].sort()).toEqual(ids)
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(ids.filter((id) => !uuid.test(id))).toEqual([])
  })

  it("goes by the machine's clock by default", async () => {
    const { categories } = await withMemory({})
    const before = new Date().toISOString()
    const { createdAt } = await categories.create({ name: 'Food' })
    expect([before, createdAt, new Date().toISOString()].sort()[1]).toBe(createdAt)
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
  ])('to say what it can do, but gives %j, is refused for enforce: %s', async (given, code) => {
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
