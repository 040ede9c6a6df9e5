import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { isBudgetBookError, type StorageAdapter } from 'budgetbook'
import { verify } from 'budgetbook/sql'
import { commit, commitOptions, inserting, theBook } from '../../src/testing/conformance/commits.js'
import { february, makeBudget, makeCategory, makeExpense } from '../../src/testing/conformance/entities.js'
import { useServer } from './harness/use-server.js'

const { makeBooks } = useServer()

const changesOf = (id: string) => [
  inserting.category(makeCategory(id)),
  inserting.budget(makeBudget(id, id, february, '1.00')),
  inserting.expense(makeExpense(id, id, '2026-02-05', '2.00')),
]

const calls: Record<string, (adapter: StorageAdapter, id: string) => Promise<unknown>> = {
  commits: async (adapter, id) => commit(adapter, changesOf(id)),
  deletions: async (adapter) => adapter.deleteBook(theBook),
  'full-book work': async (adapter) =>
    adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
  exports: async (adapter) => adapter.readAll(theBook),
}

const pairs = Object.keys(calls).flatMap((first, at) =>
  Object.keys(calls)
    .slice(at)
    .map((second) => [first, second] as const),
)

it.each(pairs)(
  '%s beside %s, of a book that comes and goes, leave rows that fit together',
  async (...names) => {
    const { connect, adapter } = await makeBooks()
    const options = connect()
    const adapters = Array.from({ length: 8 }, adapter)
    for (let round = 0; round < 40; round++) {
      const work = adapters.map(async (one, at) => {
        const name = [...names, 'commits', 'deletions'][at % 4] ?? ''
        await calls[name]?.(one, `${round} ${at}`)
      })
      // Whoever comes too late to a book that others make over and over may be told so; nothing else.
      for (const outcome of await Promise.allSettled(work))
        if (outcome.status === 'rejected' && !isBudgetBookError(outcome.reason, 'conflict'))
          throw outcome.reason
      expect(await verify(options, theBook)).toEqual([])
    }
  },
)

it.each([
  'delete from budgetbook_books',
  'delete from budgetbook_books; delete from budgetbook_categories',
  "update budgetbook_books set version = 'new'",
  "update budgetbook_totals set spent = '9.00'",
])('imports and commits beside each other, after %s, leave rows that fit together', async (damage) => {
  const { connect, adapter } = await makeBooks()
  const options = connect()
  const adapters = Array.from({ length: 8 }, adapter)
  const [first] = adapters as [StorageAdapter]
  await commit(first, changesOf('first'))
  const contents = await first.readAll(theBook)
  const restore = async (one: StorageAdapter) =>
    one.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
  for (let round = 0; round < 20; round++) {
    for (const statement of damage.split(';')) await sql.raw(statement).execute(options.db)
    const work = adapters.map(async (one, at) =>
      at % 2 === 0 ? restore(one) : commit(one, changesOf(`${round} ${at}`)),
    )
    for (const outcome of await Promise.allSettled(work)) {
      if (outcome.status === 'fulfilled') continue
      // A commit before the first import meets the damage.
      const { reason } = outcome
      if (!isBudgetBookError(reason, 'conflict') && !isBudgetBookError(reason, 'storage_corrupt'))
        throw reason
    }
    expect(await verify(options, theBook)).toEqual([])
    await restore(first)
    expect(await first.readAll(theBook)).toEqual(contents)
  }
})
