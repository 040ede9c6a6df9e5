import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { theBook } from '../../../src/testing/conformance/commits.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { mapStorage, QuotaExceeded, type MapStorage } from '../../support/storages/storage-like.js'
import { observedStorage } from './observed-storage.js'
import { openTab, sampleStorage } from './sample-book.js'
import { writes, type Write } from './writes.js'

const full = new QuotaExceeded('The quota has been exceeded.')
const stuck = new Error('removing is denied')

/** Makes a write in a storage in which operations fail as they are told to; gives what it was refused with. */
async function attempt(
  storage: MapStorage,
  { run }: Write,
  isFailing: (name: 'setItem' | 'removeItem', writesBefore: number, key: string) => Error | null,
): Promise<unknown> {
  let writesBefore = 0
  const failing = observedStorage(storage, {
    before: ({ name, key }) => {
      if ((name !== 'setItem' && name !== 'removeItem') || key === null) return
      const error = isFailing(name, writesBefore, key)
      if (name === 'setItem') writesBefore++
      if (error) throw error
    },
  })
  return run(openTab(failing)).then(
    () => null,
    (error: unknown) => error,
  )
}

const isQuotaExceeded = (error: unknown) => isBudgetBookError(error, 'quota_exceeded') && error.cause === full

describe.each(writes)('when the storage is full, $name', (write) => {
  it('leaves everything as it was, whichever write fails', async () => {
    let failures = 0
    for (let at = 0; ; at++) {
      const storage = await write.prepare()
      const before = new Map(storage.items)
      const error = await attempt(storage, write, (name, count) =>
        name === 'setItem' && count === at ? full : null,
      )
      if (error === null) break
      failures++
      expect(isQuotaExceeded(error)).toBe(true)
      expect(storage.items).toEqual(before)
    }
    expect(failures).toBeGreaterThan(0)
  })

  it.each(['', '/head', '/month/'])(
    'leaves the old state to be read, also where nothing named …%s can be tidied up',
    async (part) => {
      for (let at = 0; ; at++) {
        const storage = await write.prepare()
        const before = await observe(openTab(storage))
        const error = await attempt(storage, write, (name, count, key) => {
          if (name === 'setItem') return count === at ? full : null
          return count > at && key.includes(part) ? stuck : null
        })
        if (error === null) break
        expect(isQuotaExceeded(error)).toBe(true)
        expect(await observe(openTab(storage))).toEqual(before)
      }
    },
  )

  it('is made, or leaves everything as it was, whatever space there is', async () => {
    const roomy = await write.prepare()
    const sizeOf = (storage: MapStorage) =>
      [...storage.items].reduce((sum, [key, text]) => sum + key.length + text.length, 0)
    const least = sizeOf(roomy)
    await write.run(openTab(roomy))
    const after = await observe(openTab(roomy))
    await fc.assert(
      fc.asyncProperty(fc.nat(4_000), async (space) => {
        const { items } = await write.prepare()
        const before = new Map(items)
        const storage = mapStorage({ items, quota: least + space })
        const error = await write.run(openTab(storage)).then(
          () => null,
          (reason: unknown) => reason,
        )
        if (error === null) {
          expect(await observe(openTab(storage))).toEqual(after)
          return
        }
        expect(isBudgetBookError(error, 'quota_exceeded')).toBe(true)
        expect(storage.items).toEqual(before)
      }),
      { numRuns: 15 },
    )
  })
})

it('what was refused for want of space succeeds when there is some', async () => {
  for (const write of writes) {
    const storage = await write.prepare()
    let isFull = true
    const tab = openTab(
      observedStorage(storage, {
        before: ({ name }) => {
          if (isFull && name === 'setItem') throw full
        },
      }),
    )
    await expect(write.run(tab)).rejects.toMatchObject({
      code: 'quota_exceeded',
      details: { bookId: 'book' },
    })
    isFull = false
    await write.run(tab)
    const untroubled = await write.prepare()
    await write.run(openTab(untroubled))
    expect(await observe(openTab(storage))).toEqual(await observe(openTab(untroubled)))
  }
})

it('a book can be deleted where no space is left at all', async () => {
  const { items } = await sampleStorage()
  const quota = [...items].reduce((sum, [key, text]) => sum + key.length + text.length, 0)
  await openTab(mapStorage({ items, quota })).deleteBook(theBook)
  expect(items.size).toBe(0)
})
