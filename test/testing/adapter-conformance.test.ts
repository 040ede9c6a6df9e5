import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { adapterConformance, type AdapterHarness, type ConformanceCase } from 'budgetbook/testing'

const isAbout = (topic: string) => (one: ConformanceCase) => one.name.startsWith(topic)

/** A case of the suite, on a harness. */
function caseOn(name: string, open: () => Promise<AdapterHarness>): ConformanceCase {
  const found = adapterConformance({ open }).find((one) => one.name === name)
  if (!found) throw new Error(`There is no case ${name}`)
  return found
}

/** A harness that notes what is done with it. */
function notedHarness(adapter: StorageAdapter, dispose: () => void = () => undefined) {
  const notes: string[] = []
  const noted: StorageAdapter = {
    ...adapter,
    open: async () => {
      notes.push('open')
      return adapter.open()
    },
    close: async () => {
      notes.push('close')
      await adapter.close()
    },
  }
  const open = async (): Promise<AdapterHarness> => {
    notes.push('harness')
    return {
      connect: async () => noted,
      dispose: async () => {
        notes.push('dispose')
        dispose()
      },
    }
  }
  return { open, notes }
}

const defaults = 'read: a book that was never written has the defaults'

describe('a case of the suite', () => {
  it('has a name of its own', () => {
    const names = adapterConformance(notedHarness(createMemoryAdapter())).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    // The guide counts them.
    const guide = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8')
    expect(guide).toContain(`all ${names.length} cases of the conformance suite`)
  })

  it('opens storage when it is run, not before', () => {
    const { open, notes } = notedHarness(createMemoryAdapter())
    adapterConformance({ open })
    expect(notes).toEqual([])
  })

  it('opens fresh storage, closes its clients, and disposes of the storage', async () => {
    const { open, notes } = notedHarness(createMemoryAdapter())
    await caseOn(defaults, open).run()
    expect(notes).toEqual(['harness', 'open', 'open', 'close', 'dispose'])
  })

  it('disposes of the storage when it fails, and when closing fails', async () => {
    const adapter = createMemoryAdapter()
    const broken = {
      ...adapter,
      readAll: async () => Promise.reject(new Error('broken')),
      close: async () => Promise.reject(new Error('stuck')),
    }
    const { open, notes } = notedHarness(broken)
    await expect(caseOn('readAll: a book that was never written has nothing', open).run()).rejects.toThrow(
      'broken',
    )
    expect(notes.slice(-2)).toEqual(['close', 'dispose'])
  })

  it('tells of its own failure, not of the disposal that fails after it', async () => {
    const disposal = () => {
      throw new Error('cannot be disposed of')
    }
    const broken = { ...createMemoryAdapter(), read: async () => Promise.reject(new Error('broken')) }
    await expect(caseOn(defaults, notedHarness(broken, disposal).open).run()).rejects.toThrow('broken')
    const { open } = notedHarness(createMemoryAdapter(), disposal)
    await expect(caseOn(defaults, open).run()).rejects.toThrow('cannot be disposed of')
  })

  it('says what it expected and what came', async () => {
    const adapter = createMemoryAdapter()
    const broken = { ...adapter, page: async () => [] }
    const { open } = notedHarness(broken)
    await expect(caseOn('page: has at most as many as asked for', open).run()).rejects.toThrow(
      'a page of at most 1: expected ["g"], but got []',
    )
  })

  it('passes on an adapter that tells nobody of its commits', async () => {
    const open = async () => {
      const silent = { ...createMemoryAdapter() }
      delete silent.subscribe
      return { connect: async () => silent }
    }
    for (const { run } of adapterConformance({ open }).filter(isAbout('subscribe'))) await run()
  })

  it('passes on an adapter that keeps no history', async () => {
    const open = async () => {
      const adapter = createMemoryAdapter()
      const withoutHistory: StorageAdapter = {
        ...adapter,
        open: async () => ({ ...(await adapter.open()), history: false }),
      }
      delete withoutHistory.history
      return { connect: async () => withoutHistory }
    }
    for (const { run } of adapterConformance({ open }).filter(isAbout('history'))) await run()
  })

  it('races separate clients only where the adapter says that it keeps them apart', async () => {
    const clientsAt = async (isolation: 'instance' | 'database') => {
      const adapter = createMemoryAdapter()
      let clients = 0
      const open = async () => ({
        connect: async () => {
          clients++
          return {
            ...adapter,
            open: async () => ({ reach: 'database', isolation, durability: 'none' }) as const,
          }
        },
      })
      await caseOn('race: clients keep a limit together', open).run()
      return clients
    }
    expect(await clientsAt('instance')).toBe(1)
    expect(await clientsAt('database')).toBe(8)
  })
})
