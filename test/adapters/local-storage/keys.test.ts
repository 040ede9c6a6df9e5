import { describe, expect, it } from 'vitest'
import { createLocalStorageAdapter, openBudgetBook } from 'budgetbook'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  removing,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'
import { observedStorage } from './observed-storage.js'
import { copyOf, keyOf, openTab, sampleStorage } from './sample-book.js'

const isWrite = (name: string) => name === 'setItem' || name === 'removeItem'

/** What is written while something runs: `setItem budgetbook:book/head`. */
async function writesOf(
  storage: MapStorage,
  run: (tab: ReturnType<typeof openTab>) => Promise<unknown>,
): Promise<string[]> {
  const written: string[] = []
  const after = ({ name, key }: { name: string; key: string | null }) => {
    if (isWrite(name)) written.push(`${name} ${key}`)
  }
  await run(openTab(observedStorage(storage, { after })))
  return written
}

describe('what is written', () => {
  it('is one key by a commit within one month, whatever it changes there', async () => {
    const storage = await sampleStorage()
    const changes = [
      inserting.expense(makeExpense('new', 'food', '2026-02-20', '1.00')),
      putting.expense(makeExpense('e2', 'travel', '2026-02-03', '9.00')),
      removing.expense('e3'),
      putting.budget(makeBudget('b2', 'food', february, '1.00')),
      inserting.budget(makeBudget('b4', 'gifts', february, '1.00')),
      removing.budget('b3'),
      putting.month(february, true, '5.00'),
    ]
    for (const change of changes) {
      expect(await writesOf(storage, async (tab) => commit(tab, [change]))).toEqual([
        `setItem ${keyOf(storage, '/month/2026-02/')}`,
      ])
    }
    const sample = await sampleStorage()
    expect(await writesOf(sample, async (tab) => commit(tab, changes))).toHaveLength(1)
  })

  it('is the head alone by a commit of the head', async () => {
    const storage = await sampleStorage()
    const changes = [inserting.category(makeCategory('new')), putting.settings(makeSettings('USD', '1.00'))]
    expect(await writesOf(storage, async (tab) => commit(tab, changes))).toEqual([
      'setItem budgetbook:book/head',
    ])
  })

  it('is nothing where nothing changes', async () => {
    expect(await writesOf(await sampleStorage(), async (tab) => commit(tab, []))).toEqual([])
  })

  it('is nothing by reads, also of an empty storage, and where a crash left something over', async () => {
    const leftOver = await sampleStorage()
    leftOver.items.set('budgetbook:book/month/2026-02/99', 'left over by a crash')
    for (const storage of [await sampleStorage(), leftOver, mapStorage()]) {
      const before = copyOf(storage)
      const written = await writesOf(storage, async (tab) => {
        await tab.open()
        tab.subscribe?.(theBook, () => undefined)()
        await observe(tab)
        await tab.page(theBook, () => ({ limit: 2, categoryId: 'food' }))
        const book = await openBudgetBook({ storage: tab, bookId: theBook })
        await book.utilization('2026-02')
        await book.exportBook()
        await book.close()
        await tab.close()
      })
      expect(written).toEqual([])
      expect(storage.items).toEqual(before.items)
    }
  })

  it('is nothing by what is refused', async () => {
    const written = await writesOf(await sampleStorage(), async (tab) => {
      const refuse = () => {
        throw new Error('no')
      }
      const taken = [inserting.category(makeCategory('new')), inserting.category(makeCategory('food'))]
      await expect(commit(tab, taken)).rejects.toMatchObject({ code: 'conflict' })
      await expect(tab.transact(theBook, () => ({}), refuse, commitOptions())).rejects.toThrow('no')
      await expect(tab.replace(theBook, refuse, commitOptions())).rejects.toThrow('no')
    })
    expect(written).toEqual([])
  })

  it('is nothing that counts by the deletion of what was never written', async () => {
    expect(await writesOf(mapStorage(), async (tab) => tab.deleteBook(theBook))).toEqual([])
  })

  it('goes when a month is empty again', async () => {
    const storage = await sampleStorage()
    await commit(openTab(storage), [removing.budget('b1'), removing.expense('e1')])
    expect([...storage.items.keys()].filter((key) => key.includes('2026-01'))).toEqual([])
  })
})

describe('keys', () => {
  it('begin with the prefix and the book, and leave everything else alone', async () => {
    const storage = mapStorage({
      items: new Map([
        ['theme', 'dark'],
        ['app/x', '1'],
      ]),
    })
    const adapter = createLocalStorageAdapter({ storage, keyPrefix: 'app/', locks: null })
    await commit(adapter, [inserting.category(makeCategory('food'))], { bookId: 'a/b' })
    expect([...storage.items.keys()]).toEqual(['theme', 'app/x', 'app/a%2Fb/head'])
    await adapter.deleteBook('a/b')
    expect([...storage.items]).toEqual([
      ['theme', 'dark'],
      ['app/x', '1'],
    ])
  })

  it('of two prefixes are two books', async () => {
    const storage = mapStorage()
    const [one, two] = ['one:', 'two:'].map((keyPrefix) =>
      createLocalStorageAdapter({ storage, keyPrefix, locks: null }),
    )
    await commit(one!, [inserting.category(makeCategory('food'))])
    expect((await observe(two!)).categories).toEqual([])
  })
})

it('what a report is made from reads no expense, however many there are', async () => {
  const storage = await sampleStorage()
  const read: string[] = []
  const after = ({ name, key }: { name: string; key: string | null }) => {
    if (name === 'getItem') read.push(key ?? '')
  }
  const tab = openTab(observedStorage(storage, { after }))
  const book = await openBudgetBook({ storage: tab, bookId: theBook })
  read.length = 0
  await book.utilization('2026-02')
  expect(read).toEqual(['budgetbook:book/head', keyOf(storage, '/month/2026-02/')])
})

it('the last 256 operations are kept, and no more', async () => {
  const tab = openTab(mapStorage())
  const isReplayed = async (number: number) =>
    (await commit(tab, [], { operation: { id: `${number}`, fingerprint: '' } })).replayed
  for (let number = 0; number <= 256; number++) expect(await isReplayed(number)).toBe(false)
  expect(await isReplayed(1)).toBe(true)
  expect(await isReplayed(0)).toBe(false)
})
