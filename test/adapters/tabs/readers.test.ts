import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Month, StorageAdapter } from 'budgetbook'
import type { BookContents, View } from 'budgetbook/adapter'
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
  makeExpense,
} from '../../../src/testing/conformance/entities.js'
import { atLeast } from '../../support/settings.js'
import { adding, amountOf, centsIn, centsOf } from './deposits.js'
import { death, storedBy, TabRace, type RacingTab } from './tab-race.js'

/** Four accounts of 100 each, two in each month, and an expense that moves to and fro. */
const accounts: Readonly<Record<string, Month>> = { a: january, b: january, c: february, d: february }
const names = Object.keys(accounts)
const bank = await storedBy(async (adapter) =>
  commit(adapter, [
    ...names.map((name) => inserting.category(makeCategory(name))),
    ...names.map((name) => inserting.budget(makeBudget(name, name, accounts[name]!, '100.00'))),
    inserting.expense(makeExpense('e', 'a', '2026-01-10', '1.00')),
  ]),
)

interface Transfer {
  readonly from: string
  readonly to: string
  readonly cents: number
  readonly withHead: boolean
}
const transfer: fc.Arbitrary<Transfer> = fc
  .record({
    pair: fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 }),
    cents: fc.nat(1_600),
    withHead: fc.boolean(),
  })
  .map(({ pair, ...rest }) => ({ from: pair[0]!, to: pair[1]!, ...rest }))

async function move(adapter: StorageAdapter, { from, to, cents, withHead }: Transfer): Promise<void> {
  await adapter.transact(
    theBook,
    () => ({ budgets: [from, to], expenses: ['e'], months: [january, february] }),
    ({ budgets, expenses }) => {
      const changes = [from, to].map((name) => {
        const before = centsOf({ budgets: [budgets.get(name)!] })
        const after = name === from ? before - cents : before + cents
        return putting.budget(makeBudget(name, name, accounts[name]!, amountOf(after)))
      })
      const month = expenses.get('e')!.month === january ? february : january
      const moved = putting.expense(makeExpense('e', 'a', `${month}-10`, '1.00'))
      return { changes: withHead ? [...changes, moved] : changes, receipt: {} }
    },
    commitOptions(),
  )
}

/** Looks whenever something has arrived, in one way or another; what goes wrong comes out when it has come to an end. */
function watch(
  { process, adapter }: RacingTab,
  look: (adapter: StorageAdapter) => Promise<void>,
): () => Promise<void> {
  const looks: Promise<unknown>[] = []
  process.onChange = () => void looks.push(look(adapter).catch((error: unknown) => error))
  return async () => {
    expect(looks.length).toBeGreaterThan(0)
    for (const problem of await Promise.all(looks)) if (problem !== undefined) throw problem as Error
  }
}

const allMonths = async (adapter: StorageAdapter): Promise<View> =>
  adapter.read(theBook, () => ({ months: 'all' }))

async function expectBalance(adapter: StorageAdapter): Promise<void> {
  const [{ months }, contents] = await Promise.all([allMonths(adapter), adapter.readAll(theBook)])
  const states = [...months.values()]
  expect(states.reduce((sum, state) => sum + centsOf(state), 0)).toBe(40_000)
  expect(states.flatMap(({ spending }) => [...spending])).toEqual([['a', { spent: '1.00', count: 1 }]])
  expect(centsOf(contents)).toBe(40_000)
  expect(contents.expenses.map(({ id }) => id)).toEqual(['e'])
}

describe('a tab that reads while others write', () => {
  it('sees every transfer whole, within a month or across two', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(transfer, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      async (scheduler, lists) => {
        const race = await TabRace.prepare(scheduler, lists.length + 1, bank)
        const [reader, ...writers] = race.tabs
        const end = watch(reader!, expectBalance)
        await race.succeed(
          writers.map(({ adapter }, at) => async () => {
            for (const one of lists[at]!) {
              await move(adapter, one)
              await expectBalance(adapter)
            }
          }),
        )
        await end()
      },
    )
    await fc.assert(property, atLeast(400))
  })
})

const calls = {
  /** Adds one to both months; makes what is missing. */
  add: async (adapter: StorageAdapter) =>
    adapter.transact(
      theBook,
      () => ({ months: [january, february] }),
      (view) => {
        const isNew = view.categories.length === 0
        const category = isNew ? [inserting.category(makeCategory('before'))] : []
        return { changes: [...category, adding(view, january, 1), adding(view, february, 1)], receipt: {} }
      },
      commitOptions(),
    ),
  /** Moves what is in January within that month alone. */
  touch: async (adapter: StorageAdapter) =>
    adapter.transact(
      theBook,
      () => ({ months: [january] }),
      (view) => ({ changes: centsIn(view, january) === 0 ? [] : [adding(view, january, 0)], receipt: {} }),
      commitOptions(),
    ),
  replace: async (adapter: StorageAdapter) =>
    adapter.replace(theBook, (contents) => ({ contents: doubled(contents), receipt: {} }), commitOptions()),
  delete: async (adapter: StorageAdapter) => adapter.deleteBook(theBook),
}

function doubled(contents: BookContents): BookContents {
  const budgets = contents.budgets.map((budget) =>
    makeBudget(budget.id, budget.categoryId, budget.month, amountOf(2 * centsOf({ budgets: [budget] }))),
  )
  return { ...contents, budgets }
}

/** A book in which both months have the same, or one that is not there. */
async function expectWhole(adapter: StorageAdapter): Promise<void> {
  const [{ months, categories }, contents] = await Promise.all([allMonths(adapter), adapter.readAll(theBook)])
  const cents = [...months.values()].map(centsOf)
  expect(cents).toEqual(cents.length === 0 ? [] : [cents[0], cents[0]])
  expect(cents).not.toContain(0)
  expect(categories.length).toBe(cents.length === 0 ? 0 : 1)
  expect(centsOf(contents)).toBe(2 * (cents[0] ?? 0))
}

describe('a book that is deleted, and begun anew, while others read and write it', () => {
  it('is seen whole or not at all, and is never damaged', async () => {
    const call = fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]))
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(call, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      fc.option(death),
      async (scheduler, lists, when) => {
        const race = await TabRace.prepare(scheduler, lists.length + 1, new Map())
        await calls.add(race.tabs[0]!.adapter)
        const [deleter, ...others] = race.tabs
        const ends = others.map((tab) => watch(tab, expectWhole))
        const begun = [['delete', 'add'] as const, ...lists].map((list, at) => async () => {
          for (const name of list) await calls[name](race.tabs[at]!.adapter)
        })
        if (when) {
          race.start()
          void begun.shift()!()
          race.kill(deleter!, when)
        }
        await race.succeed(begun)
        for (const end of ends) await end()
        await expectWhole(race.newcomer())
      },
    )
    await fc.assert(property, atLeast(400))
  })
})
