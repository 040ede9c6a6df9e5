import pg from 'pg'
import { expect, it } from 'vitest'
import { isBudgetBookError, openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { makeHousehold } from './harness/household.js'
import { useServer } from './harness/use-server.js'

const { server, makeBooks } = useServer()

/** What was recorded: acknowledged, or of unknown outcome, by its description. */
interface Ledger {
  readonly acknowledged: Set<string>
  readonly unknown: Set<string>
}

const pause = async (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds))

const codes: Record<string, number> = {}

async function recordOne(book: BudgetBook, categoryId: string, name: string, ledger: Ledger): Promise<void> {
  const expense = { categoryId, amount: '1.00', date: '2026-02-14', description: name }
  const options = name.startsWith('named') ? { operationId: name } : {}
  for (;;) {
    try {
      await book.expenses.record(expense, options)
      ledger.acknowledged.add(name)
      return
    } catch (error) {
      if (!isBudgetBookError(error)) throw error
      codes[error.code] = (codes[error.code] ?? 0) + 1
      if (error.code === 'outcome_unknown' && !name.startsWith('named')) {
        ledger.unknown.add(name)
        return
      }
      // Nothing was written, or it has a name: it is asked for again.
      if (error.code !== 'outcome_unknown' && error.code !== 'storage_unavailable') throw error
    }
  }
}

async function expectLedger(book: BudgetBook, { acknowledged, unknown }: Ledger): Promise<void> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await book.expenses.list({ limit: 1_000, cursor })
    found.push(...page.items.map(({ description }) => description))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(new Set(found).size, 'nothing is there twice').toBe(found.length)
  expect([...acknowledged].filter((name) => !found.includes(name))).toEqual([])
  expect(found.filter((name) => !acknowledged.has(name) && !unknown.has(name))).toEqual([])
}

it('backends killed at random during 1,000 commits: what was acknowledged is there, and nothing is there twice', async () => {
  const { connect } = await makeBooks()
  const ledger: Ledger = { acknowledged: new Set(), unknown: new Set() }
  const { book, categoryIds } = await makeHousehold(connect(), 4)
  const killer = new pg.Pool({ ...server().connection, max: 1 })
  killer.on('error', () => undefined)
  let kills = 0
  let isOver = false
  const killing = (async () => {
    for (let next = 0; !isOver; next += 4) {
      // Paced by the commits, so that a slow machine is not killed more often than it commits.
      while (!isOver && ledger.acknowledged.size + ledger.unknown.size < next) await pause(1)
      const { rows } = await killer.query<{ killed: boolean }>(`
        select pg_terminate_backend(pid) as killed from pg_stat_activity
        where datname like 'books\\_%' and backend_type = 'client backend' order by random() limit 1`)
      kills += rows.length
      await pause(Math.random() * 10)
    }
  })()
  const writers = await Promise.all(
    categoryIds.map(async () => openBudgetBook({ storage: createSqlAdapter(connect()) })),
  )
  await Promise.all(
    writers.map(async (writer, at) => {
      for (let count = 0; count < 250; count++) {
        const name = `${count % 2 === 0 ? 'named' : 'unnamed'} ${at} ${count}`
        await recordOne(writer, categoryIds[at] ?? '', name, ledger)
      }
    }),
  )
  isOver = true
  await killing
  await killer.end()
  await expectLedger(book, ledger)
  expect(kills).toBeGreaterThan(50)
  expect(ledger.acknowledged.size).toBeGreaterThan(900)
  expect(await verify(connect(), 'default')).toEqual([])
  console.log(
    `${kills} kills; ${ledger.unknown.size} of 1,000 of unknown outcome; errors ${JSON.stringify(codes)}`,
  )
})

it('a server that crashes in the middle of commits has everything that it acknowledged when it is up again', async () => {
  const { connect } = await makeBooks()
  const { book, categoryIds } = await makeHousehold(connect(), 4)
  const ledger: Ledger = { acknowledged: new Set(), unknown: new Set() }
  const writers = await Promise.all(
    categoryIds.map(async () => openBudgetBook({ storage: createSqlAdapter(connect()) })),
  )
  let isOver = false
  const writing = writers.map(async (writer, at) => {
    for (let count = 0; !isOver; count++)
      await recordOne(
        writer,
        categoryIds[at] ?? '',
        `${count % 2 === 0 ? 'named' : 'unnamed'} ${at} ${count}`,
        ledger,
      )
  })
  for (let crash = 0; crash < 3; crash++) {
    await new Promise((resolve) => void setTimeout(resolve, 500))
    await server().crash()
    await server().restart()
  }
  await new Promise((resolve) => void setTimeout(resolve, 500))
  isOver = true
  await Promise.all(writing)
  expect(ledger.acknowledged.size).toBeGreaterThan(50)
  await expectLedger(book, ledger)
  expect(await verify(connect(), 'default')).toEqual([])
  console.log(
    `3 crashes: ${ledger.acknowledged.size} acknowledged, ${ledger.unknown.size} of unknown outcome`,
  )
})
