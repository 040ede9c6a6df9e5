import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type Month } from 'budgetbook'
import type { Scope } from 'budgetbook/adapter'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, inserting, putting, removing, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeBudget, makeCategory, makeExpense } from '../../../../src/testing/conformance/entities.js'
import { observe, readPage } from '../../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions } from '../../../support/sql/databases.js'

const databases: Record<string, () => Promise<SqlOptions>> = {
  SQLite: async () => migratedSqlite().options,
  PGlite: pgliteOptions,
}

// More of each than stand in a statement one by one, and more months than there are of each.
const count = 150
const numbers = Array.from({ length: count }, (_, at) => at)
const monthAt = (at: number) =>
  `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}` as Month
const idAt = (kind: string, at: number) => `${kind} '${at}' \u{1f4d2}`
const changes = [
  inserting.category(makeCategory('food')),
  ...numbers.map((at) => inserting.budget(makeBudget(idAt('b', at), 'food', monthAt(2 * at), `${at}.00`))),
  ...numbers.map((at) =>
    inserting.expense(makeExpense(idAt('e', at), 'food', `${monthAt(2 * at + 1)}-05`, `${at}.00`)),
  ),
]
const budgets = numbers.map((at) => idAt('b', at))
const expenses = numbers.map((at) => idAt('e', at))
const months = numbers.map((at) => monthAt(at + 100))
const few = (all: readonly string[]) => all.filter((_, at) => at % 40 === 0)

const scopes: readonly Scope[] = [
  { months },
  { months: few(months) as Month[] },
  { budgets },
  { expenses },
  { budgets, expenses },
  { months, budgets, expenses },
  { months: few(months) as Month[], budgets, expenses: few(expenses) },
  { months, budgets: few(budgets), expenses: [...expenses, 'none of them'] },
  { months: 'all', budgets: [...budgets, 'none of them'], expenses: few(expenses) },
]

describe.each(Object.entries(databases))('in %s', (_, open) => {
  it('a scope of hundreds of names gives what one of a few gives', async () => {
    const options = await open()
    const [storage, memory] = [createSqlAdapter(options), createMemoryAdapter()]
    await commit(storage, changes)
    await commit(memory, changes)
    for (const scope of scopes) {
      expect(await storage.read(theBook, () => scope)).toEqual(await memory.read(theBook, () => scope))
    }
  })

  it('a commit that touches hundreds of rows in as many months leaves all of them right', async () => {
    const options = await open()
    const [storage, memory] = [createSqlAdapter(options), createMemoryAdapter()]
    for (const adapter of [storage, memory]) {
      await commit(adapter, changes)
      await commit(adapter, [
        ...budgets.filter((_id, at) => at % 2 === 0).map(removing.budget),
        ...numbers
          .filter((at) => at % 2 === 1)
          .map((at) => putting.budget(makeBudget(idAt('b', at), 'food', monthAt(at), '7.00'))),
        ...expenses.filter((_id, at) => at % 3 === 0).map(removing.expense),
        ...numbers
          .filter((at) => at % 3 === 1)
          .map((at) => putting.expense(makeExpense(idAt('e', at), 'food', `${monthAt(at)}-06`, '8.00'))),
      ])
    }
    expect(await observe(storage)).toEqual(await observe(memory))
    expect(await verify(options, theBook)).toEqual([])
  })

  it('a book of more expenses than are read at once is read as a whole, and rewritten', async () => {
    const options = await open()
    const storage = createSqlAdapter(options)
    await commit(storage, [inserting.category(makeCategory('food'))])
    // The last of a piece, and the first of the next, are told apart by their ids alone.
    const idsOf = (from: number, to: number) =>
      Array.from({ length: to - from }, (_id, at) => `${String(from + at).padStart(5, '0')}\uffff\u{10000}`)
    for (const ids of [idsOf(0, 10_000), idsOf(10_000, 20_001)]) {
      await commit(
        storage,
        ids.map((id) => inserting.expense(makeExpense(id, 'food', '2026-02-10', '0.01'))),
      )
    }
    const { expenses: all } = await storage.readAll(theBook)
    expect(new Set(all.map(({ id }) => id)).size).toBe(20_001)
    expect(await verify(options, theBook)).toEqual([])
    await storage.replace(
      theBook,
      (contents) => ({ contents: { ...contents, expenses: contents.expenses.slice(1) }, receipt: {} }),
      { operation: null, source: '' },
    )
    expect((await storage.readAll(theBook)).expenses).toHaveLength(20_000)
    expect((await readPage(storage, { limit: 1 })).map(({ id }) => id)).toEqual(['20000\uffff\u{10000}'])
  })
})
