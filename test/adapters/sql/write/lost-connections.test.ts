import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BudgetBook, type MutationOptions } from 'budgetbook'
import type { CommitNotice } from 'budgetbook/adapter'
import { verify } from 'budgetbook/sql'
import { outcomeOf } from '../../faults/attempts.js'
import { driverError } from '../../../support/sql/failing-statements.js'
import { databases, type TwoClients } from '../../../support/storages/two-clients.js'

const lost = driverError('57P01')

interface Test extends TwoClients {
  /** The book through the client whose statements can fail. */
  readonly book: BudgetBook
  /** The same book, through the other. */
  readonly other: BudgetBook
  readonly categoryId: string
  readonly record: (asked?: MutationOptions) => Promise<unknown>
  /** What was spent in February, and in how many expenses. */
  readonly spent: () => Promise<string>
  readonly notices: readonly CommitNotice[]
}

async function setUp(open: () => Promise<TwoClients>): Promise<Test> {
  const clients = await open()
  const { storage, beside, bookId } = clients
  const other = await openBudgetBook({ storage: beside, bookId })
  await other.settings.update({ currency: 'USD' })
  const { id: categoryId } = await other.categories.create({ name: 'Food' })
  const expense = { categoryId, amount: '1.00', date: '2026-02-14' }
  const book = await openBudgetBook({ storage, bookId })
  const notices: CommitNotice[] = []
  storage.subscribe?.(bookId, (notice) => notices.push(notice))
  return {
    ...clients,
    book,
    other,
    categoryId,
    record: async (asked) => book.expenses.record(expense, asked),
    spent: async () => {
      const { totalSpent, expenseCount } = (await other.utilization('2026-02')).summary
      return `${totalSpent} in ${expenseCount}`
    },
    notices,
  }
}

const calls: Record<string, (test: Test, operationId?: string) => Promise<unknown>> = {
  record: async ({ record }, operationId) => record({ operationId }),
  allocate: async ({ book, categoryId }, operationId) =>
    book.budgets.allocate('2026-03', [{ categoryId, amount: '5.00' }], { operationId }),
  changeCurrency: async ({ book }, operationId) =>
    book.settings.changeCurrency({ to: 'EUR', rate: '2' }, { operationId }),
}

/** Everything that there is of a book, but for what is new in each run. */
async function contentsOf(book: BudgetBook): Promise<string> {
  const { settings, budgets, expenses } = await book.exportBook()
  return JSON.stringify([settings, [...budgets, ...expenses].map(({ amount }) => amount)])
}

const ways = (['before', 'after'] as const).flatMap((when) =>
  [undefined, 'named'].map((operationId) => ({ when, operationId })),
)

// SQLite's commits have more statements, and lost-answers.test.ts tries each of them.
describe('in PGlite', () => {
  const { PGlite: open } = databases

  describe.each(ways)('where the connection is lost $when a statement (name: $operationId)', (way) => {
    it.each(Object.entries(calls))(
      '%s is done once, told of once, whichever statement it is',
      async (_name, call) => {
        const undisturbed = await setUp(open)
        await call(undisturbed)
        const expected = await contentsOf(undisturbed.other)
        for (let at = 1; ; at++) {
          const test = await setUp(open)
          test.faulty.arm({ at, when: way.when, error: lost })
          await call(test, way.operationId)
          const where = `statement ${at}: ${test.faulty.struck}`
          const isOver = test.faulty.struck === null
          test.faulty.arm(null)
          expect(await contentsOf(test.other), where).toBe(expected)
          expect(test.notices, where).toMatchObject([{ operationId: way.operationId ?? null }])
          expect(test.notices[0]?.source, where).not.toBeNull()
          expect(await verify(test.options, test.bookId), where).toEqual([])
          if (isOver) break
        }
      },
    )
  })

  it('what stays lost after a commit was sent is outcome_unknown, and done once when it is asked again', async () => {
    for (const when of ['before', 'after'] as const) {
      const { faulty, commitStatement, record, spent, notices } = await setUp(open)
      faulty.arm({ at: commitStatement, when, error: lost, times: 1_000 })
      await expect(record({ operationId: 'first' })).rejects.toMatchObject({
        code: 'outcome_unknown',
        details: { operationId: 'first' },
        cause: lost,
      })
      faulty.arm(null)
      expect(notices).toMatchObject([{ source: null, changes: 'unknown' }])
      expect(await spent()).toBe(when === 'after' ? '1.00 in 1' : '0.00 in 0')
      await record({ operationId: 'first' })
      expect(await spent()).toBe('1.00 in 1')
    }
  }, 30_000)

  it('what stays lost before anything was sent is storage_unavailable, and nothing is written', async () => {
    const { faulty, book, record, spent, notices } = await setUp(open)
    faulty.arm({ at: 1, when: 'after', error: lost, times: 1_000 })
    const outcomes = await Promise.allSettled([record(), book.categories.list(), book.exportBook()])
    faulty.arm(null)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        reason: { code: 'storage_unavailable', details: { reason: 'connection_lost' }, cause: lost },
      })
    }
    expect(await spent()).toBe('0.00 in 0')
    expect(notices).toEqual([])
  }, 30_000)
})

describe.each(Object.entries(databases))('in %s', (_, open) => {
  describe.each(ways)('where the connection is lost $when a statement (name: $operationId)', (way) => {
    it('and others wrote since: it is found by its name, or unknown without one; never done twice', async () => {
      const { faulty, commitStatement, other, categoryId, record, spent, notices } = await setUp(open)
      const meanwhile = async () =>
        void (await other.expenses.record({ categoryId, amount: '10.00', date: '2026-02-14' }))
      const isStored = way.when === 'after'
      // A transaction that has not ended yet keeps others out, where there is one.
      const fault = isStored ? { meanwhile } : {}
      faulty.arm({ at: commitStatement, when: way.when, error: lost, ...fault })
      const isFound = !isStored || way.operationId !== undefined
      expect(await outcomeOf(record({ operationId: way.operationId }))).toBe(
        isFound ? 'resolved' : 'outcome_unknown',
      )
      expect(await spent()).toBe(isStored ? '11.00 in 2' : '1.00 in 1')
      // Whoever listens looks again, also where nobody knows.
      expect(notices).toMatchObject([isFound ? { changes: [{ type: 'expense' }] } : { changes: 'unknown' }])
      if (way.operationId === undefined) return
      await record({ operationId: way.operationId })
      expect(await spent()).toBe(isStored ? '11.00 in 2' : '1.00 in 1')
    })
  })

  it.each([
    'ECONNRESET',
    'EPIPE',
    'CONNECTION_CLOSED',
    '08006',
    '08P01',
    '57P02',
    '40003',
    'SQLITE_IOERR_FSYNC',
  ])('a way to the database that breaks with %s is looked into, and tried again', async (code) => {
    for (const when of ['before', 'after'] as const) {
      const { faulty, commitStatement, record, spent } = await setUp(open)
      faulty.arm({ at: commitStatement, when, error: driverError(code) })
      await record()
      expect(faulty.struck).not.toBeNull()
      expect(await spent()).toBe('1.00 in 1')
    }
  })

  it('whatever the database says afterwards, a commit that may be stored is never said not to be', async () => {
    for (const code of ['42501', '53100', 'XX001', '42P01']) {
      const { faulty, commitStatement, record, spent } = await setUp(open)
      const meanwhile = async () => faulty.arm({ at: 1, when: 'before', error: driverError(code) })
      faulty.arm({ at: commitStatement, when: 'after', error: lost, meanwhile })
      expect(await outcomeOf(record()), code).toBe('outcome_unknown')
      expect(await spent()).toBe('1.00 in 1')
    }
  })

  it('an abort ends a call only as long as nothing was sent', async () => {
    const reading = new AbortController()
    const early = await setUp(open)
    const abort = (controller: AbortController) => async () => controller.abort('too late')
    early.faulty.arm({ at: 1, when: 'after', meanwhile: abort(reading) })
    await expect(early.record({ signal: reading.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'too late',
    })
    expect(await early.spent()).toBe('0.00 in 0')

    for (const fault of [{}, { error: lost }]) {
      const sending = new AbortController()
      const { faulty, commitStatement, record, spent } = await setUp(open)
      faulty.arm({ at: commitStatement, when: 'after', meanwhile: abort(sending), ...fault })
      await record({ signal: sending.signal })
      expect(await spent()).toBe('1.00 in 1')
    }
  })

  it('an abort between two attempts ends the call, and nothing is written', async () => {
    const between = new AbortController()
    const { faulty, record, spent } = await setUp(open)
    const error = driverError('40001')
    // It would go on like that until the attempts ran out.
    const meanwhile = async () => between.abort('enough')
    faulty.arm({ at: 1, when: 'before', error, meanwhile, times: 1_000 })
    await expect(record({ signal: between.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'enough',
    })
    faulty.arm(null)
    expect(await spent()).toBe('0.00 in 0')
  })

  it.each(['40001', '40P01', '55P03', '53300', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED'])(
    'what is in the way with %s a few times is waited for, also by a call that reads',
    async (code) => {
      const { faulty, book, record, spent, notices } = await setUp(open)
      faulty.arm({ at: 2, when: 'before', error: driverError(code), times: 4 })
      await record()
      expect(faulty.struck).not.toBeNull()
      faulty.arm({ at: 1, when: 'before', error: driverError(code), times: 4 })
      await book.categories.list()
      expect(await spent()).toBe('1.00 in 1')
      expect(notices).toHaveLength(1)
    },
  )
})
