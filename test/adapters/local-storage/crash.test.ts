import { describe, expect, it } from 'vitest'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../src/testing/conformance/entities.js'
import { expectSoundTotals, observe } from '../../../src/testing/conformance/observations.js'
import { textOfValue } from '../../../src/testing/conformance/value-text.js'
import { mapStorage, type MapStorage } from '../../support/storages/storage-like.js'
import { observedStorage } from './observed-storage.js'
import { copyOf, openTab, sampleStorage } from './sample-book.js'
import { writes, type Write } from './writes.js'

/** What a crash may leave behind: the storage before a write, and after each of its operations. */
async function crashesOf({ prepare, run }: Write): Promise<{ crashes: MapStorage[]; done: MapStorage }> {
  const storage = await prepare()
  const crashes = [copyOf(storage)]
  const after = () => crashes.push(copyOf(storage))
  await run(openTab(observedStorage(storage, { after })))
  return { crashes, done: storage }
}

const textOf = async (storage: MapStorage) => textOfValue(await observe(openTab(storage)))

/** The keys of a book that count: its head and the months that it names. */
function keysThatCount({ items }: MapStorage): string[] {
  const head = JSON.parse(items.get('budgetbook:book/head')!.slice(9)) as {
    months: { month: string; generation: number }[]
  }
  const months = head.months.map(({ month, generation }) => `budgetbook:book/month/${month}/${generation}`)
  return ['budgetbook:book/head', ...months].sort()
}

const deletion: Write = {
  name: 'the deletion of a book',
  prepare: sampleStorage,
  run: async (tab) => tab.deleteBook(theBook),
}

describe.each([...writes, deletion])('a crash during $name', (write) => {
  it('leaves the old state or the new, never a mixture', async () => {
    const { crashes, done } = await crashesOf(write)
    const [before, after] = [await textOf(crashes[0]!), await textOf(done)]
    expect(after).not.toBe(before)
    const seen = await Promise.all(crashes.map(textOf))
    expect(new Set(seen)).toEqual(new Set([before, after]))
    // Once it is committed it stays so.
    expect(seen.lastIndexOf(before)).toBeLessThan(seen.indexOf(after))
  })

  it('leaves nothing for good: the next commit of the head collects what is left over', async () => {
    const { crashes } = await crashesOf(write)
    for (const storage of crashes) {
      const before = await observe(openTab(storage))
      await commit(openTab(storage), [inserting.category(makeCategory('after the crash'))])
      expect([...storage.items.keys()].sort()).toEqual(keysThatCount(storage))
      const { categories, ...rest } = await observe(openTab(storage))
      expect({ ...rest, categories: categories.slice(0, -1) }).toEqual(before)
    }
  })

  it('harms no commit within a month that follows', async () => {
    const { crashes } = await crashesOf(write)
    for (const storage of crashes) {
      const tab = openTab(storage)
      const { length } = (await observe(tab)).expenses
      await commit(tab, [inserting.expense(makeExpense('after the crash', 'food', '2026-02-20', '0.01'))])
      expect((await observe(tab)).expenses.length).toBe(length + 1)
      await expectSoundTotals(tab, 'after a crash and a commit')
    }
  })

  it('can be followed by the same write', async () => {
    const { crashes, done } = await crashesOf(write)
    const [before, after] = [await textOf(crashes[0]!), await textOf(done)]
    for (const storage of crashes) {
      if ((await textOf(storage)) !== before) continue
      await write.run(openTab(storage))
      expect(await textOf(storage)).toBe(after)
    }
  })
})

it('a book whose removal could not be finished is gone, and not damaged', async () => {
  const storage = await sampleStorage()
  let isDenied = true
  const tab = openTab(
    observedStorage(storage, {
      before: ({ name, key }) => {
        if (isDenied && name === 'removeItem' && key?.includes('/month/')) throw new Error('denied')
      },
    }),
  )
  await tab.deleteBook(theBook)
  expect(await textOf(storage)).toBe(await textOf(mapStorage()))
  isDenied = false
  await tab.deleteBook(theBook)
  expect([...storage.items.keys()]).toEqual([])
})
