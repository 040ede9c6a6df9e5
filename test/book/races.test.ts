import { describe, expect, it } from 'vitest'
import fc, { type Scheduler } from 'fast-check'
import {
  compareAmounts,
  createMemoryAdapter,
  enforcePolicy,
  isBudgetBookError,
  monthOf,
  openBudgetBook,
  sumAmounts,
  type BookContents,
  type BudgetBook,
  type OpenBudgetBookOptions,
} from 'budgetbook'
import { countingIds } from '../support/book-fixture.js'
import { scheduledAdapter } from '../support/book-scheduled-adapter.js'

const month = '2026-02'

interface Race {
  /** What sets the scene, before anybody races. */
  readonly setUp: BudgetBook
  /** A book object of its own for each client. */
  readonly open: (client: string) => Promise<BudgetBook>
  /** What was stored at first, and after each commit. */
  readonly history: BookContents[]
}

async function prepareRace(
  scheduler: Scheduler,
  options: Partial<OpenBudgetBookOptions> = {},
): Promise<Race> {
  const adapter = createMemoryAdapter()
  const defaults = { generateId: countingIds(), allocationPolicy: enforcePolicy(), ...options }
  const history: BookContents[] = []
  // The adapter tells of a commit before anything else can happen, and reads synchronously.
  adapter.subscribe?.(
    'default',
    () => void adapter.readAll('default').then((contents) => history.push(contents)),
  )
  return {
    setUp: await openBudgetBook({ storage: adapter, ...defaults }),
    // Opening is no part of the race.
    open: async (client) => {
      const opening = openBudgetBook({ storage: scheduledAdapter(scheduler, adapter, client), ...defaults })
      await scheduler.waitFor(opening)
      return opening
    },
    history,
  }
}

/** Lets calls race, and gives for each its result or the code of its refusal. */
async function race(scheduler: Scheduler, calls: readonly Promise<unknown>[]): Promise<string[]> {
  const outcomes = calls.map(async (call) =>
    call.then(
      () => 'accepted',
      (error: unknown) => {
        if (isBudgetBookError(error)) return error.code
        throw error
      },
    ),
  )
  return scheduler.waitFor(Promise.all(outcomes))
}

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
        const { setUp, open } = await prepareRace(scheduler)
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
        const outcomes = await race(
          scheduler,
          calls.map(async (call) => call()),
        )
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
        const { setUp, open } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(Array.from({ length: count }, async (_, at) => open(`client ${at}`)))
        const outcomes = await race(
          scheduler,
          books.map(async ({ budgets }) => budgets.create({ categoryId, month, amount: 1 })),
        )
        expect(outcomes.sort()).toEqual(['accepted', ...Array(count - 1).fill('duplicate_budget')])
        expect(await setUp.budgets.list()).toHaveLength(1)
      }),
    )
  })

  it('of one category name: one category comes of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open } = await prepareRace(scheduler)
        const names = ['Café', 'CAFE\u0301', ' café ']
        const books = await Promise.all(names.map(async (name) => open(name)))
        const outcomes = await race(
          scheduler,
          books.map(async ({ categories }, at) => categories.create({ name: names[at]! })),
        )
        expect(outcomes.sort()).toEqual(['accepted', 'duplicate_category', 'duplicate_category'])
        expect(await setUp.categories.list()).toHaveLength(1)
      }),
    )
  })

  it('under one operation id: it is done once, and all get the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(['a', 'b', 'c'].map(open))
        const input = { categoryId, amount: 1, date: '2026-02-01' }
        const recorded = await scheduler.waitFor(
          Promise.all(books.map(async ({ expenses }) => expenses.record(input, { operationId: 'op' }))),
        )
        expect(recorded[1]).toEqual(recorded[0])
        expect(recorded[2]).toEqual(recorded[0])
        expect((await setUp.expenses.list()).items).toEqual([recorded[0]])
      }),
    )
  })

  it('of expenses lose none of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, count) => {
        const { setUp, open } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const books = await Promise.all(Array.from({ length: count }, async (_, at) => open(`client ${at}`)))
        const outcomes = await race(
          scheduler,
          books.map(async ({ expenses }) =>
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
        const { setUp, open, history } = await prepareRace(scheduler)
        await setUp.settings.update({ monthlyLimit: '100' })
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const { budget } = await setUp.budgets.create({ categoryId, month, amount: 30 })
        const limiting = await open('limiter')
        const raising = await open('raiser')
        await race(scheduler, [
          ...newLimits.map(async (monthlyLimit) => limiting.settings.update({ monthlyLimit })),
          ...newAmounts.map(async (amount) => raising.budgets.update(budget.id, { amount })),
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
        const { setUp, open, history } = await prepareRace(scheduler)
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
        const outcomes = await race(scheduler, [
          remover.categories.remove(categoryId),
          ...using.map(async (way) => ways[way]()),
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
        const { setUp, open, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const archiver = await open('archiver')
        const user = await open('user')
        await race(scheduler, [
          archiver.categories.archive(categoryId),
          user.budgets.create({ categoryId, month, amount: 1 }),
          user.expenses.record({ categoryId, amount: 1, date: '2026-02-01' }),
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
        const { setUp, open, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const { budget } = await setUp.budgets.create({ categoryId, month, amount: 5 })
        const first = await setUp.expenses.record({ categoryId, amount: 1, date: '2026-02-01' })
        const closer = await open('closer')
        const recorder = await open('recorder')
        const [closing, ...others] = await race(scheduler, [
          closer.closeMonth(month),
          recorder.expenses.record({ categoryId, amount: 2, date: '2026-02-02' }),
          recorder.expenses.update(first.id, { date: '2026-01-31' }),
          recorder.expenses.remove(first.id),
          recorder.budgets.update(budget.id, { amount: 6 }),
          closer.settings.update({ monthlyLimit: 9 }),
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
        const { setUp, open, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const moving = await setUp.expenses.record({ categoryId, amount: 1, date: '2026-01-01' })
        const changer = await open('changer')
        const recorder = await open('recorder')
        const outcomes = await race(scheduler, [
          changer.settings.changeMonthStart(startDay),
          ...on.map(async (date) => recorder.expenses.record({ categoryId, amount: 1, date })),
          recorder.expenses.update(moving.id, { date: '2026-02-20' }),
        ])
        expect(new Set(outcomes)).toEqual(new Set(['accepted']))
        for (const { settings, expenses } of history) {
          const wrong = expenses.filter((one) => one.month !== monthOf(one.date, settings.monthStartDay))
          expect(wrong).toEqual([])
        }
        // The totals that the adapter keeps have moved along.
        const months = await setUp.months()
        const reports = await Promise.all(months.map(async (info) => setUp.utilization(info.month)))
        const counted = reports.reduce((sum, { summary }) => sum + summary.expenseCount, 0)
        expect(counted).toBe(on.length + 1)
      }),
    )
  })

  it('and a change of the currency: amounts are all in one currency', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { setUp, open, history } = await prepareRace(scheduler)
        const { id: categoryId } = await setUp.categories.create({ name: 'Food' })
        const changer = await open('changer')
        const user = await open('user')
        await race(scheduler, [
          changer.settings.changeCurrency({ to: 'JPY', rate: 2 }),
          user.budgets.create({ categoryId, month, amount: 1 }),
          user.expenses.record({ categoryId, amount: 1, date: '2026-02-01' }),
          user.settings.update({ monthlyLimit: 1 }),
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
