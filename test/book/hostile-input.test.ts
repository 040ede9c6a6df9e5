import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import * as api from 'budgetbook'
import { Arena, expectSound, placesOf } from '../support/book/arena.js'
import { openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations, readings } from '../support/book/methods.js'
import { monsterArbitrary, monsters, placesIn, putAt } from '../support/book/monsters.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

const { createMemoryAdapter, isBudgetBookError, openBudgetBook } = api

const report = api.computeUtilization({
  month: '2026-02',
  settings: { currency: 'USD', monthlyLimit: '5.00' },
  categories: [{ id: 'a', name: 'A' }],
  budgets: [{ categoryId: 'a', month: '2026-02', amount: '6.00' }],
  expenses: [{ categoryId: 'a', date: '2026-02-01', amount: '1.00' }],
})
const thresholds = { warning: 70, critical: 80, overBudget: 90, overBudgetWhen: 'reached' }

const policy = {
  name: 'mine',
  needsIsolation: false,
  decide: () => ({ accepted: true, violations: [] }),
}

/** A valid call of every public function. */
const functions: Readonly<Record<string, readonly unknown[]>> = {
  addMonths: ['2026-01', 1],
  allPolicies: [policy, policy],
  budgetBookErrorFrom: [new api.BudgetBookError('closed', 'Closed', {}).toJSON()],
  compareAmounts: ['1.00', '2.00'],
  computeUtilization: [
    {
      month: '2026-02',
      settings: { currency: 'USD', monthlyLimit: '5.00', monthStartDay: 1 },
      categories: [{ id: 'a', name: 'A' }],
      budgets: [{ categoryId: 'a', month: '2026-02', amount: '6.00' }],
      expenses: [{ categoryId: 'a', date: '2026-02-01', amount: '1.00' }],
      spending: undefined,
      holds: [{ categoryId: 'a', date: '2026-02-01', amount: '1.00', expiresAt: '2026-02-15T00:00:00.000Z' }],
      now: '2026-02-14T09:30:00.000Z',
      thresholds,
    },
  ],
  convertAmount: ['1.00', { from: 'USD', to: 'EUR', rate: '0.92', rounding: 'half-up' }],
  createLocalStorageAdapter: [{ storage: undefined, keyPrefix: 'x', locks: null, lockTimeout: 5 }],
  createMemoryAdapter: [],
  dateAt: [new Date(0), 'UTC'],
  daysBetween: ['2026-02-01', '2026-02-28'],
  eachMonth: ['2026-01', '2026-03'],
  enforcePolicy: [],
  enforceSpending: [{ of: ['category', 'limit'], unbudgeted: 'allow', perExpense: '5.00' }],
  foldName: ['Food'],
  formatAmount: ['1.00', 'USD', 'en'],
  isBudgetBookError: [new api.BudgetBookError('closed', 'Closed', {}), 'closed'],
  isMonthlyLimitViolation: [{ code: 'monthly_limit_exceeded', message: 'x' }],
  isSpendingLimitViolation: [{ code: 'spending_limit_exceeded', message: 'x', of: 'limit', bound: '1.00' }],
  listCurrencies: ['en'],
  entityTag: [{ currency: 'USD', monthlyLimit: '5.00', monthStartDay: 1 }],
  messagesByField: [new api.BudgetBookError('closed', 'Closed', {})],
  monthOf: ['2026-02-01', 25],
  monthRange: ['2026-02', 25],
  multiplyAmount: ['1.00', '1.05', 'USD', 'half-up'],
  negateAmount: ['1.00', 'USD'],
  observe: [{ subscribe: () => () => undefined, version: () => 0 }, async () => 1, { months: ['2026-02'] }],
  parseAmount: ['1.00', 'USD'],
  parseDate: ['2026-02-01'],
  parseMonth: ['2026-02'],
  spendingCeiling: [{ name: 'Fun', categoryIds: ['a', 'b'], amount: '5.00', perMonth: true }],
  splitAmount: ['1.00', [1, 2], 'USD'],
  statusChanges: [report, report],
  statusOf: ['1.00', '2.00', thresholds],
  subtractAmounts: ['1.00', '2.00', 'USD'],
  planImport: [
    {
      rows: [
        {
          date: '2026-02-01',
          amount: '1.00',
          description: 'a',
          category: 'b',
          id: 'c',
          currency: 'USD',
          line: 2,
        },
      ],
      existing: [
        { id: 'e', date: '2026-02-01', amount: '1.00', metadata: { import: { source: 'x', key: 'y' } } },
      ],
      currency: 'USD',
      category: () => 'a',
      source: 'giro',
      ignore: ['k'],
    },
  ],
  sumAmounts: [['1.00', '2.00'], 'USD'],
  warnPolicy: [],
  warnSpending: [{ of: ['month'], unbudgeted: 'refuse', perExpense: '5.00' }],
}
/** Asynchronous, so it has tests of its own below. */
const opening = ['openBudgetBook']
/** Made by code that the types have checked, not of data. */
const classes = ['BudgetBookError']
const made = {
  metadata: { a: [1] },
  createdAt: '2026-02-14T09:30:00.000Z',
  updatedAt: '2026-02-14T09:30:00.000Z',
}
/** What every schema takes. */
const schemas: Readonly<Record<string, object>> = {
  budgetSchema: { id: 'b', categoryId: 'c', month: '2026-02', amount: '1.00', ...made },
  categoryGroupSchema: { id: 'g', name: 'Home', ...made },
  categorySchema: {
    id: 'c',
    name: 'Food',
    archived: false,
    groupId: 'g',
    rollover: { from: '2026-01', carry: 'both', cap: '5.00', opening: '-1.00' },
    ...made,
  },
  expenseSchema: {
    id: 'e',
    categoryId: 'c',
    amount: '1.00',
    date: '2026-02-01',
    description: '',
    original: { amount: '-100', currency: 'JPY', rate: '0.0067' },
    ...made,
  },
  holdSchema: {
    id: 'h',
    categoryId: 'c',
    amount: '1.00',
    date: '2026-02-01',
    expiresAt: '2026-02-15T00:00:00.000Z',
    description: '',
    ...made,
  },
  settingsSchema: { currency: 'USD', monthlyLimit: '5.00', monthStartDay: 1 },
}
const constants = ['defaultSettings', 'defaultThresholds']

const functionCases = Object.entries(functions).flatMap(([name, args]) =>
  placesIn(args)
    // A report has dozens of fields of which the comparison reads three.
    .filter((place) => name !== 'statusChanges' || place.length <= 3)
    .map((place) => ({ name, args, place })),
)

function expectTyped(call: () => unknown): void {
  try {
    call()
  } catch (error) {
    if (!isBudgetBookError(error)) throw error
  }
}

const callFunction = (name: string, args: unknown): unknown =>
  Reflect.apply((api as unknown as Record<string, () => unknown>)[name]!, undefined, args as unknown[])

describe('every export', () => {
  it('is among the cases of these tests', () => {
    const names = [...Object.keys(functions), ...opening, ...classes, ...Object.keys(schemas), ...constants]
    expect(Object.keys(api).sort()).toEqual(names.sort())
  })
})

describe('a public function', () => {
  it.each(Object.entries(functions))('%s takes what these tests begin with', (name, args) => {
    expect(() => callFunction(name, args)).not.toThrow()
  })

  it.each(functionCases)('$name answers whatever is at $place', ({ name, args, place }) => {
    for (const monster of monsters) expectTyped(() => callFunction(name, putAt(args, place, monster.make())))
  })

  it('answers anything, anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...functionCases), monsterArbitrary(), ({ name, args, place }, monster) => {
        expectTyped(() => callFunction(name, putAt(args, place, monster.make())))
      }),
      { numRuns: 1_500 },
    )
  })

  // What a getter or a trap throws goes through zod, as in every schema of it.
  it.each(Object.entries(schemas))('%s parses plain data, whatever is in it', (name, valid) => {
    const schema = (api as unknown as Record<string, typeof api.settingsSchema>)[name]!
    expect(schema.safeParse(valid)).toEqual({ success: true, data: valid })
    fc.assert(
      fc.property(fc.constantFrom([], ...placesIn(valid)), fc.anything(), (place, value) => {
        expect(schema.safeParse(putAt(valid, place, value)).success).toBeTypeOf('boolean')
      }),
      { numRuns: 300 },
    )
  })
})

const cases = [...mutations, ...readings]
const someWorld = await fillBook((await openTestBook(storageKinds[0]!)).book)

describe('a method of the book', () => {
  it.each(cases)('$method answers whatever is anywhere in its input', async (one) => {
    const arena = new Arena()
    for (const place of placesOf(one, someWorld)) {
      for (const monster of monsters) await arena.call(one, place, monster)
    }
  })

  it('answers anything, anywhere', async () => {
    const places = cases.flatMap((one) => placesOf(one, someWorld).map((place) => ({ one, place })))
    const arenas = new Map(cases.map(({ method }) => [method, new Arena()]))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), monsterArbitrary(), async ({ one, place }, monster) => {
        await arenas.get(one.method)!.call(one, place, monster)
      }),
      { numRuns: 1_500 },
    )
  })

  it.each(cases)('$method answers too few arguments and too many', async ({ method, input }) => {
    const test = await openTestBook(storageKinds[0]!)
    const world = await fillBook(test.book)
    for (const args of [[], [...input(world), {}, 'one', 'too', 'many']]) {
      await callMethod(test.book, method, args).catch((error: unknown) => {
        if (!isBudgetBookError(error)) throw error
      })
    }
    await expectSound(test)
  })

  it.each(monsters)('subscribe answers $name', async ({ make }) => {
    const { book } = await openTestBook(storageKinds[0]!)
    expectTyped(() => book.subscribe(make() as never))
  })
})

describe('what the app gives to openBudgetBook', () => {
  const options = {
    storage: createMemoryAdapter(),
    bookId: 'b',
    allocationPolicy: policy,
    spendingPolicy: policy,
    thresholds,
    now: () => new Date(0),
    timeZone: 'UTC',
    generateId: () => 'id',
    acceptWeakIsolation: true,
  }
  const typedOutcome = async (call: () => Promise<unknown>): Promise<void> => {
    await call().catch((error: unknown) => {
      if (!isBudgetBookError(error)) throw error
    })
  }

  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  // What the methods of an adapter give is for the conformance suite.
  const given = placesIn([options]).filter((place) => place[1] !== 'storage' || place.length === 2)

  it.each(given.map((place) => ({ place })))('may be anything at $place', async ({ place }) => {
    for (const { make } of monsters) {
      await typedOutcome(async () => {
        const args = putAt([options], place, make()) as Parameters<typeof openBudgetBook>
        const book = await openBudgetBook(...args)
        await book.months.list()
        await book.categories.create({ name: 'Food' })
        await book.budgets.preview('2026-02', [])
      })
    }
  })

  it.each(['now', 'generateId'] as const)('may give anything from %s, or throw it', async (name) => {
    for (const { make } of monsters) {
      for (const giving of [make, () => raise(make())]) {
        const test = await openTestBook(storageKinds[0]!, { [name]: giving })
        await typedOutcome(async () => test.book.categories.create({ name: 'Food' }))
        expect((await test.stored()).categories.length).toBeLessThanOrEqual(1)
        await typedOutcome(async () => test.book.expenses.record({ categoryId: 'x', amount: 1 }))
      }
    }
  })

  it('may decide anything, or throw it: a budget is stored only where it accepts', async () => {
    const violations = [{ code: 'x', message: 'y', categoryIds: ['a'], details: { z: 1 } }]
    const accept = (): unknown => ({ accepted: true, violations })
    let decide = accept
    const allocationPolicy = { ...options.allocationPolicy, decide: () => decide() as never }
    const { book, stored } = await openTestBook(storageKinds[0]!, { allocationPolicy })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const allocate = async (amount: number | null, callOptions: api.MutationOptions = {}) =>
      book.budgets.allocate('2026-02', [{ categoryId, amount }], callOptions)
    const places = placesIn([accept()]).map(([, ...place]) => place)
    const decisions = monsters.flatMap(({ make }) => [
      ...places.map((place) => () => putAt(accept(), place, make())),
      () => raise(make()),
    ])
    for (const [at, decision] of decisions.entries()) {
      decide = decision
      let accepted = false
      await typedOutcome(async () => {
        accepted = (await book.budgets.preview('2026-02', [{ categoryId, amount: 1 }])).accepted
      })
      await typedOutcome(async () => allocate(1, { operationId: `${at}` }))
      expect((await stored()).budgets).toHaveLength(accepted ? 1 : 0)
      decide = accept
      await allocate(null)
    }
  })

  it('may do anything in a listener: the commit stands, and others hear of it', async () => {
    for (const { make } of monsters) {
      for (const listener of [make, () => raise(make())]) {
        const { book } = await openTestBook(storageKinds[0]!)
        let heard = 0
        book.subscribe(listener)
        book.subscribe(() => void heard++)
        expect(await book.categories.create({ name: 'Food' })).toMatchObject({ name: 'Food' })
        expect(heard).toBe(1)
      }
    }
  })
})

function raise(value: unknown): never {
  throw value
}
