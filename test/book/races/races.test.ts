import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { compareAmounts, monthOf, sumAmounts } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { prepareRace } from '../../support/book/race.js'

const month = '2026-02'

const totalOf = ({ budgets, settings }: BookContents): string =>
  sumAmounts(
    budgets.filter((budget) => budget.month === month).map(({ amount }) => amount),
    settings.currency,
  )

const writers = ['create', 'update', 'allocate'] as const

describe('writers at once', () => {
  it('of 60 each under a limit of 100: exactly one of them is accepted, whatever they do', async () => {
    const kinds = fc.array(fc.constantFrom(...writers), { minLength: 2, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), kinds, async (scheduler, racers) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        await setUp.settings.update({ monthlyLimit: 100 })
        const calls: (() => Promise<unknown>)[] = []
        for (const [at, kind] of racers.entries()) {
          const { id: categoryId } = await setUp.categories.create({ name: `Category ${at}` })
          const { budgets } = await open(`client ${at}`)
          if (kind === 'create') calls.push(async () => budgets.create({ categoryId, month, amount: 60 }))
          if (kind === 'allocate')
            calls.push(async () => budgets.allocate(month, [{ categoryId, amount: 60 }]))
          if (kind === 'update') {
            const { budget } = await setUp.budgets.create({ categoryId, month, amount: 0 })
            calls.push(async () => budgets.update(budget.id, { amount: 60 }))
          }
        }
        const outcomes = await run(calls)
        expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
        expect(outcomes.filter((outcome) => outcome === 'allocation_rejected')).toHaveLength(
          racers.length - 1,
        )
        expect((await setUp.utilization(month)).summary.totalBudget).toBe('60.00')
      }),
    )
  })

  it('on the same category: one budget comes of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, count) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(Array.from({ length: count }, async (_, at) => open(`client ${at}`)))
        const outcomes = await run(
          books.map(
            ({ budgets }) =>
              async () =>
                budgets.create({ categoryId, month, amount: 1 }),
          ),
        )
        expect(outcomes.sort()).toEqual([
          'accepted',
          ...Array.from({ length: count - 1 }, () => 'duplicate_budget'),
        ])
        expect(await setUp.budgets.list()).toHaveLength(1)
      }),
    )
  })

  it('of one category name: one category comes of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const names = ['Café', 'CAFE\u0301', ' café ']
        const books = await Promise.all(names.map(async (name) => open(name)))
        const outcomes = await run(
          books.map(
            ({ categories }, at) =>
              async () =>
                categories.create({ name: names[at]! }),
          ),
        )
        expect(outcomes.sort()).toEqual(['accepted', 'duplicate_category', 'duplicate_category'])
        expect(await setUp.categories.list()).toHaveLength(1)
      }),
    )
  })

  it('under one operation id: it is done once, and all get the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(['a', 'b', 'c'].map(open))
        const input = { categoryId, amount: 1, date: '2026-02-01' }
        const recorded: unknown[] = []
        const outcomes = await run(
          books.map(({ expenses }) => async () => {
            recorded.push(await expenses.record(input, { operationId: 'op' }))
          }),
        )
        expect(outcomes).toEqual(['accepted', 'accepted', 'accepted'])
        expect(recorded[1]).toEqual(recorded[0])
        expect(recorded[2]).toEqual(recorded[0])
        expect((await setUp.expenses.list()).items).toEqual([recorded[0]])
      }),
    )
  })

  it('of expenses lose none of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, count) => {
        const { setUp, open, run } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(Array.from({ length: count }, async (_, at) => open(`client ${at}`)))
        const outcomes = await run(
          books.map(
            ({ expenses }) =>
              async () =>
                expenses.record({ categoryId, amount: '0.01', date: '2026-02-01' }),
          ),
        )
        expect(new Set(outcomes)).toEqual(new Set(['accepted']))
        expect((await setUp.utilization(month)).summary).toMatchObject({
          totalSpent: `0.0${count}`,
          expenseCount: count,
        })
      }),
    )
  })
})

describe('a change of the limit at the same time', () => {
  it('lets no commit raise the budgets above the limit in force just then', async () => {
    const limits = fc.array(fc.constantFrom('50', '90', '110', null), { minLength: 1, maxLength: 3 })
    const amounts = fc.array(fc.constantFrom('40', '50', '60', '100'), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), limits, amounts, async (scheduler, newLimits, newAmounts) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        await setUp.settings.update({ monthlyLimit: '100' })
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const { budget } = await setUp.budgets.create({ categoryId, month, amount: 30 })
        const limiting = await open('limiter')
        const raising = await open('raiser')
        await run([
          ...newLimits.map((monthlyLimit) => async () => limiting.settings.update({ monthlyLimit })),
          ...newAmounts.map((amount) => async () => raising.budgets.update(budget.id, { amount })),
        ])
        for (const [at, { settings, ...rest }] of history.entries()) {
          const before = history[at - 1]
          const total = totalOf({ settings, ...rest })
          const raised = before !== undefined && compareAmounts(total, totalOf(before)) > 0
          if (!raised || settings.monthlyLimit === null) continue
          expect(compareAmounts(total, settings.monthlyLimit)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})

describe('the removal of a category at the same time', () => {
  it('leaves no budget and no expense without its category', async () => {
    const uses = fc.subarray(['budget', 'allocation', 'expense', 'move', 'copy'] as const, { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), uses, async (scheduler, using) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const other = await setUp.categories.create({ name: 'Other' })
        const moving = await setUp.expenses.record({ categoryId: other.id, amount: 1, date: '2026-02-01' })
        const remover = await open('remover')
        const user = await open('user')
        const ways = {
          budget: async () => user.budgets.create({ categoryId, month, amount: 1 }),
          allocation: async () => user.budgets.allocate('2026-01', [{ categoryId, amount: 1 }]),
          expense: async () => user.expenses.record({ categoryId, amount: 1, date: '2026-02-01' }),
          move: async () => user.expenses.update(moving.id, { categoryId }),
          copy: async () => user.budgets.copy({ from: month, to: '2026-03' }),
        }
        const outcomes = await run([
          async () => remover.categories.remove(categoryId),
          ...using.map((way) => ways[way]),
        ])
        for (const { categories, budgets, expenses } of history) {
          const known = new Set(categories.map(({ id }) => id))
          expect([...budgets, ...expenses].filter((entity) => !known.has(entity.categoryId))).toEqual([])
        }
        const used = outcomes.slice(1).some((outcome, at) => outcome === 'accepted' && using[at] !== 'copy')
        expect(outcomes[0]).toBe(used ? 'category_in_use' : 'accepted')
      }),
    )
  })

  it('that is archived at the same time takes nothing new afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const archiver = await open('archiver')
        const user = await open('user')
        await run([
          async () => archiver.categories.archive(categoryId),
          async () => user.budgets.create({ categoryId, month, amount: 1 }),
          async () => user.expenses.record({ categoryId, amount: 1, date: '2026-02-01' }),
        ])
        const after = history.filter(({ categories }) => categories[0]?.archived)
        const counts = after.map(({ budgets, expenses }) => budgets.length + expenses.length)
        expect(new Set(counts).size).toBe(1)
      }),
    )
  })
})

describe('closing a month at the same time', () => {
  it('changes nothing in it after it was closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const { budget } = await setUp.budgets.create({ categoryId, month, amount: 5 })
        const first = await setUp.expenses.record({ categoryId, amount: 1, date: '2026-02-01' })
        const closer = await open('closer')
        const recorder = await open('recorder')
        const [closing, ...others] = await run([
          async () => closer.months.close(month),
          async () => recorder.expenses.record({ categoryId, amount: 2, date: '2026-02-02' }),
          async () => recorder.expenses.update(first.id, { date: '2026-01-31' }),
          async () => recorder.expenses.remove(first.id),
          async () => recorder.budgets.update(budget.id, { amount: 6 }),
          async () => closer.settings.update({ monthlyLimit: 9 }),
        ])
        expect(closing).toBe('accepted')
        expect(['accepted', 'month_closed', 'not_found']).toEqual(expect.arrayContaining(others))
        const closed = history.filter(({ closedMonths }) => closedMonths.length > 0)
        const contents = closed.map(({ closedMonths, budgets, expenses }) => ({
          closedMonths,
          budgets,
          expenses: expenses.filter((expense) => expense.month === month),
        }))
        for (const later of contents) expect(later).toEqual(contents[0])
      }),
    )
  })
})

describe('changing the start of months at the same time', () => {
  it('leaves every expense in the month that its date is in, after every commit', async () => {
    const dates = fc.array(fc.constantFrom('2026-01-24', '2026-01-25', '2026-02-14', '2026-02-15'), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), dates, fc.constantFrom(15, 25), async (scheduler, on, startDay) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const moving = await setUp.expenses.record({ categoryId, amount: 1, date: '2026-01-01' })
        const changer = await open('changer')
        const recorder = await open('recorder')
        const outcomes = await run([
          async () => changer.settings.changeMonthStart(startDay),
          ...on.map((date) => async () => recorder.expenses.record({ categoryId, amount: 1, date })),
          async () => recorder.expenses.update(moving.id, { date: '2026-02-20' }),
        ])
        expect(new Set(outcomes)).toEqual(new Set(['accepted']))
        for (const { settings, expenses } of history) {
          const wrong = expenses.filter((one) => one.month !== monthOf(one.date, settings.monthStartDay))
          expect(wrong).toEqual([])
        }
        // The totals that the adapter keeps have moved along.
        const months = await setUp.months.list()
        const reports = await Promise.all(months.map(async (info) => setUp.utilization(info.month)))
        const counted = reports.reduce((sum, { summary }) => sum + summary.expenseCount, 0)
        expect(counted).toBe(on.length + 1)
      }),
    )
  })

  it('and a change of the currency: amounts are all in one currency', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, run, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const changer = await open('changer')
        const user = await open('user')
        await run([
          async () => changer.settings.changeCurrency({ to: 'JPY', rate: 2 }),
          async () => user.budgets.create({ categoryId, month, amount: 1 }),
          async () => user.expenses.record({ categoryId, amount: 1, date: '2026-02-01' }),
          async () => user.settings.update({ monthlyLimit: 1 }),
        ])
        for (const { settings, budgets, expenses } of history) {
          const amounts = [...budgets, ...expenses].map(({ amount }) => amount)
          if (settings.monthlyLimit !== null) amounts.push(settings.monthlyLimit)
          const shape = settings.currency === 'JPY' ? /^\d$/ : /^\d\.00$/
          expect(amounts.filter((amount) => !shape.test(amount))).toEqual([])
        }
      }),
    )
  })
})
