import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commit, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'
import { beginnings } from './deposits.js'
import { TabRace, type RacingTab } from './tab-race.js'

const categoriesOf = async ({ adapter }: RacingTab) =>
  (await adapter.read(theBook, () => ({}))).categories.map(({ id }) => id)

describe('a book that a tab has open', () => {
  it('is empty once another tab has deleted it, and never said to be cleared', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (scheduler, reads, isWritten) => {
        const race = await TabRace.prepare(scheduler, 2, beginnings['a book with its months']!)
        const [reader, deleter] = race.tabs as [RacingTab, RacingTab]
        await categoriesOf(reader)
        const seen: string[][] = []
        await race.succeed([
          async () => deleter.adapter.deleteBook(theBook),
          async () => {
            for (let read = 0; read < reads; read++) {
              seen.push(await categoriesOf(reader))
              await new Promise<void>((resolve) => race.atSomeTime('the next read', 1, resolve))
            }
            if (isWritten) await commit(reader.adapter, [inserting.category(makeCategory('new'))])
          },
        ])
        for (const categories of seen) expect([[], ['before']]).toContainEqual(categories)
        const left = await categoriesOf(reader)
        expect(isWritten ? [['before', 'new'], ['new'], []] : [[]]).toContainEqual(left)
      },
    )
    await fc.assert(property, { numRuns: 1_000 })
  })

  it('is storage_cleared once another tab has cleared the storage', async () => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const race = await TabRace.prepare(scheduler, 2, beginnings['a book with its months']!)
      const [reader, other] = race.tabs as [RacingTab, RacingTab]
      await categoriesOf(reader)
      const { localStorage } = other.globals
      await race.run([
        async () => {
          for (const key of other.process.copy.keys()) localStorage.removeItem(key)
        },
      ])
      const [read, written] = await Promise.allSettled([
        categoriesOf(reader),
        commit(reader.adapter, [inserting.category(makeCategory('new'))]),
      ])
      const cleared = { status: 'rejected', reason: { details: { reason: 'storage_cleared' } } }
      expect([read, written]).toMatchObject([cleared, cleared])
      expect([...reader.process.copy.keys()].filter((key) => !key.endsWith('barrier'))).toEqual([])
    })
    await fc.assert(property, { numRuns: 200 })
  })
})
