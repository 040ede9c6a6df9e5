import { describe, expect, it } from 'vitest'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'
import { observe } from '../../../src/observe/observe.js'

describe.each(storageKinds)('events of a closed adapter in $name', (kind) => {
  it('take no listener, and those before end without an error', async () => {
    const { book, storage } = await openTestBook(kind)
    const end = book.subscribe(() => undefined)
    await storage.close()
    expect(() => book.subscribe(() => undefined)).toThrow(expect.objectContaining({ code: 'closed' }))
    expect(end).not.toThrow()
    await book.close()
  })
  it('observed fails', async () => {
    const { book, storage } = await openTestBook(kind)
    await storage.close()
    const observed = observe(book, async (one) => one.categories.list())
    const leave = observed.subscribe(() => undefined)
    expect(observed.getSnapshot()).toMatchObject({ state: 'failed', error: { code: 'closed' } })
    leave()
  })
})
