import { afterAll, describe, expect, it } from 'vitest'
import { enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { layCable, type Break, type Cable } from './harness/cable.js'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'

const { server, makeBooks } = useServer()
const cables: Cable[] = []
afterAll(async () => Promise.all(cables.map(async (cable) => cable.close())))

// What every commit sends, and no read.
const commitStatement = 'with gate as'

/** A book behind a cable, and the same book beside it. */
async function setUp() {
  const books = await makeBooks()
  const { book: beside, categoryIds } = await makeHousehold(books.connect(), 2)
  const cable = await layCable(server().port)
  cables.push(cable)
  const storage = createSqlAdapter(books.connect({ port: cable.port, max: 1 }))
  const book = await openBudgetBook({ storage, allocationPolicy: enforcePolicy() })
  const [categoryId = '', other = ''] = categoryIds
  const expense = { categoryId, amount: '1.00', date: '2026-02-14' }
  const count = async () => (await beside.utilization('2026-02')).categories.length
  const spent = async () => (await beside.utilization('2026-02')).summary.totalSpent
  return { books, beside, cable, book, expense, other, count, spent }
}

const kinds = ['before', 'answer', 'part'] as const
const names = [{ operationId: 'first' }, {}]
const cases = kinds.flatMap((kind) =>
  names.map((options) => ({ kind, options, named: 'operationId' in options })),
)

describe.each(cases)('a connection that breaks ($kind), the call named: $named', ({ kind, options }) => {
  it('is looked into: the expense is recorded once, and the caller gets it', async () => {
    const { cable, book, expense, spent, books } = await setUp()
    const broken = cable.breakAt({ at: commitStatement, kind })
    const recorded = await book.expenses.record(expense, options)
    await broken
    expect(await spent()).toBe('1.00')
    expect((await book.expenses.list()).items).toEqual([recorded])
    expect(await verify(books.connect(), 'default')).toEqual([])
  })

  it('where others wrote since, is found by its name, or unknown without one; never twice', async () => {
    const { cable, book, beside, expense, spent, other } = await setUp()
    const meanwhile = async () =>
      void (await beside.expenses.record({ categoryId: other, amount: '10.00', date: '2026-02-14' }))
    const what: Break =
      kind === 'before' ? { at: commitStatement, kind } : { at: commitStatement, kind, meanwhile }
    const broken = cable.breakAt(what)
    const outcome = await book.expenses.record(expense, options).then(
      () => 'recorded',
      (error: unknown) => (isBudgetBookError(error) ? error.code : String(error)),
    )
    await broken
    const isFound = kind === 'before' || 'operationId' in options
    expect(outcome).toBe(isFound ? 'recorded' : 'outcome_unknown')
    expect(await spent()).toBe(kind === 'before' ? '1.00' : '11.00')
    if (!('operationId' in options)) return
    await book.expenses.record(expense, options)
    expect(await spent()).toBe(kind === 'before' ? '1.00' : '11.00')
  })
})

it('a connection that breaks while it reads is opened again', async () => {
  const { cable, book } = await setUp()
  for (const kind of kinds) {
    const broken = cable.breakAt({ at: 'select ', kind })
    expect(await book.categories.list()).toHaveLength(2)
    await broken
  }
})

it('full-book work whose transaction breaks at any statement is done once', async () => {
  const { cable, book, expense, books } = await setUp()
  await book.expenses.record(expense)
  for (const at of ['start transaction', 'set revision = revision', commitStatement, 'commit']) {
    for (const kind of kinds) {
      const broken = cable.breakAt({ at, kind })
      await book.settings.changeCurrency({ to: 'EUR', rate: '2' })
      await broken
      await book.settings.changeCurrency({ to: 'USD', rate: '0.5' })
      expect((await book.utilization('2026-02')).summary.totalSpent).toBe('1.00')
    }
  }
  expect(await verify(books.connect(), 'default')).toEqual([])
})

it('a server that is not there any more is storage_unavailable, or outcome_unknown where a commit was on its way', async () => {
  const { cable, book, expense, spent } = await setUp()
  const gone = cable.breakAt({ at: commitStatement, kind: 'answer', meanwhile: async () => cable.close() })
  await expect(book.expenses.record(expense, { operationId: 'last' })).rejects.toMatchObject({
    code: 'outcome_unknown',
    details: { operationId: 'last' },
  })
  await gone
  expect(await spent()).toBe('1.00')
  const calls = [book.expenses.record(expense), book.categories.list(), book.exportBook()]
  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'storage_unavailable', details: { reason: 'connection_lost' } },
    })
  }
  expect(await spent()).toBe('1.00')
  cables.splice(cables.indexOf(cable), 1)
})
