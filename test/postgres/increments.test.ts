import { expect, it } from 'vitest'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { commit, inserting, putting } from '../../src/testing/conformance/commits.js'
import { february, makeBudget, makeCategory, makeSettings } from '../../src/testing/conformance/entities.js'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'
import { withWorkers } from './harness/workers.js'

const { makeBooks } = useServer()

it('8 processes raise a budget 100 times each by what they read: no raise is lost', async () => {
  const { connection, connect } = await makeBooks()
  const adapter = createSqlAdapter(connect())
  const changes = [
    putting.settings(makeSettings('USD')),
    inserting.category(makeCategory('food')),
    inserting.budget(makeBudget('counter', 'food', february, '0.00')),
  ]
  await commit(adapter, changes, { bookId: 'default' })
  await withWorkers(
    connection,
    Array.from({ length: 8 }, () => ''),
    async (workers) => {
      const answers = await Promise.all(workers.map(async ({ ask }) => ask({ do: 'raise', times: 100 })))
      expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ok'))
    },
  )
  const { budgets } = await adapter.read('default', () => ({ budgets: ['counter'] }))
  expect(budgets.get('counter')?.amount).toBe('8.00')
})

it('8 processes record 100 expenses each: all are there, and the kept totals are their sum', async () => {
  const { connection, connect } = await makeBooks()
  const { book, categoryIds } = await makeHousehold(connect(), 2)
  const spenders = Array.from({ length: 8 }, (_, index) => categoryIds[index % 2] ?? '')
  await withWorkers(connection, spenders, async (workers) => {
    const answers = await Promise.all(workers.map(async ({ ask }) => ask({ do: 'record', times: 100 })))
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ok'))
  })
  const { summary } = await book.utilization('2026-02')
  expect(summary).toMatchObject({ totalSpent: '8.00', expenseCount: 800 })
  expect(await verify(connect(), 'default')).toEqual([])
})
