import { describe, expect, it } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import { adapterConformance } from 'budgetbook/testing'
import { commit, inserting } from '../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../src/testing/conformance/entities.js'

describe('the memory adapter keeps every promise', () => {
  const cases = adapterConformance({
    open: async () => {
      const adapter = createMemoryAdapter()
      return { connect: async () => adapter }
    },
  })
  it.each(cases)('$name', async ({ run }) => {
    await run()
  })
})

describe('the memory adapter', () => {
  it('keeps its books to itself: another adapter has none of them', async () => {
    const [one, other] = [createMemoryAdapter(), createMemoryAdapter()]
    await commit(one, [inserting.category(makeCategory('food'))])
    expect((await one.readAll('book')).categories).toHaveLength(1)
    expect((await other.readAll('book')).categories).toEqual([])
  })

  it('declares that it keeps apart all who can reach it, and that nothing outlives it', async () => {
    expect(await createMemoryAdapter().open()).toEqual({
      reach: 'instance',
      isolation: 'instance',
      durability: 'none',
      history: true,
    })
  })
})
