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
