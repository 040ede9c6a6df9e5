import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BudgetBook, ImportRow, Progress, ProgressOptions } from 'budgetbook'
import { failureOf, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

// More than two steps of a long call.
const count = 150
// A budget, two categories and a hold.
const others = 4

async function openLongBook(kind: (typeof storageKinds)[number]) {
  const test = await openTestBook(kind)
  const { id: categoryId } = await test.book.categories.create({ name: 'Food' })
  const { id: otherId } = await test.book.categories.create({ name: 'Other' })
  await test.book.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
  const expenses = Array.from({ length: count }, (_, at) => ({
    categoryId,
    amount: 1 + at,
    date: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}`,
  }))
  await test.book.expenses.recordMany(expenses)
  await test.book.holds.place({ categoryId, amount: 1 })
  return { ...test, categoryId, otherId, expenses, document: await test.book.exportBook() }
}

type LongBook = Awaited<ReturnType<typeof openLongBook>>
type LongOptions = ProgressOptions & { readonly signal?: AbortSignal; readonly operationId?: string }

/** Every call that takes `onProgress`, with its phases and the items of each. Two categories, a budget and the expenses. */
const calls: readonly {
  readonly name: string
  readonly run: (test: LongBook, options: LongOptions) => Promise<unknown>
  readonly phases: Readonly<Partial<Record<Progress['phase'], number>>>
}[] = [
  {
    name: 'importBook',
    run: async ({ book, document }, options) => book.importBook(document, options),
    phases: { reading: count + others, checking: 2 * (count + others), storing: count },
  },
  {
    name: 'importBook as an operation',
    run: async ({ book, document }, options) =>
      book.importBook(document, { ...options, operationId: 'import' }),
    phases: {
      reading: count + others,
      checking: 2 * (count + others),
      writing: 2 * count + others,
      storing: count,
    },
  },
  {
    name: 'exportBook',
    run: async ({ book }, options) => book.exportBook(options),
    phases: { writing: 2 * count + others },
  },
  {
    name: 'expenses.recordMany',
    run: async ({ book, expenses }, options) => book.expenses.recordMany(expenses, options),
    phases: { checking: count, storing: count },
  },
  {
    name: 'expenses.planImport',
    run: async ({ book, expenses }, options) =>
      book.expenses.planImport({ rows: expenses as ImportRow[], category: () => 'x' }, options),
    phases: { checking: count },
  },
  {
    name: 'settings.changeCurrency',
    run: async ({ book }, options) => book.settings.changeCurrency({ to: 'EUR', rate: '0.5' }, options),
    phases: { changing: count, storing: count },
  },
  {
    name: 'settings.changeMonthStart',
    run: async ({ book }, options) => book.settings.changeMonthStart(25, options),
    phases: { changing: count, storing: count },
  },
  {
    name: 'categories.merge',
    run: async ({ book, categoryId, otherId }, options) =>
      book.categories.merge({ from: categoryId, into: otherId }, options),
    phases: { changing: count, storing: count },
  },
]
const memory = storageKinds[0]!

describe.each(calls)('the progress of $name', ({ run, phases }) => {
  // A clock that jumps with each look at it: every step ends a turn.
  beforeEach(() => {
    let now = 0
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1_000))
  })

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('goes from nothing to all in each phase, one phase after the other', async () => {
    const test = await openLongBook(memory)
    const seen: Progress[] = []
    await run(test, { onProgress: (progress) => seen.push(progress) })
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(Object.keys(phases))
    for (const [name, total] of Object.entries(phases)) {
      const ofPhase = seen.filter(({ phase }) => phase === name)
      expect(ofPhase.map((progress) => progress.total)).toEqual(ofPhase.map(() => total))
      const done = ofPhase.map((progress) => progress.done)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
      expect([done[0], done.at(-1)]).toEqual([0, total])
      if (name !== 'storing') expect(new Set(done).size).toBeGreaterThan(3)
    }
    // Nobody can change what another listener gets.
    expect(seen.every(Object.isFrozen)).toBe(true)
  })

  it('does what the call does without it, also if the listener throws', async () => {
    vi.stubGlobal('reportError', vi.fn())
    const [told, quiet] = await Promise.all([openLongBook(memory), openLongBook(memory)])
    const onProgress = vi.fn(() => {
      throw new Error('mine')
    })
    await run(told, { onProgress })
    await run(quiet, {})
    expect(await told.stored()).toEqual(await quiet.stored())
    expect(reportError).toHaveBeenCalledTimes(onProgress.mock.calls.length)
    vi.unstubAllGlobals()
  })

  it.each(storageKinds)('may end the call, which then has changed nothing ($name)', async (kind) => {
    const test = await openLongBook(kind)
    const before = await test.stored()
    for (const phase of Object.keys(phases).filter((name) => name !== 'storing')) {
      const controller = new AbortController()
      const onProgress = (progress: Progress): void => {
        if (progress.phase === phase && progress.done > 64) controller.abort('enough')
      }
      const error = await failureOf(run(test, { onProgress, signal: controller.signal }))
      expect(error).toMatchObject({ code: 'aborted', cause: 'enough' })
    }
    expect(await test.stored()).toEqual(before)
  })

  it('must be a function', async () => {
    const test = await openLongBook(memory)
    const error = await failureOf(run(test, { onProgress: 'often' as never }))
    expect(error).toMatchObject({ code: 'invalid_input', details: { issues: [{ path: ['onProgress'] }] } })
  })
})

describe('a long call', () => {
  // Each look at the clock is a turn that is over.
  const hurry = (): void => {
    let now = 0
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1_000))
  }

  afterEach(() => {
    vi.restoreAllMocks()
  })

  /** How many other events have had their turn by the time that the call is done. */
  async function turnsOfOthers(call: () => Promise<unknown>): Promise<number> {
    let turns = 0
    let isDone = false
    const take = (): void => {
      turns++
      if (!isDone) setImmediate(take)
    }
    setImmediate(take)
    try {
      await call()
    } finally {
      isDone = true
    }
    // The last one that was asked for comes before the next test.
    await new Promise((resolve) => void setImmediate(resolve))
    return turns
  }

  it.each(calls.filter(({ phases }) => !('changing' in phases)))(
    'gives way to others: $name',
    async ({ run, phases }) => {
      const test = await openLongBook(memory)
      const inOnePiece = await turnsOfOthers(async () => run(test, {}))
      hurry()
      const steps = Math.floor(Math.max(...Object.values(phases)) / 64)
      expect(await turnsOfOthers(async () => run(test, {}))).toBeGreaterThanOrEqual(inOnePiece + steps)
    },
  )

  it('gives way while it takes the fingerprint of its operation', async () => {
    const test = await openLongBook(memory)
    for (const call of ['importBook', 'expenses.recordMany']) {
      const { run } = calls.find(({ name }) => name === call)!
      vi.restoreAllMocks()
      hurry()
      const without = await turnsOfOthers(async () => run(test, {}))
      const named = await turnsOfOthers(async () => run(test, { operationId: call }))
      expect(named).toBeGreaterThan(without)
    }
  })

  it('reads a list that others change meanwhile as it was', async () => {
    const { book, expenses } = await openLongBook(memory)
    hurry()
    const changing = [...expenses]
    const recorded = book.expenses.recordMany(changing)
    changing.length = 0
    expect(await recorded).toHaveLength(count)
  })

  it('finds a document that others change meanwhile damaged, and imports nothing', async () => {
    const { book, document, stored } = await openLongBook(memory)
    const before = await stored()
    hurry()
    const changing = structuredClone(document) as unknown as { expenses: { description: string }[] }
    const imported = book.importBook(changing)
    changing.expenses.at(-1)!.description = 'changed'
    expect(await failureOf(imported)).toMatchObject({ code: 'storage_corrupt' })
    expect(await stored()).toEqual(before)
  })

  it('goes on if the book is closed meanwhile, as any other call does', async () => {
    for (const turns of ['one', 'many']) {
      const { book, expenses, stored } = await openLongBook(memory)
      if (turns === 'many') hurry()
      const recorded = book.expenses.recordMany(expenses)
      await book.close()
      expect(await recorded).toHaveLength(count)
      expect((await stored()).expenses).toHaveLength(2 * count)
      vi.restoreAllMocks()
    }
  })

  it('keeps its place among the calls around it, however long it takes', async () => {
    for (const turns of ['one', 'many']) {
      const { book, expenses, document } = await openLongBook(memory)
      if (turns === 'many') hurry()
      const [one] = expenses
      const asked = [
        book.expenses.recordMany(expenses),
        book.importBook(document),
        book.expenses.recordMany(expenses),
        book.expenses.record(one!),
        book.months.close('2026-02'),
        book.expenses.recordMany(expenses),
      ]
      const outcomes = await Promise.allSettled(asked)
      expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), 'rejected'])
      expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'month_closed' } })
      vi.restoreAllMocks()
      // What was recorded before the import is gone; what came after it is there.
      expect((await book.exportBook()).expenses).toHaveLength(2 * count + 1)
    }
  })

  it('keeps those in their places that came after one that fails sooner', async () => {
    const { book, expenses, document } = await openLongBook(memory)
    hurry()
    const imported = book.importBook(document)
    const failing = book.expenses.recordMany([...expenses, { ...expenses[0]!, date: 'x' }])
    const recorded = book.expenses.record(expenses[0]!)
    expect(await failureOf(failing)).toMatchObject({ code: 'invalid_input' })
    await Promise.all([imported, recorded])
    vi.restoreAllMocks()
    // The import comes first, so what was recorded after it is there.
    expect((await book.exportBook()).expenses).toHaveLength(count + 1)
  })

  it('that fails holds up no other', async () => {
    const { book, expenses, document } = await openLongBook(memory)
    hurry()
    const failing = [
      book.importBook({ ...document, checksum: '0' }),
      book.expenses.recordMany([...expenses, { ...expenses[0]!, date: 'x' }]),
    ]
    const recorded = book.expenses.record(expenses[0]!)
    const outcomes = await Promise.allSettled(failing)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await recorded).toMatchObject({ amount: '1.00' })
    expect(await book.expenses.record(expenses[1]!)).toMatchObject({ amount: '2.00' })
  })

  it('replays an operation, however its steps fall', async () => {
    const { book, expenses } = await openLongBook(memory)
    const first = await book.expenses.recordMany(expenses, { operationId: 'many' })
    hurry()
    expect(await book.expenses.recordMany(expenses, { operationId: 'many' })).toEqual(first)
    const other = await failureOf(book.expenses.recordMany(expenses.slice(1), { operationId: 'many' }))
    expect(other).toMatchObject({ code: 'operation_mismatch' })
  })
})

describe('recordMany with mistakes in a long list', () => {
  it('names all of them by their positions', async () => {
    const { book, expenses } = await openLongBook(memory)
    const wrong = expenses.map((expense, at) =>
      [0, 63, 64, 149].includes(at) ? { ...expense, date: 'x' } : expense,
    )
    const listed: Parameters<BudgetBook['expenses']['recordMany']>[0] = wrong
    const error = await failureOf(book.expenses.recordMany(listed))
    expect(error).toMatchObject({
      code: 'invalid_input',
      details: { issues: [0, 63, 64, 149].map((at) => ({ path: ['expenses', at, 'date'] })) },
    })
  })
})
