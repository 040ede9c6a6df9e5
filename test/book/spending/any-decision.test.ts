import { expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { openForHolds } from '../../support/book/holds.js'
import { monsters, placesIn, putAt } from '../../support/book/monsters.js'
import { storageKinds } from '../../support/storages/book-storages.js'

function raise(value: unknown): never {
  throw value
}

it('a spending policy may decide anything, or throw it: money is stored only where it accepts', async () => {
  const violations = [{ code: 'x', message: 'y', categoryIds: ['a'], details: { z: 1 } }]
  const accept = (): unknown => ({ accepted: true, violations })
  let decide = accept
  const spendingPolicy = { name: 'mine', needsIsolation: false, decide: () => decide() as never }
  const { book, food, stored } = await openForHolds(storageKinds[0]!, { spendingPolicy })
  const typedOutcome = async (call: () => Promise<unknown>): Promise<unknown> =>
    call().catch((error: unknown) => {
      if (!isBudgetBookError(error)) throw error
    })
  const places = placesIn([accept()]).map(([, ...place]) => place)
  const decisions = monsters.flatMap(({ make }) => [
    ...places.map((place) => () => putAt(accept(), place, make())),
    () => raise(make()),
  ])
  const money = { categoryId: food, amount: 1 }
  for (const [at, decision] of decisions.entries()) {
    const before = await stored()
    decide = decision
    const preview = (await typedOutcome(async () => book.expenses.previewSpend([money]))) as
      { accepted: boolean } | undefined
    await typedOutcome(async () => book.expenses.spend(money, { operationId: `spend ${at}` }))
    await typedOutcome(async () => book.holds.place(money, { operationId: `place ${at}` }))
    const added = preview?.accepted === true ? 1 : 0
    const { expenses, holds } = await stored()
    expect([expenses.length, holds.length]).toEqual([
      before.expenses.length + added,
      before.holds.length + added,
    ])
  }
})
