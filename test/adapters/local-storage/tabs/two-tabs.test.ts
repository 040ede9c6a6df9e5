import { describe, expect, it } from 'vitest'
import { enforcePolicy, openBudgetBook, type StorageAdapter } from 'budgetbook'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import { february, january, makeCategory, makeExpense } from '../../../../src/testing/conformance/entities.js'
import {
  expectSoundTotals,
  observe,
  readMonth,
  readMonths,
  readPage,
} from '../../../../src/testing/conformance/observations.js'
import { mapStorage, type MapStorage } from '../../../support/storages/storage-like.js'
import { observedStorage } from '../observed-storage.js'
import { openTab, sampleStorage } from '../sample-book.js'

/** A tab that another tab's commit comes into: right after it has read a key, as often as told. */
function interruptedTab(
  storage: MapStorage,
  times: number,
  interrupt: () => void,
  part = '/head',
): StorageAdapter {
  let left = times
  return openTab(
    observedStorage(storage, {
      after: ({ name, key }) => {
        if (name !== 'getItem' || !key?.includes(part) || left === 0) return
        left--
        interrupt()
      },
    }),
  )
}

const moveMoney = [
  putting.expense(makeExpense('e1', 'food', '2026-02-15', '1.25')),
  inserting.expense(makeExpense('e5', 'food', '2026-01-05', '10.00')),
]

/** Calls that read more than one month. */
const readings: Record<string, (tab: StorageAdapter) => Promise<unknown>> = {
  read: async (tab) => readMonths(tab),
  page: async (tab) => readPage(tab),
  readAll: async (tab) => tab.readAll(theBook),
}

describe('two tabs over one storage', () => {
  it('see each other’s commits, though both have read before', async () => {
    const storage = await sampleStorage()
    const [one, two] = [openTab(storage), openTab(storage)]
    await observe(one)
    await observe(two)
    await commit(one, [inserting.expense(makeExpense('a', 'food', '2026-02-20', '1.00'))])
    expect((await readMonth(two, february)).spending.get('food')?.spent).toBe('8.25')
    await commit(two, [inserting.expense(makeExpense('b', 'food', '2026-02-21', '1.00'))])
    await commit(two, moveMoney)
    await commit(one, [removing.expense('e5')])
    expect(await observe(one)).toEqual(await observe(two))
    expect(await observe(one)).toEqual(await observe(openTab(storage)))
  })

  it('replay each other’s operations', async () => {
    const storage = mapStorage()
    const operation = { id: 'x', fingerprint: 'f' }
    await commit(openTab(storage), [inserting.category(makeCategory('food'))], {
      operation,
      receipt: { ids: ['food'] },
    })
    expect(await commit(openTab(storage), [], { operation })).toMatchObject({
      replayed: true,
      receipt: { ids: ['food'] },
    })
  })

  it('are not kept from racing, and say so: enforce is refused unless that is accepted', async () => {
    const storage = openTab(mapStorage())
    expect(await storage.open()).toEqual({ reach: 'origin', isolation: 'instance', durability: 'deferred' })
    const allocationPolicy = enforcePolicy()
    await expect(openBudgetBook({ storage, allocationPolicy })).rejects.toMatchObject({
      code: 'isolation_insufficient',
      details: { reach: 'origin', isolation: 'instance' },
    })
    await openBudgetBook({ storage, allocationPolicy, acceptWeakIsolation: true })
  })
})

describe('a commit of another tab that comes between the head and the months', () => {
  it.each(Object.entries(readings))('makes %s look again: it sees the new state whole', async (_, read) => {
    const storage = await sampleStorage()
    const after = mapStorage({ items: new Map(storage.items) })
    await commit(openTab(after), moveMoney)
    const tab = interruptedTab(storage, 1, () => replaceItems(storage, after))
    expect(await read(tab)).toEqual(await read(openTab(after)))
  })

  it.each(Object.entries(readings))(
    'makes %s look again where it comes between two months',
    async (_, read) => {
      const storage = await sampleStorage()
      const after = mapStorage({ items: new Map(storage.items) })
      // Each within its month: the head stays as it is.
      for (const id of ['e1', 'e2']) await commit(openTab(after), [removing.expense(id)])
      for (const part of ['/month/2026-01/', '/month/2026-02/']) {
        const interrupted = mapStorage({ items: new Map(storage.items) })
        const tab = interruptedTab(interrupted, 1, () => replaceItems(interrupted, after), part)
        expect(await read(tab)).toEqual(await read(openTab(after)))
      }
    },
  )

  it('makes a commit decide again, on the new state', async () => {
    const storage = await sampleStorage()
    const after = mapStorage({ items: new Map(storage.items) })
    await commit(openTab(after), moveMoney)
    const tab = interruptedTab(storage, 1, () => replaceItems(storage, after))
    await commit(tab, [inserting.expense(makeExpense('late', 'food', '2026-01-06', '0.50'))])
    expect((await readMonth(openTab(storage), january)).spending.get('food')).toEqual({
      spent: '10.50',
      count: 2,
    })
    expect((await observe(openTab(storage))).expenses.length).toBe(6)
  })

  it('may be lost where it comes during the decision, but totals still fit the expenses', async () => {
    const storage = await sampleStorage()
    const after = mapStorage({ items: new Map(storage.items) })
    await commit(openTab(after), [inserting.expense(makeExpense('theirs', 'food', '2026-02-07', '7.00'))])
    const tab = openTab(storage)
    const decide = () => {
      replaceItems(storage, after)
      return { changes: [inserting.expense(makeExpense('ours', 'food', '2026-02-06', '0.50'))], receipt: {} }
    }
    await tab.transact(theBook, () => ({ months: [february] }), decide, commitOptions())
    await expectSoundTotals(openTab(storage), 'after a race')
  })

  it('is conflict where it comes again and again', async () => {
    const storage = await sampleStorage()
    let month = 0
    const states: MapStorage[] = []
    for (let count = 0; count < 20; count++) {
      const next = mapStorage({ items: new Map((states.at(-1) ?? storage).items) })
      await commit(openTab(next), [
        inserting.expense(makeExpense(`${count} a`, 'food', '2026-01-05', '1.00')),
        inserting.expense(makeExpense(`${count} b`, 'food', '2026-02-05', '1.00')),
      ])
      states.push(next)
    }
    const tab = interruptedTab(storage, 20, () => replaceItems(storage, states[month++]!))
    await expect(readMonths(tab)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'retries_exhausted' },
    })
  })
})

function replaceItems({ items }: MapStorage, { items: others }: MapStorage): void {
  items.clear()
  for (const [key, text] of others) items.set(key, text)
}
