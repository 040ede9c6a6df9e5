import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import * as api from 'budgetbook'
import { openTestBook, type TestBook } from '../support/book-fixture.js'
import { callMethod, mutations, readings, type MethodCase } from '../support/book-methods.js'
import { monsterArbitrary, monsters, placesIn, putAt, type Monster } from '../support/book-monsters.js'
import { storageKinds } from '../support/book-storages.js'
import { fillBook, type World } from '../support/book-world.js'

const { createMemoryAdapter, isBudgetBookError, openBudgetBook } = api

const report = api.computeUtilization({
  month: '2026-02',
  settings: { currency: 'USD', monthlyLimit: '5.00' },
  categories: [{ id: 'a', name: 'A' }],
  budgets: [{ categoryId: 'a', month: '2026-02', amount: '6.00' }],
  expenses: [{ categoryId: 'a', date: '2026-02-01', amount: '1.00' }],
})
const thresholds = { warning: 70, critical: 80, overBudget: 90, overBudgetWhen: 'reached' }

/** A valid call of every public function. */
const functions: Readonly<Record<string, readonly unknown[]>> = {
  addMonths: ['2026-01', 1],
  compareAmounts: ['1.00', '2.00'],
  computeUtilization: [
    {
      month: '2026-02',
      settings: { currency: 'USD', monthlyLimit: '5.00', monthStartDay: 1 },
      categories: [{ id: 'a', name: 'A' }],
      budgets: [{ categoryId: 'a', month: '2026-02', amount: '6.00' }],
      expenses: [{ categoryId: 'a', date: '2026-02-01', amount: '1.00' }],
      spending: undefined,
      thresholds,
    },
  ],
  createLocalStorageAdapter: [{ storage: undefined, keyPrefix: 'x', locks: null }],
  createMemoryAdapter: [],
  enforcePolicy: [],
  foldName: ['Food'],
  formatAmount: ['1.00', 'USD', 'en'],
  isBudgetBookError: [new api.BudgetBookError('closed', 'Closed', {}), 'closed'],
  isMonthlyLimitViolation: [{ code: 'monthly_limit_exceeded', message: 'x' }],
  listCurrencies: ['en'],
  monthOf: ['2026-02-01', 25],
  monthRange: ['2026-02', 25],
  parseAmount: ['1.00', 'USD'],
  parseDate: ['2026-02-01'],
  parseMonth: ['2026-02'],
  splitAmount: ['1.00', [1, 2], 'USD'],
  statusChanges: [report, report],
  statusOf: ['1.00', '2.00', thresholds],
  subtractAmounts: ['1.00', '2.00', 'USD'],
  sumAmounts: [['1.00', '2.00'], 'USD'],
  warnPolicy: [],
}
/** Asynchronous, so it has tests of its own below. */
const opening = ['openBudgetBook']
/** For those who write an adapter: they are called by code that the types have checked, not with data. */
const forAdapters = ['BookState', 'BudgetBookError', 'applyChanges', 'describeChanges']
const schemas = ['budgetSchema', 'categorySchema', 'expenseSchema', 'settingsSchema']
const constants = ['defaultSettings', 'defaultThresholds']

const functionCases = Object.entries(functions).flatMap(([name, args]) =>
  placesIn(args).map((place) => ({ name, args, place })),
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
    const names = [...Object.keys(functions), ...opening, ...forAdapters, ...schemas, ...constants]
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
      { numRuns: 2_000 },
    )
  })

  it.each(schemas)('%s parses anything without an error of another kind', (name) => {
    const schema = (api as unknown as Record<string, typeof api.settingsSchema>)[name]!
    fc.assert(
      fc.property(monsterArbitrary(), (monster) => {
        expect(schema.safeParse(monster.make()).success).toBe(false)
      }),
    )
  })
})

const cases: readonly Pick<MethodCase, 'method' | 'input' | 'prepare'>[] = [...mutations, ...readings]
// A method of which all arguments are optional gets them all, so that each has its turn.
const optional: Readonly<Record<string, readonly unknown[]>> = {
  utilization: ['2026-02'],
  'expenses.list': [
    { month: '2026-02', categoryId: 'x', from: '2026-02-01', to: '2026-02-02', limit: 5, cursor: undefined },
  ],
  'budgets.list': [{ month: '2026-02', categoryId: 'x' }],
  'categories.list': [{ includeArchived: true }],
}

/** A filled book that is made anew whenever a call has changed it. */
class Arena {
  #now: Promise<{ test: TestBook; world: World; before: api.BookContents }> | undefined

  /** Calls a method with one thing replaced; refused or not, the book is sound afterwards. */
  async call(
    { method, input, prepare }: (typeof cases)[number],
    place: readonly (string | number)[],
    monster: Monster,
  ): Promise<void> {
    const { test, world, before } = await (this.#now ??= this.#build(prepare))
    const args = putAt(argumentsOf(method, input(world)), place, monster.make()) as unknown[]
    let isRefused = false
    try {
      await callMethod(test.book, method, args)
    } catch (error) {
      if (!isBudgetBookError(error)) throw error
      isRefused = true
    }
    const after = await test.stored()
    if (isDeepStrictEqual(after, before)) return
    this.#now = undefined
    if (isRefused) expect(after).toEqual(before)
    await expectSound(test)
  }

  async #build(prepare: MethodCase['prepare']) {
    const test = await openTestBook(storageKinds[0]!)
    const world = await fillBook(test.book)
    await prepare?.(test.book)
    return { test, world, before: await test.stored() }
  }
}

/** What got in can be reported, exported, and imported elsewhere. */
async function expectSound({ book }: Pick<TestBook, 'book'>): Promise<void> {
  for (const { month } of await book.months()) await book.utilization(month)
  const document: unknown = JSON.parse(JSON.stringify(await book.exportBook()))
  const other = await openTestBook(storageKinds[1]!)
  await other.book.importBook(document)
  for (const method of ['settings.get', 'budgets.list', 'expenses.list', 'months']) {
    expect(await callMethod(other.book, method, [])).toEqual(await callMethod(book, method, []))
  }
}

function argumentsOf(method: string, input: readonly unknown[]): unknown[] {
  const isReading = readings.some((reading) => reading.method === method)
  const options = { signal: new AbortController().signal, ...(isReading ? {} : { operationId: 'op' }) }
  return [...(optional[method] ?? input), options]
}

const someWorld = await fillBook((await openTestBook(storageKinds[0]!)).book)
const placesOf = ({ method, input }: (typeof cases)[number]) => {
  const places = placesIn(argumentsOf(method, input(someWorld)))
  // A document has hundreds of fields, and a checksum over all of them: a few will do.
  return method === 'importBook' ? places.filter((place) => place.length <= 3) : places
}

describe('a method of the book', () => {
  it.each(cases)('$method answers whatever is anywhere in its input', async (one) => {
    const arena = new Arena()
    for (const place of placesOf(one)) {
      for (const monster of monsters) await arena.call(one, place, monster)
    }
  })

  it('answers anything, anywhere', async () => {
    const places = cases.flatMap((one) => placesOf(one).map((place) => ({ one, place })))
    const arenas = new Map(cases.map(({ method }) => [method, new Arena()]))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), monsterArbitrary(), async ({ one, place }, monster) => {
        await arenas.get(one.method)!.call(one, place, monster)
      }),
      { numRuns: 3_000 },
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
    allocationPolicy: {
      name: 'mine',
      needsIsolation: false,
      decide: () => ({ accepted: true, violations: [] }),
    },
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
  const places = placesIn([options]).filter((place) => place[1] !== 'storage' || place.length === 2)

  it.each(places.map((place) => ({ place })))('may be anything at $place', async ({ place }) => {
    for (const { make } of monsters) {
      await typedOutcome(async () => {
        const args = putAt([options], place, make()) as Parameters<typeof openBudgetBook>
        const book = await openBudgetBook(...args)
        await book.months()
        await book.categories.create({ name: 'Food' })
        await book.budgets.preview('2026-02', [])
      })
    }
  })

  it.each(['now', 'generateId'] as const)('may give anything from %s, or throw it', async (name) => {
    for (const { make } of monsters) {
      for (const given of [make, () => raise(make())]) {
        const test = await openTestBook(storageKinds[0]!, { [name]: given })
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
        book.subscribe(listener as () => void)
        book.subscribe(() => void heard++)
        expect(await book.categories.create({ name: 'Food' })).toMatchObject({ name: 'Food' })
        expect(heard).toBe(1)
      }
    }
  })
})

function raise(value: unknown): never {
  // oxlint-disable-next-line typescript/only-throw-error -- anything can be thrown
  throw value
}
