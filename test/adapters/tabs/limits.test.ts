import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enforcePolicy, openBudgetBook, type Month, type StorageAdapter } from 'budgetbook'
import type { View } from 'budgetbook/adapter'
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
import { amountOf, beginnings, centsIn, readBoth } from './deposits.js'
import { mutants } from './mutants.js'
import { storedBy, TabRace, type Arrange } from './tab-race.js'

const refused = new Error('It would exceed the limit')

/** What each of the tabs plans: which months it adds 60 to, and what else is in its commit. */
const plans: Readonly<
  Record<string, { readonly months: readonly Month[]; readonly alongside?: 'category' | 'operation' }>
> = {
  'one month': { months: [january] },
  'one month, by a named operation': { months: [january], alongside: 'operation' },
  'one month and the head': { months: [january], alongside: 'category' },
  'two months': { months: [january, february] },
}

/** Adds 60 to the plan of each month, if that is within 100. */
async function plan(
  adapter: StorageAdapter,
  by: string,
  { months, alongside }: (typeof plans)[string],
): Promise<void> {
  const insertion = (month: Month) => inserting.budget(makeBudget(`${month} ${by}`, 'c', month, '60.00'))
  await adapter.transact(
    theBook,
    () => ({ months }),
    (view) => {
      if (months.some((month) => centsIn(view, month) + 6_000 > 10_000)) throw refused
      const others = alongside === 'category' ? [inserting.category(makeCategory(by))] : []
      return { changes: [...months.map(insertion), ...others], receipt: {} }
    },
    commitOptions({ operation: alongside === 'operation' ? { id: by, fingerprint: by } : null }),
  )
}

const oneIsAccepted = (arrange?: Arrange): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.constantFrom(...Object.keys(beginnings)),
    fc.array(fc.constantFrom(...Object.keys(plans)), { minLength: 2, maxLength: 4 }),
    async (scheduler, begin, names) => {
      const race = await TabRace.prepare(scheduler, names.length, beginnings[begin]!, arrange)
      const ends = await race.run(
        race.tabs.map(
          ({ adapter, name }, at) =>
            async () =>
              plan(adapter, name, plans[names[at]!]!),
        ),
      )
      const reasons = ends.filter((end) => end.status === 'rejected').map(({ reason }): unknown => reason)
      expect(reasons).toEqual(Array.from({ length: names.length - 1 }, () => refused))
      const view = await readBoth(race.newcomer())
      expect(centsIn(view, january)).toBe(6_000)
      const accepted = names[ends.findIndex(({ status }) => status === 'fulfilled')]!
      expect(centsIn(view, february)).toBe(plans[accepted]!.months.includes(february) ? 6_000 : 0)
    },
  )

describe('of plans for 60 by several tabs, where 100 is the limit', () => {
  it('exactly one is accepted, whichever keys they touch', async () => {
    await fc.assert(oneIsAccepted(), { numRuns: 2_000 })
  })

  it.each(Object.entries(mutants))('more are accepted where there is %s', async (_, arrange) => {
    expect((await fc.check(oneIsAccepted(arrange), { numRuns: 300 })).failed).toBe(true)
  })
})

const limited = await storedBy(async (adapter) =>
  commit(adapter, [
    putting.settings(makeSettings('USD', '200.00')),
    inserting.category(makeCategory('c')),
    inserting.budget(makeBudget('before', 'c', january, '60.00')),
  ]),
)
const limitIn = ({ settings }: Pick<View, 'settings'>): number =>
  Math.round(Number(settings.monthlyLimit) * 100)

/** Adds to January's plan what the limit in force admits. */
async function raisePlan(adapter: StorageAdapter, by: string): Promise<void> {
  await adapter.transact(
    theBook,
    () => ({ months: [january] }),
    (view) => {
      if (centsIn(view, january) + 6_000 > limitIn(view)) throw refused
      return { changes: [inserting.budget(makeBudget(by, 'c', january, '60.00'))], receipt: {} }
    },
    commitOptions(),
  )
}

/** Lowers the limit by 80, if the plan is within it then. */
async function lowerLimit(adapter: StorageAdapter): Promise<void> {
  await adapter.transact(
    theBook,
    () => ({ months: 'all' }),
    (view) => {
      const limit = limitIn(view) - 8_000
      if ([...view.months.keys()].some((month) => centsIn(view, month) > limit)) throw refused
      return { changes: [putting.settings(makeSettings('USD', amountOf(limit)))], receipt: {} }
    },
    commitOptions(),
  )
}

const limitHolds = (arrange?: Arrange): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.boolean(), { minLength: 0, maxLength: 2 }),
    async (scheduler, more) => {
      const lowers = [true, false, ...more]
      const race = await TabRace.prepare(scheduler, lowers.length, limited, arrange)
      const ends = await race.run(
        race.tabs.map(
          ({ adapter, name }, at) =>
            async () =>
              lowers[at] ? lowerLimit(adapter) : raisePlan(adapter, name),
        ),
      )
      const view = await readBoth(race.newcomer())
      expect(centsIn(view, january)).toBeLessThanOrEqual(limitIn(view))
      // What was accepted was done, and what was refused was not.
      const done = lowers.filter((_, at) => ends[at]!.status === 'fulfilled')
      expect(limitIn(view)).toBe(20_000 - 8_000 * done.filter((lowered) => lowered).length)
      expect(centsIn(view, january)).toBe(6_000 + 6_000 * done.filter((lowered) => !lowered).length)
    },
  )

describe('a limit that one tab lowers while others raise the plan', () => {
  it('holds', async () => {
    await fc.assert(limitHolds(), { numRuns: 1_000 })
  })

  it.each(Object.entries(mutants))('is broken where there is %s', async (_, arrange) => {
    expect((await fc.check(limitHolds(arrange), { numRuns: 300 })).failed).toBe(true)
  })
})

const books = await storedBy(async (storage) => {
  const book = await openBudgetBook({ storage })
  await book.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
  for (const name of ['Travel', 'Food', 'Rent']) await book.categories.create({ name })
})

describe('books that enforce their limit, each in a tab of its own', () => {
  it('accept one of their plans, and refuse the others', async () => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const race = await TabRace.prepare(scheduler, 3, books)
      const allocationPolicy = enforcePolicy()
      const ends = await race.run(
        race.tabs.map(({ adapter: storage }, at) => async () => {
          const book = await openBudgetBook({ storage, allocationPolicy })
          const category = (await book.categories.list())[at]!
          await book.budgets.create({ categoryId: category.id, month: january, amount: '60.00' })
        }),
      )
      const refusals = ends.filter((end) => end.status === 'rejected').map(({ reason }): unknown => reason)
      expect(refusals).toMatchObject([{ code: 'allocation_rejected' }, { code: 'allocation_rejected' }])
      const book = await openBudgetBook({ storage: race.newcomer() })
      expect((await book.budgets.list({ month: january })).length).toBe(1)
    })
    await fc.assert(property, { numRuns: 300 })
  })
})
