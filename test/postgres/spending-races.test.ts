import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { enforceSpending, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'
import { startWorker, withWorkers } from './harness/workers.js'

const { makeBooks } = useServer()

const races = ['read committed', 'repeatable read', 'serializable'].flatMap((level) =>
  (['spend', 'hold'] as const).map((by) => ({ level, by })),
)

describe.each(races)('8 processes at $level, each cent by $by', ({ level, by }) => {
  it('ask for 2,000 cents under a limit of 1,000: 1,000 are accepted', async () => {
    const books = await makeBooks({ default_transaction_isolation: level })
    const { book, categoryIds } = await makeHousehold(books.connect(), 2)
    await book.settings.update({ monthlyLimit: '10.00' })
    const connection = {
      ...books.connection,
      options: `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`,
    }
    const spenders = Array.from({ length: 8 }, (_, index) => categoryIds[index % 2] ?? '')
    const accepted = await withWorkers(connection, spenders, async (workers) => {
      const answers = await Promise.all(workers.map(async ({ ask }) => ask({ do: 'spend', times: 250, by })))
      expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ok'))
      return answers.reduce((sum, { id }) => sum + Number(id), 0)
    })
    // A hold that is about to become an expense counts: nobody can take its place.
    expect(accepted).toBe(1_000)
    const { summary } = await book.utilization('2026-02')
    expect(summary).toMatchObject({ totalSpent: '10.00', expenseCount: 1_000, held: '0.00' })
    expect(await verify(books.connect(), 'default')).toEqual([])
  })
})

it('a process that dies leaves a hold that counts until it expires, and then no longer', async () => {
  const books = await makeBooks()
  const { categoryIds } = await makeHousehold(books.connect(), 1)
  const [categoryId = ''] = categoryIds
  const worker = await startWorker()
  await worker.ask({ do: 'connect', connection: books.connection, categoryId })
  const expiresAt = '2100-01-01T00:00:00.000Z'
  expect(await worker.ask({ do: 'hold', amount: '90.00', expiresAt })).toMatchObject({ code: 'ok' })
  worker.process.kill('SIGKILL')
  await once(worker.process, 'exit')

  let now = new Date('2099-12-31T23:59:59.999Z')
  const book = await openBudgetBook({
    storage: createSqlAdapter(books.connect()),
    spendingPolicy: enforceSpending({ of: ['limit'] }),
    now: () => now,
  })
  const spending = { categoryId, amount: '20.00', date: '2026-02-14' }
  await expect(book.expenses.spend(spending)).rejects.toMatchObject({ code: 'spending_rejected' })
  now = new Date(expiresAt)
  expect(await book.holds.list()).toEqual([])
  await expect(book.expenses.spend(spending)).resolves.toMatchObject({ violations: [] })
  const { holds } = await book.exportBook()
  expect(holds, 'the writer removed it').toEqual([])
})
