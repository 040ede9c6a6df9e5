import { describe, expect, it } from 'vitest'
import {
  compareAmounts,
  enforcePolicy,
  isBudgetBookError,
  openBudgetBook,
  sumAmounts,
  type BudgetBook,
  type Month,
  type StorageAdapter,
} from 'budgetbook'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeSettings,
} from '../../../src/testing/conformance/entities.js'
import { monthOfView, readMonth } from '../../../src/testing/conformance/observations.js'
import { sharedStorages } from '../../support/storages/shared-storages.js'
import { raceRounds } from '../../support/settings.js'

const month = '2026-02'

async function openBook(storage: StorageAdapter): Promise<BudgetBook> {
  // The clients share a process here; that they are kept apart is what is tested.
  return openBudgetBook({ storage, allocationPolicy: enforcePolicy(), acceptWeakIsolation: true })
}

/** Lets calls race, and gives for each `accepted` or the code of its refusal. */
async function race(calls: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  return Promise.all(
    calls.map(async (call) => {
      try {
        await call()
        return 'accepted'
      } catch (error) {
        if (isBudgetBookError(error)) return error.code
        throw error
      }
    }),
  )
}

async function addCent(adapter: StorageAdapter): Promise<void> {
  await adapter.transact(
    theBook,
    () => ({ months: [february] }),
    (view) => {
      const [budget] = monthOfView(view, february).budgets
      const amount = sumAmounts([budget!.amount, '0.01'], 'USD')
      return { changes: [putting.budget({ ...budget!, amount })], receipt: {} }
    },
    commitOptions(),
  )
}

describe.each(sharedStorages)('clients of $name', ({ create, slowness }) => {
  const increments = Math.ceil(2_000 / slowness)
  const rounds = Math.ceil(raceRounds / slowness)
  const moves = Math.ceil(300 / slowness)

  it(`lose none of 2 × ${increments} increments`, { timeout: 120_000 }, async () => {
    const connect = create()
    const clients = [connect(), connect()]
    await commit(clients[0]!, [
      putting.settings(makeSettings('USD')),
      inserting.category(makeCategory('food')),
      inserting.budget(makeBudget('counter', 'food', february, '0.00')),
    ])
    await Promise.all(
      clients.map(async (client) => {
        for (let count = 0; count < increments; count++) await addCent(client)
      }),
    )
    const { budgets } = await readMonth(connect(), february)
    expect(budgets.map(({ amount }) => amount)).toEqual([(increments / 50).toFixed(2)])
  })

  it(
    `accept exactly one of 60 and 60 and … under a limit of 100, in ${rounds} rounds of 2 to 16 writers`,
    { timeout: 120_000 },
    async () => {
      const connect = create()
      const books = await Promise.all(Array.from({ length: 16 }, async () => openBook(connect())))
      await books[0]!.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
      const ids: string[] = []
      for (let at = 0; at < 16; at++)
        ids.push((await books[0]!.categories.create({ name: `Category ${at}` })).id)
      for (let round = 0; round < rounds; round++) {
        const writers = [2, 4, 8, 16][round % 4]!
        // Of most of these months nothing was ever written.
        const at = `${2000 + Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, '0')}`
        const outcomes = await race(
          books.slice(0, writers).map(
            ({ budgets }, index) =>
              async () =>
                budgets.create({ categoryId: ids[index]!, month: at, amount: 60 }),
          ),
        )
        expect(outcomes.sort()).toEqual([
          'accepted',
          ...Array.from({ length: writers - 1 }, () => 'allocation_rejected'),
        ])
        expect((await books[0]!.utilization(at)).summary.totalBudget).toBe('60.00')
      }
    },
  )

  it(
    'never get above the limit in force where it is lowered while a budget is raised',
    { timeout: 120_000 },
    async () => {
      for (let round = 0; round < rounds / 4; round++) {
        const connect = create()
        const [one, two] = await Promise.all([openBook(connect()), openBook(connect())])
        await one.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
        const { id: categoryId } = await one.categories.create({ name: 'Food' })
        const { budget } = await one.budgets.create({ categoryId, month, amount: '40.00' })
        const [lowered, raised] = await race([
          async () => one.settings.update({ monthlyLimit: '50.00' }),
          async () => two.budgets.update(budget.id, { amount: '90.00' }),
        ])
        expect(lowered).toBe('accepted')
        const { summary, compliance } = await two.utilization(month)
        // Either it was raised under the old limit, which was lowered then, or refused under the new one.
        expect(summary.totalBudget).toBe(raised === 'accepted' ? '90.00' : '40.00')
        expect(compliance.monthlyLimit).toBe('50.00')
        expect(['accepted', 'allocation_rejected']).toContain(raised)
        await expect(two.budgets.update(budget.id, { amount: '95.00' })).rejects.toMatchObject({
          code: 'allocation_rejected',
        })
      }
    },
  )

  it.each<[string, readonly Month[]]>([
    ['one month', [february]],
    ['two months', [january, february]],
  ])('show every reader the same total while money moves within %s', async (_, months) => {
    const connect = create()
    const [writer, reader] = [connect(), connect()]
    const places = [months[0]!, months.at(-1)!] as const
    await commit(writer, [
      putting.settings(makeSettings('USD')),
      inserting.category(makeCategory('food')),
      inserting.category(makeCategory('travel')),
      inserting.budget(makeBudget('a', 'food', places[0], '50.00')),
      inserting.budget(makeBudget('b', 'travel', places[1], '50.00')),
    ])
    let isMoving = true
    const moving = (async () => {
      for (let count = 0; count < moves; count++) {
        const amount = count % 2 === 0 ? ['20.00', '80.00'] : ['90.00', '10.00']
        await commit(writer, [
          putting.budget(makeBudget('a', 'food', places[0], amount[0]!)),
          putting.budget(makeBudget('b', 'travel', places[1], amount[1]!)),
        ])
        await new Promise((resolve) => setImmediate(resolve))
      }
      isMoving = false
    })()
    let reads = 0
    while (isMoving) {
      const view = await reader.read(theBook, () => ({ months }))
      const amounts = [...view.months.values()].flatMap(({ budgets }) => budgets.map(({ amount }) => amount))
      expect(compareAmounts(sumAmounts(amounts, 'USD'), '100.00')).toBe(0)
      reads++
      await new Promise((resolve) => setImmediate(resolve))
    }
    await moving
    expect(reads).toBeGreaterThan(moves / 6)
  })
})
