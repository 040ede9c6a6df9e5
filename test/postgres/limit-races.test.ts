import { pid } from 'node:process'
import { describe, expect, it } from 'vitest'
import { verify } from 'budgetbook/sql'
import { makeHousehold, monthNumber, percentile } from './harness/household.js'
import { useServer } from './harness/use-server.js'
import { withWorkers } from './harness/workers.js'
import { raceRounds } from '../support/settings.js'

const { makeBooks } = useServer()

const races = [
  ...[2, 4, 8, 16].map((writers) => ({ level: 'read committed', writers, rounds: raceRounds })),
  ...['repeatable read', 'serializable'].map((level) => ({ level, writers: 16, rounds: raceRounds })),
]

describe.each(races)('$writers processes, at $level', ({ level, writers, rounds }) => {
  it(`budget 60.00 each under a limit of 100.00, ${rounds} times: one is accepted`, async () => {
    const books = await makeBooks({ default_transaction_isolation: level })
    const { book, categoryIds } = await makeHousehold(books.connect(), writers)
    const connection = {
      ...books.connection,
      options: `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`,
    }
    await withWorkers(connection, categoryIds, async (workers) => {
      const durations: number[] = []
      const pids = new Set<number>()
      const start = performance.now()
      for (let round = 0; round < rounds; round++) {
        const task = { do: 'budget', month: monthNumber(round), amount: '60.00' } as const
        const answers = await Promise.all(workers.map(async ({ ask }) => ask(task)))
        const codes = answers.map(({ code }) => code).sort()
        const refusals = Array.from({ length: writers - 1 }, () => 'allocation_rejected')
        expect(codes).toEqual([...refusals, 'ok'])
        for (const answer of answers) {
          durations.push(answer.milliseconds)
          pids.add(answer.pid)
        }
      }
      expect(pids.size).toBe(writers)
      expect(pids).not.toContain(pid)
      const seconds = (performance.now() - start) / 1_000
      const figures = `p50 ${percentile(durations, 50)} ms, p99 ${percentile(durations, 99)} ms`
      console.log(
        `${writers} writers at ${level}: ${figures}, ${(rounds / seconds).toFixed(0)} rounds a second`,
      )
    })
    for (const { budgets } of [{ budgets: await book.budgets.list() }]) {
      expect(budgets).toHaveLength(rounds)
      expect(new Set(budgets.map(({ month }) => month)).size).toBe(rounds)
    }
    expect(await verify(books.connect(), 'default')).toEqual([])
  })
})

it('16 processes that make the first category of a book that never was: one does, the others learn of it', async () => {
  const { connection } = await makeBooks()
  const none = Array.from({ length: 16 }, () => '')
  await withWorkers(connection, none, async (workers) => {
    for (let round = 0; round < 20; round++) {
      const task = { do: 'category', bookId: `book ${round}` } as const
      const answers = await Promise.all(workers.map(async ({ ask }) => ask(task)))
      const codes = answers.map(({ code }) => code).sort()
      expect(codes).toEqual([...Array.from({ length: 15 }, () => 'duplicate_category'), 'ok'])
    }
  })
})

it('16 processes that ask for the same operation: it is done once, and all get what it made', async () => {
  const { connection } = await makeBooks()
  const none = Array.from({ length: 16 }, () => '')
  await withWorkers(connection, none, async (workers) => {
    for (let round = 0; round < 20; round++) {
      const task = { do: 'category', bookId: `book ${round}`, operationId: 'first' } as const
      const answers = await Promise.all(workers.map(async ({ ask }) => ask(task)))
      expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ok'))
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    }
  })
})

it('a limit that is lowered while a budget is raised is never passed by what came after it', async () => {
  const books = await makeBooks()
  const { book, categoryIds } = await makeHousehold(books.connect(), 2)
  await withWorkers(books.connection, categoryIds, async ([lowering, budgeting]) => {
    for (let round = 0; round < 50; round++) {
      await book.settings.update({ monthlyLimit: '100.00' })
      const month = monthNumber(round)
      const [, raised] = await Promise.all([
        lowering?.ask({ do: 'lower', limit: '50.00' }),
        budgeting?.ask({ do: 'budget', month, amount: '60.00' }),
      ])
      // It came before the limit was lowered, or it was refused.
      expect(['ok', 'allocation_rejected']).toContain(raised?.code)
      const again = await budgeting?.ask({ do: 'budget', month: monthNumber(round + 600), amount: '60.00' })
      expect(again?.code).toBe('allocation_rejected')
    }
  })
})
