import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, inserting, putting, removing } from '../commits.js'
import { february, january, makeCategory, makeExpense, makeSettings, march } from '../entities.js'
import { expectEqual } from '../expect.js'
import { expectSoundTotals, readMonth } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

/** A currency for each number of decimals, with three amounts and their sums. */
const currencies = [
  { currency: 'JPY', amounts: ['1', '200', '-7'], partial: '201', total: '194' },
  { currency: 'USD', amounts: ['0.01', '200.00', '-0.07'], partial: '200.01', total: '199.94' },
  { currency: 'KWD', amounts: ['0.001', '200.000', '-0.007'], partial: '200.001', total: '199.994' },
  { currency: 'CLF', amounts: ['0.0001', '200.0000', '-0.0007'], partial: '200.0001', total: '199.9994' },
] as const

async function prepare(adapter: StorageAdapter, currency: string): Promise<void> {
  await commit(adapter, [
    putting.settings(makeSettings(currency)),
    inserting.category(makeCategory('food')),
    inserting.category(makeCategory('travel')),
  ])
}

function totalOf(categoryId: string, spent: string, count: number): Map<string, unknown> {
  return new Map([[categoryId, { spent, count }]])
}

function keepsTotals({ currency, amounts, partial, total }: (typeof currencies)[number]): TrialCase {
  const check = async ({ adapter }: Trial): Promise<void> => {
    await prepare(adapter, currency)
    const [first, second, refund] = amounts
    const spending = async () => (await readMonth(adapter, february)).spending
    await commit(adapter, [inserting.expense(makeExpense('1', 'food', '2026-02-01', first))])
    await commit(adapter, [inserting.expense(makeExpense('2', 'food', '2026-02-28', second))])
    expectEqual(await spending(), totalOf('food', partial, 2), 'the total of two expenses')
    await commit(adapter, [inserting.expense(makeExpense('3', 'food', '2026-02-14', refund))])
    expectEqual(await spending(), totalOf('food', total, 3), 'the total with a refund')
    await commit(adapter, [removing.expense('3')])
    expectEqual(await spending(), totalOf('food', partial, 2), 'the total without the refund')
    await commit(adapter, [removing.expense('2')])
    expectEqual(await spending(), totalOf('food', first, 1), 'the total of what is left')
  }
  return { name: `totals: are exact in ${currency}`, check }
}

async function followUpdates({ adapter }: Trial): Promise<void> {
  await prepare(adapter, 'USD')
  const one = makeExpense('1', 'food', '2026-02-01', '10.00')
  await commit(adapter, [
    inserting.expense(one),
    inserting.expense(makeExpense('2', 'food', '2026-02-01', '0.50')),
  ])
  const updates = [
    ['of an amount', makeExpense('1', 'food', '2026-02-01', '7.25')],
    ['of a category', makeExpense('1', 'travel', '2026-02-01', '7.25')],
    ['of a date, within the month', makeExpense('1', 'travel', '2026-02-28', '7.25')],
    ['of a date, to another month', makeExpense('1', 'travel', '2026-03-01', '7.25')],
    ['of everything at once', makeExpense('1', 'food', '2026-01-31', '-0.01')],
  ] as const
  for (const [what, expense] of updates) {
    await commit(adapter, [putting.expense(expense)])
    await expectSoundTotals(adapter, `after an update ${what}`)
  }
  expectEqual((await readMonth(adapter, january)).spending, totalOf('food', '-0.01', 1), 'January')
  expectEqual((await readMonth(adapter, february)).spending, totalOf('food', '0.50', 1), 'February')
  expectEqual((await readMonth(adapter, march)).spending, new Map(), 'March')
}

async function disappear({ adapter }: Trial): Promise<void> {
  await prepare(adapter, 'USD')
  const spending = async () => (await readMonth(adapter, february)).spending
  const spent = makeExpense('1', 'food', '2026-02-01', '10.00')
  await commit(adapter, [
    inserting.expense(spent),
    inserting.expense({ ...spent, id: '2', categoryId: 'travel' }),
  ])
  const refund = makeExpense('3', 'food', '2026-02-01', '-10.00')
  await commit(adapter, [inserting.expense(refund)])
  expectEqual(
    (await spending()).get('food'),
    { spent: '0.00', count: 2 },
    'a total of zero, with two expenses',
  )
  await commit(adapter, [removing.expense('1'), removing.expense('3')])
  expectEqual(
    await spending(),
    totalOf('travel', '10.00', 1),
    'the totals without the last expense of a category',
  )
  await commit(adapter, [putting.expense({ ...spent, id: '2' })])
  expectEqual(
    await spending(),
    totalOf('food', '10.00', 1),
    'the totals when the last expense changes its category',
  )
}

async function growBeyondAmounts({ adapter }: Trial): Promise<void> {
  await prepare(adapter, 'CLF')
  // The largest amount. A sum of these is far beyond what a float or 64 bits hold.
  const largest = '999999999999999.9999'
  const expenses = Array.from({ length: 20 }, (_, index) =>
    makeExpense(`${index}`, 'food', `2026-02-${10 + (index % 10)}`, largest),
  )
  for (const expense of expenses) await commit(adapter, [inserting.expense(expense)])
  const spending = async () => (await readMonth(adapter, february)).spending
  expectEqual(
    await spending(),
    totalOf('food', '19999999999999999.9980', 20),
    'twenty of the largest amounts',
  )
  await commit(adapter, [inserting.expense(makeExpense('last', 'food', '2026-02-28', '0.0001'))])
  expectEqual(await spending(), totalOf('food', '19999999999999999.9981', 21), 'them and one minor unit')
  const refunds = expenses.map((expense) =>
    makeExpense(`-${expense.id}`, 'food', expense.date, `-${largest}`),
  )
  await commit(adapter, refunds.map(inserting.expense))
  expectEqual(await spending(), totalOf('food', '0.0001', 41), 'one minor unit when the others are refunded')
}

async function survivePressure({ adapter }: Trial): Promise<void> {
  await prepare(adapter, 'KWD')
  const next = fixedSequence()
  const stored = new Set<string>()
  for (let step = 0; step < 60; step++) {
    const id = `${next(12)}`
    const month = [january, february, march][next(3)] ?? january
    const amount = `${next(2) === 0 ? '-' : ''}${next(1_000) + 1}.${String(next(1_000)).padStart(3, '0')}`
    const expense = makeExpense(id, next(2) === 0 ? 'food' : 'travel', `${month}-15`, amount)
    const change = !stored.has(id)
      ? inserting.expense(expense)
      : next(3) > 0
        ? putting.expense(expense)
        : removing.expense(id)
    await commit(adapter, [change])
    if (change.op === 'remove') stored.delete(id)
    else stored.add(id)
    if (step % 6 === 5) await expectSoundTotals(adapter, `after ${step + 1} commits`)
  }
}

/** Numbers from zero to below a bound. They look random, and are the same each time. */
function fixedSequence(): (below: number) => number {
  let state = 7
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Cases about totals. */
export const totals: readonly TrialCase[] = [
  ...currencies.map(keepsTotals),
  { name: 'totals: follow updates of amount, category and month', check: followUpdates },
  { name: 'totals: disappear with the last expense, not at zero', check: disappear },
  { name: 'totals: are exact beyond the digits of any amount', check: growBeyondAmounts },
  { name: 'totals: are what the expenses come to, after many commits', check: survivePressure },
]
