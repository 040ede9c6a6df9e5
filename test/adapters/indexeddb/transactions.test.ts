import { afterEach, describe, expect, it, vi } from 'vitest'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import '../../support/storages/indexed-db.js'

const food = [inserting.category(makeCategory('food'))]

/** A transaction of another tab that goes on until it is let go. */
async function holdDatabase(factory: IDBFactory): Promise<{ letGo: () => Promise<void> }> {
  const request = factory.open('budgetbook')
  await new Promise((resolve) => request.addEventListener('success', resolve))
  const transaction = request.result.transaction('heads', 'readwrite')
  const ended = new Promise((resolve) => transaction.addEventListener('complete', resolve))
  let isHeld = true
  const goOn = (): void => {
    if (isHeld) transaction.objectStore('heads').count().addEventListener('success', goOn)
  }
  goOn()
  return {
    letGo: async () => {
      isHeld = false
      await ended
      request.result.close()
    },
  }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a commit behind a transaction of another tab', () => {
  it('waits its turn', async () => {
    const factory = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await adapter.open()
    const { letGo } = await holdDatabase(factory)
    const committed = commit(adapter, food)
    await letGo()
    expect(await committed).toMatchObject({ replayed: false })
  })

  it('is storage_unavailable after 30 seconds, and nothing was written', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const factory = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await adapter.open()
    const { letGo } = await holdDatabase(factory)
    const refused = expect(commit(adapter, food)).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'no_answer' },
    })
    await vi.advanceTimersByTimeAsync(29_999)
    await vi.advanceTimersByTimeAsync(1)
    await refused
    await letGo()
    expect((await observe(adapter)).categories).toEqual([])
  })

  it('ends at once where its signal is aborted, and nothing was written', async () => {
    const factory = new IDBFactory()
    const adapter = createIndexedDbAdapter({ indexedDB: factory })
    await adapter.open()
    const { letGo } = await holdDatabase(factory)
    const controller = new AbortController()
    const refused = expect(commit(adapter, food, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'enough',
    })
    await new Promise((resolve) => setImmediate(resolve))
    controller.abort('enough')
    await refused
    await letGo()
    expect((await observe(adapter)).categories).toEqual([])
    // A signal that is aborted later is nobody's business any more.
    const later = new AbortController()
    await commit(adapter, food, { signal: later.signal })
    later.abort()
    expect((await adapter.read(theBook, () => ({}))).categories).toHaveLength(1)
  })
})
