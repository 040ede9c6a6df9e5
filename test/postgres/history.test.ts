import { describe, expect, it } from 'vitest'
import { isBudgetBookError, type StorageAdapter } from 'budgetbook'
import type { HistoryAppend, View } from 'budgetbook/adapter'
import { commit, commitOptions, inserting, theBook } from '../../src/testing/conformance/commits.js'
import { makeCategory } from '../../src/testing/conformance/entities.js'
import { makeEntry, readHistory } from '../../src/testing/conformance/topics/history/entries.js'
import { useServer } from './harness/use-server.js'

const { makeBooks } = useServer()

const levels = ['read committed', 'repeatable read', 'serializable']
const clients = 8
const rounds = 30

/** Adds a category, and an entry that says how many there were. */
async function add(
  adapter: StorageAdapter,
  id: string,
  keep: HistoryAppend['keep'],
  operation: { readonly id: string; readonly fingerprint: string } | null = null,
): Promise<void> {
  const decide = ({ categories }: View) => ({
    changes: [inserting.category(makeCategory(id))],
    receipt: {},
    history: { entry: makeEntry(id, { actor: `${categories.length}` }), keep },
  })
  await adapter.transact(theBook, () => ({}), decide, commitOptions({ operation }))
}

/** A client each, and everything that they do one after the other. */
async function race(
  adapters: readonly StorageAdapter[],
  work: (adapter: StorageAdapter, id: string) => Promise<void>,
): Promise<void> {
  await Promise.all(
    adapters.map(async (adapter, at) => {
      for (let round = 0; round < rounds; round++) await work(adapter, `${at} ${round}`)
    }),
  )
}

describe.each(levels)(`${clients} clients that commit at once, at %s`, (level) => {
  const connect = async () => {
    const { adapter } = await makeBooks({ default_transaction_isolation: level })
    return { adapters: Array.from({ length: clients }, adapter), adapter: adapter() }
  }

  it('append an entry for each commit, in the order of the commits, and leave out no position', async () => {
    const { adapters, adapter } = await connect()
    await race(adapters, async (one, id) => add(one, id, 'all'))
    const entries = (await readHistory(adapter)).toReversed()
    const { categories } = await adapter.readAll(theBook)
    expect(categories).toHaveLength(clients * rounds)
    expect(entries.map(({ position }) => position)).toEqual(categories.map((_, at) => at + 1))
    expect(entries.map(({ entry }) => entry.id)).toEqual(categories.map(({ id }) => id))
    expect(entries.map(({ entry }) => entry.actor)).toEqual(categories.map((_, at) => `${at}`))
  })

  it('keep the newest entries only', async () => {
    const { adapters, adapter } = await connect()
    await race(adapters, async (one, id) => {
      await add(one, id, 7)
      expect((await readHistory(one)).length).toBeLessThanOrEqual(7)
    })
    const entries = (await readHistory(adapter)).toReversed()
    const { categories } = await adapter.readAll(theBook)
    expect(entries.map(({ entry }) => entry.id)).toEqual(categories.slice(-7).map(({ id }) => id))
    expect(entries.map(({ position }) => position)).toEqual(
      Array.from({ length: 7 }, (_, at) => clients * rounds - 6 + at),
    )
  })

  it('append none for what is refused or was done before', async () => {
    const { adapters, adapter } = await connect()
    let refused = 0
    await race(adapters, async (one, id) => {
      const [, round = ''] = id.split(' ')
      const operation = { id: round, fingerprint: 'f' }
      // Every client asks for the same operation, and then for a category that is there by now.
      await add(one, round, 'all', operation)
      await add(one, round, 'all').catch((error: unknown) => {
        if (!isBudgetBookError(error, 'conflict')) throw error
        refused += 1
      })
    })
    expect(refused).toBe(clients * rounds)
    const entries = await readHistory(adapter)
    expect(entries.map(({ position }) => position)).toEqual(
      Array.from({ length: rounds }, (_, at) => rounds - at),
    )
    const { categories } = await adapter.readAll(theBook)
    expect(entries.map(({ entry }) => entry.id).toReversed()).toEqual(categories.map(({ id }) => id))
  })

  it('and delete the book: what is left is that of the commits since then', async () => {
    const { adapters, adapter } = await connect()
    await race(adapters, async (one, id) => {
      if (id.endsWith('5')) return one.deleteBook(theBook)
      // Whoever comes too late to a book that others make over and over may be told so.
      await add(one, id, 'all').catch((error: unknown) => {
        if (!isBudgetBookError(error, 'conflict')) throw error
      })
    })
    await commit(adapter, [inserting.category(makeCategory('last'))], {
      history: { entry: makeEntry('last'), keep: 'all' },
    })
    const { categories } = await adapter.readAll(theBook)
    const entries = (await readHistory(adapter)).toReversed()
    expect(entries.map(({ entry }) => entry.id)).toEqual(categories.map(({ id }) => id))
  })
})
