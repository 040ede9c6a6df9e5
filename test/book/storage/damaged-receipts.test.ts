import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type BudgetBook } from 'budgetbook'
import type { Receipt } from 'budgetbook/adapter'
import { failureOf } from '../../support/book/fixture.js'
import { callMethod, mutations } from '../../support/book/methods.js'
import { fillBook } from '../../support/book/world.js'

/** A filled book. Once `receipt` is set, its storage answers every mutation with it, as one that was done before. */
async function openReplaying() {
  const memory = createMemoryAdapter()
  const replay: { receipt: Receipt | null } = { receipt: null }
  const storage: typeof memory = {
    ...memory,
    transact: async (...args) =>
      replay.receipt ? { replayed: true, receipt: replay.receipt } : memory.transact(...args),
  }
  const book: BudgetBook = await openBudgetBook({ storage })
  return { book, replay, world: await fillBook(book) }
}

const damaged: Receipt[] = [{}, { ids: null }, { ids: 5 }, { ids: 'id-1' }, { ids: [5] }, { ids: [null] }]
const withIds = mutations.filter(({ method }) =>
  /^(budgets\.(?!remove)|expenses\.(?!remove)|holds\.commit|categories\.(?!remove|move|merge)|groups\.(?!remove|move))/.test(
    method,
  ),
)

describe('a repeated operation whose receipt is damaged', () => {
  it.each(withIds)('is storage_corrupt in $method', async ({ method, input }) => {
    const { book, replay, world } = await openReplaying()
    for (const receipt of damaged) {
      replay.receipt = receipt
      expect(await failureOf(callMethod(book, method, input(world)))).toMatchObject({
        code: 'storage_corrupt',
        details: { bookId: 'default', location: 'operations', reason: 'its receipt has no ids' },
      })
    }
  })

  it.each([
    'categories.create',
    'categories.update',
    'groups.create',
    'groups.update',
    'budgets.create',
    'budgets.update',
    'expenses.record',
    'expenses.recordMany',
    'expenses.update',
    'expenses.spend',
    'holds.commit',
  ])('is storage_corrupt in %s if it has fewer ids than the call has results', async (name) => {
    const { book, replay, world } = await openReplaying()
    const { method, input } = mutations.find((mutation) => mutation.method === name)!
    replay.receipt = { ids: method === 'expenses.recordMany' ? [world.lunch.id] : [] }
    expect(await failureOf(callMethod(book, method, input(world)))).toMatchObject({ code: 'storage_corrupt' })
  })

  it('is storage_corrupt in holds.place if it has no hold, or a wrong one', async () => {
    const { book, replay, world } = await openReplaying()
    const { hotel } = world
    const { method, input } = mutations.find((mutation) => mutation.method === 'holds.place')!
    replay.receipt = { ids: [hotel.id], hold: { ...hotel } }
    expect(await callMethod(book, method, input(world))).toEqual({ hold: hotel, violations: [] })
    for (const hold of [undefined, null, 5, {}, { ...hotel, amount: '0.00' }, { ...hotel, date: 'x' }]) {
      replay.receipt = { ids: [hotel.id], hold } as Receipt
      expect(await failureOf(callMethod(book, method, input(world)))).toMatchObject({
        code: 'storage_corrupt',
        details: { bookId: 'default', location: 'operations', reason: 'its receipt has no hold' },
      })
    }
  })

  it.each(['budgets.allocate', 'budgets.copy'])(
    'may have no ids in %s, which may change nothing',
    async (name) => {
      const { book, replay, world } = await openReplaying()
      const { method, input } = mutations.find((mutation) => mutation.method === name)!
      replay.receipt = { ids: [] }
      expect(await callMethod(book, method, input(world))).toEqual({ budgets: [], violations: [] })
    },
  )
})
