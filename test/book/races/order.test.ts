import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { compareAmounts, sumAmounts, type BudgetBook } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { prepareRace } from '../../support/book/race.js'

const month = '2026-02'

/** The sum of budgets or of expenses. */
const totalOf = ({ settings }: BookContents, entries: BookContents['budgets'] | BookContents['expenses']) =>
  sumAmounts(
    entries.map(({ amount }) => amount),
    settings.currency,
  )

const sumsOf = (contents: BookContents): string[] => {
  const ofMonth = contents.budgets.filter((one) => one.month === month)
  return [
    totalOf(contents, ofMonth),
    totalOf(contents, contents.budgets),
    totalOf(contents, contents.expenses),
  ]
}

const inMonth = ({ budgets, expenses }: BookContents) =>
  [budgets, expenses].map((entries) => entries.filter((one) => one.month === month))

function expectKnownCategories({ categories, budgets, expenses }: BookContents): void {
  const known = new Set(categories.map(({ id }) => id))
  expect([...budgets, ...expenses].filter(({ categoryId }) => !known.has(categoryId))).toEqual([])
}

async function createCategories(book: BudgetBook, ...names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) ids.push((await book.categories.create({ name })).id)
  return ids
}

describe('the removal of a group while categories come into it', () => {
  it('leaves no category without its group, after every commit', async () => {
    const uses = fc.subarray(['create', 'update'] as const, { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), uses, async (scheduler, using) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: groupId } = await setUp.groups.create({ name: 'Home' })
        const [rent = ''] = await createCategories(setUp, 'Rent')
        const remover = await open('remover')
        const user = await open('user')
        const ways = {
          create: async () => user.categories.create({ name: 'Garden', groupId }),
          update: async () => user.categories.update(rent, { groupId }),
        }
        const [removal, ...others] = await run([
          async () => remover.groups.remove(groupId),
          ...using.map((way) => ways[way]),
        ])
        for (const { categories, groups } of history) {
          const known = new Set([null, ...groups.map(({ id }) => id)])
          expect(categories.filter((one) => !known.has(one.groupId))).toEqual([])
        }
        expect(removal).toBe(others.includes('accepted') ? 'group_in_use' : 'accepted')
        expect(new Set(others)).toEqual(new Set([removal === 'accepted' ? 'not_found' : 'accepted']))
      }),
    )
  })

  it('lets one of two groups of a name be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const books = await Promise.all(['a', 'b'].map(open))
        const outcomes = await run(
          books.map(
            ({ groups }, at) =>
              async () =>
                groups.create({ name: ['Straße', 'STRASSE'][at]! }),
          ),
        )
        expect(outcomes.sort()).toEqual(['accepted', 'duplicate_group'])
        expect(await setUp.groups.list()).toHaveLength(1)
      }),
    )
  })
})

describe('a merge while somebody uses the category that goes', () => {
  const ways = fc.subarray(['record', 'edit', 'budget', 'copy', 'close', 'merge back'] as const, {
    minLength: 1,
  })

  it('loses no money, and leaves nothing without its category', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), ways, async (scheduler, using) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const [from = '', into = ''] = await createCategories(setUp, 'Cafe', 'Food')
        const { budget } = await setUp.budgets.create({ categoryId: from, month, amount: 5 })
        await setUp.budgets.create({ categoryId: into, month, amount: 7 })
        const coffee = await setUp.expenses.record({ categoryId: from, amount: 2, date: '2026-02-01' })
        const merger = await open('merger')
        const user = await open('user')
        const calls = {
          record: async () => user.expenses.record({ categoryId: from, amount: 1, date: '2026-02-02' }),
          edit: async () => user.expenses.update(coffee.id, { description: 'with cake' }),
          budget: async () => user.budgets.update(budget.id, { amount: 6 }),
          copy: async () => user.budgets.copy({ from: month, to: ['2026-03', '2026-04'] }),
          close: async () => user.months.close(month),
          'merge back': async () => user.categories.merge({ from: into, into: from }),
        }
        const [merge, ...others] = await run([
          async () => merger.categories.merge({ from, into }),
          ...using.map((way) => calls[way]),
        ])
        for (const [at, contents] of history.entries()) {
          expectKnownCategories(contents)
          const before = history[at - 1]
          // Whatever else there was, a merge leaves the sums as they were.
          if (before && contents.categories.length < before.categories.length)
            expect(sumsOf(contents)).toEqual(sumsOf(before))
          // Nothing changes in a month that is closed.
          if (before && before.closedMonths.length > 0) expect(inMonth(contents)).toEqual(inMonth(before))
        }
        const outcomeOf = (way: (typeof using)[number]) => others[using.indexOf(way)]
        const after = history.at(-1)!
        expect(totalOf(after, after.expenses)).toBe(outcomeOf('record') === 'accepted' ? '3.00' : '2.00')
        expect(after.budgets.filter((one) => one.month === month)).toHaveLength(after.categories.length)
        // One of two merges in opposite directions finds its category gone.
        const merges = [merge, outcomeOf('merge back')].filter((outcome) => outcome === 'accepted')
        expect(after.categories).toHaveLength(2 - merges.length)
        expect(['accepted', 'month_closed', 'not_found']).toContain(merge)
        if (outcomeOf('close') === undefined) expect(merges).toHaveLength(1)
      }),
    )
  })
})

describe('a copy to many months while others plan one of them', () => {
  it('is made in full or not at all, and never above the limit', async () => {
    const months = ['2026-03', '2026-04', '2026-05']
    const modes = fc.constantFrom('refuse', 'fill', 'replace')
    const planned = fc.array(fc.tuple(fc.constantFrom(...months), fc.constantFrom(20, 60)), {
      minLength: 1,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), modes, planned, async (scheduler, mode, plans) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        await setUp.settings.update({ monthlyLimit: 100 })
        const [rent = '', food = ''] = await createCategories(setUp, 'Rent', 'Food')
        await setUp.budgets.create({ categoryId: rent, month, amount: 50 })
        const copier = await open('copier')
        const planner = await open('planner')
        const [copy] = await run([
          async () => copier.budgets.copy({ from: month, to: months, mode }),
          ...plans.map(
            ([to, amount]) =>
              async () =>
                planner.budgets.allocate(to, [{ categoryId: food, amount }]),
          ),
        ])
        expect(['accepted', 'allocation_rejected', 'duplicate_budget']).toContain(copy)
        for (const contents of history) {
          const copied = contents.budgets.filter((one) => one.categoryId === rent && one.month !== month)
          expect([0, months.length]).toContain(copied.length)
          for (const one of months) {
            const ofMonth = contents.budgets.filter((budget) => budget.month === one)
            expect(compareAmounts(totalOf(contents, ofMonth), '100.00')).toBeLessThanOrEqual(0)
          }
        }
        const after = history.at(-1)!
        expect(after.budgets.filter(({ categoryId }) => categoryId === rent)).toHaveLength(
          copy === 'accepted' ? 4 : 1,
        )
        // Only what fills a month up to more than its limit is refused, and only a month that has something.
        if (mode === 'replace') expect(copy).toBe('accepted')
        if (mode !== 'refuse') expect(copy).not.toBe('duplicate_budget')
        if (mode !== 'fill') expect(copy).not.toBe('allocation_rejected')
      }),
    )
  })
})

describe('two who put categories in order at the same time', () => {
  it('lose and double none, and each move is where its turn left it', async () => {
    const places = fc.tuple(fc.nat({ max: 3 }), fc.option(fc.nat({ max: 3 })))
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(places, { minLength: 2, maxLength: 5 }),
        async (scheduler, moves) => {
          const { setUp, open, run, history } = await prepareRace(scheduler)
          const ids = await createCategories(setUp, 'a', 'b', 'c', 'd')
          const books = await Promise.all(['one', 'two'].map(open))
          const before = history.length
          await run(
            moves.map(([at, to], turn) => async () => {
              const target = to === null || to === at ? null : ids[to]!
              return books[turn % 2]!.categories.move(ids[at]!, { before: target })
            }),
          )
          for (const { categories } of history.slice(before))
            expect(categories.map(({ id }) => id).sort()).toEqual([...ids].sort())
          // Each commit moved one category: without it, the others are in the order of before.
          for (const [at, { categories }] of history.entries()) {
            if (at <= before) continue
            const [now, then] = [categories, history[at - 1]!.categories].map((list) =>
              list.map(({ id }) => id),
            )
            const without = (list: readonly string[], id: string) => list.filter((one) => one !== id).join()
            expect(ids.some((id) => without(now!, id) === without(then!, id))).toBe(true)
          }
        },
      ),
    )
  })
})
