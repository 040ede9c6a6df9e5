import { describe, expect, it } from 'vitest'
import { openBudgetBook, type BookDocument } from 'budgetbook'
import { commit, commitOptions, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { seal } from '../../../src/storage/kit/records/sealed-text.js'
import { mapStorage, QuotaExceeded, type MapStorage } from '../../support/storages/storage-like.js'
import { observedStorage } from './observed-storage.js'
import { keyOf, openTab, sampleStorage } from './sample-book.js'

const sound = await sampleStorage()
const headKey = 'budgetbook:book/head'
const februaryKey = keyOf(sound, '/month/2026-02/')
const isAside = (key: string) => key.startsWith('budgetbook:book/unreadable/')

async function backupOf(storage: MapStorage): Promise<BookDocument> {
  return (await openBudgetBook({ storage: openTab(storage), bookId: theBook })).exportBook()
}

/** A book that was opened while it was sound: one that is damaged cannot be opened. */
async function openThenDamage(key: string, text: string | null) {
  const storage = mapStorage({ items: new Map(sound.items) })
  const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
  if (text === null) storage.items.delete(key)
  else storage.items.set(key, text)
  return { storage, book }
}

/** What is kept aside, by what its key was. */
function keptAside({ items }: MapStorage): Map<string, string> {
  const copies = [...items].filter(([key]) => isAside(key))
  return new Map(
    copies.map(([key, text]) => {
      const [, , instant, ...rest] = key.split('/')
      expect(new Date(instant!).toISOString()).toBe(instant)
      return [`budgetbook:book/${rest.join('/')}`, text]
    }),
  )
}

const heads: Record<string, string | null> = {
  'is damaged': sound.items.get(headKey)!.replace('USD', 'EUR'),
  'is empty': '',
  'is missing': null,
}

describe('a book whose head cannot be read', () => {
  it.each(Object.entries(heads))(
    'is imported over where it %s, and all of it is kept aside',
    async (_, text) => {
      const { storage, book } = await openThenDamage(headKey, text)
      const before = new Map(storage.items)
      const backup = await backupOf(sound)
      await book.importBook(backup)
      expect(await observe(openTab(storage))).toEqual(await observe(openTab(sound)))
      expect(keptAside(storage)).toEqual(before)
      await book.categories.create({ name: 'Afterwards' })
      expect(keptAside(storage)).toEqual(before)
    },
  )

  it.each(Object.entries(heads))(
    'is deleted where it %s, and what cannot be read is kept aside',
    async (_, text) => {
      const { storage } = await openThenDamage(headKey, text)
      await openTab(storage).deleteBook(theBook)
      expect(keptAside(storage)).toEqual(new Map(text === null ? [] : [[headKey, text]]))
      expect([...storage.items.keys()].filter((key) => !isAside(key))).toEqual([])
      const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
      expect(await book.categories.list()).toEqual([])
    },
  )

  it('keeps aside what is damaged again beside what was damaged before', async () => {
    const { storage, book } = await openThenDamage(headKey, 'first')
    for (const text of ['first', 'second']) {
      storage.items.set(headKey, text)
      await book.importBook(await backupOf(sound))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const texts = [...storage.items].filter(([key]) => isAside(key) && key.endsWith('/head'))
    expect(texts.map(([, text]) => text)).toEqual(['first', 'second'])
  })

  it('is refused by full-book work that looks at it, and left as it is', async () => {
    const { storage, book } = await openThenDamage(headKey, 'damaged')
    const before = new Map(storage.items)
    const corrupt = { code: 'storage_corrupt', details: { location: headKey } }
    await expect(book.settings.changeMonthStart(5)).rejects.toMatchObject(corrupt)
    await expect(
      openTab(storage).replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    ).rejects.toMatchObject(corrupt)
    await expect(book.categories.create({ name: 'New' })).rejects.toMatchObject(corrupt)
    expect(storage.items).toEqual(before)
  })

  it('is left as it is where the copies or the import do not fit', async () => {
    const backup = await backupOf(sound)
    for (let at = 0; ; at++) {
      const { storage } = await openThenDamage(headKey, 'damaged')
      const before = new Map(storage.items)
      let writes = 0
      const tab = openTab(
        observedStorage(storage, {
          before: ({ name }) => {
            if (name === 'setItem' && writes++ === at) throw new QuotaExceeded('full')
          },
        }),
      )
      const { expenses, ...rest } = await openTab(sound).readAll(theBook)
      expect(backup.expenses.length).toBe(expenses.length)
      const importing = tab.replace(
        theBook,
        () => ({ contents: { ...rest, expenses }, receipt: {} }),
        commitOptions(),
      )
      const error = await importing.then(
        () => null,
        (reason: unknown) => reason,
      )
      if (error === null) break
      expect(error).toMatchObject({ code: 'quota_exceeded' })
      expect(storage.items).toEqual(before)
    }
  })

  it('stays as it is where a newer version wrote it', async () => {
    const { storage, book } = await openThenDamage(headKey, seal({ version: '2.0' }, headKey))
    const before = new Map(storage.items)
    const newer = { code: 'storage_future_version' }
    await expect(book.importBook(await backupOf(sound))).rejects.toMatchObject(newer)
    await expect(openTab(storage).deleteBook(theBook)).rejects.toMatchObject(newer)
    expect(storage.items).toEqual(before)
  })
})

describe('a book of which a month cannot be read', () => {
  const text = sound.items.get(februaryKey)!
  const months: Record<string, string> = {
    'in its first line': text.replace('"closed":false', '"closed":folse'),
    'in an expense': text.replace('2.50', '9.50'),
  }

  it.each(Object.entries(months))('%s is imported over, and that month is kept aside', async (_, damaged) => {
    const { storage, book } = await openThenDamage(februaryKey, damaged)
    await book.importBook(await backupOf(sound))
    expect(await observe(openTab(storage))).toEqual(await observe(openTab(sound)))
    expect(keptAside(storage)).toEqual(new Map([[februaryKey, damaged]]))
  })

  it('keeps its operations', async () => {
    const { storage, book } = await openThenDamage(februaryKey, 'damaged')
    await book.importBook(await backupOf(sound))
    const again = await commit(openTab(storage), [inserting.category(makeCategory('gifts'))], {
      operation: { id: 'gifts', fingerprint: 'f' },
    })
    expect(again.replayed).toBe(true)
  })
})

it('a sound book is imported over and deleted without a copy', async () => {
  const storage = mapStorage({ items: new Map(sound.items) })
  const book = await openBudgetBook({ storage: openTab(storage), bookId: theBook })
  await book.importBook(await book.exportBook())
  expect(keptAside(storage).size).toBe(0)
  await openTab(storage).deleteBook(theBook)
  expect(storage.items.size).toBe(0)
})
