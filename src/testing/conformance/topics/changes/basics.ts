import type { Change } from '../../../../storage/change.js'
import { commit, commitOptions, inserting, putting, removing, theBook } from '../../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeHold,
  makeSettings,
  march,
} from '../../entities.js'
import { expectEqual } from '../../expect.js'
import { expectSoundTotals, observe, readMonth, readMonths } from '../../observations.js'
import type { Trial, TrialCase } from '../../trial.js'

const earlier = '2025-01-01T00:00:00.000Z'
const later = '2026-03-01T00:00:00.000Z'
const food = makeCategory('food')

async function changesSettings({ adapter }: Trial): Promise<void> {
  const settings = makeSettings('KWD', '1500.500', 25)
  await commit(adapter, [putting.settings(settings)])
  expectEqual((await readMonths(adapter)).settings, settings, 'the settings')
  await commit(adapter, [inserting.category(food)])
  expectEqual((await readMonths(adapter)).settings, settings, 'the settings after another commit')
}

async function changesCategories({ adapter }: Trial): Promise<void> {
  const travel = makeCategory('travel', { metadata: { icon: 'plane' } })
  await commit(adapter, [inserting.category(food), inserting.category(travel)])
  const renamed = { ...food, name: 'Eating', archived: true, metadata: { order: 1 }, updatedAt: later }
  await commit(adapter, [putting.category(renamed)])
  expectEqual((await readMonths(adapter)).categories, [renamed, travel], 'the categories after an update')
  await commit(adapter, [removing.category('food')])
  expectEqual((await readMonths(adapter)).categories, [travel], 'the categories after a removal')
}

async function keepsOrderOfCategories({ adapter }: Trial): Promise<void> {
  // Neither ids nor names nor instants show the order: the clock was even set back.
  const first = makeCategory('m', { name: 'Books' })
  const second = makeCategory('z', { name: 'Zoo', createdAt: earlier })
  const third = makeCategory('a', { name: 'Arts' })
  await commit(adapter, [inserting.category(first)])
  await commit(adapter, [inserting.category(second), inserting.category(third)])
  const ids = async () => (await readMonths(adapter)).categories.map(({ id }) => id)
  expectEqual(await ids(), ['m', 'z', 'a'], 'the categories in the order of their creation')
  await commit(adapter, [putting.category({ ...first, name: 'Reading', updatedAt: later })])
  expectEqual(await ids(), ['m', 'z', 'a'], 'the same after an update')
  expectEqual(
    (await adapter.readAll(theBook)).categories.map(({ id }) => id),
    ['m', 'z', 'a'],
    'the same in readAll',
  )
}

async function changesBudgets({ adapter }: Trial): Promise<void> {
  const budgets = [
    makeBudget('b2', 'food', february, '20.00'),
    makeBudget('b1', 'travel', february, '0.00', { createdAt: earlier }),
  ]
  await commit(adapter, [inserting.category(food), inserting.category(makeCategory('travel'))])
  await commit(adapter, budgets.map(inserting.budget))
  expectEqual((await readMonth(adapter, february)).budgets, budgets, 'the budgets of a month')
  const raised = makeBudget('b2', 'food', february, '30.00', {
    metadata: { note: 'party' },
    updatedAt: later,
  })
  await commit(adapter, [putting.budget(raised)])
  expectEqual((await readMonth(adapter, february)).budgets, [raised, budgets[1]], 'them after an update')
  const moved = { ...raised, month: march }
  await commit(adapter, [putting.budget(moved)])
  expectEqual((await readMonth(adapter, february)).budgets, [budgets[1]], 'them after one moved away')
  expectEqual((await readMonth(adapter, march)).budgets, [moved], 'the budgets of the month it moved to')
  await commit(adapter, [removing.budget('b1'), removing.budget('b2')])
  expectEqual((await readMonths(adapter)).months, new Map(), 'the months when all budgets are removed')
}

async function changesExpenses({ adapter }: Trial): Promise<void> {
  const lunch = makeExpense('lunch', 'food', '2026-01-31', '12.50', { description: 'Soup' })
  const find = async () =>
    (await adapter.read(theBook, () => ({ expenses: ['lunch'] }))).expenses.get('lunch')
  await commit(adapter, [inserting.category(food), inserting.expense(lunch)])
  expectEqual(await find(), lunch, 'an expense')
  const dinner = makeExpense('lunch', 'food', '2026-02-01', '-3.00', {
    metadata: { who: ['me'] },
    updatedAt: later,
  })
  await commit(adapter, [putting.expense(dinner)])
  expectEqual(await find(), dinner, 'the expense after an update that moves it to another month')
  expectEqual((await observe(adapter)).expenses, [dinner], 'all expenses then')
  await commit(adapter, [removing.expense('lunch')])
  expectEqual(await find(), null, 'the expense after its removal')
  expectEqual((await observe(adapter)).expenses, [], 'all expenses then')
}

async function freesIds({ adapter }: Trial): Promise<void> {
  const budget = makeBudget('b', 'food', february, '20.00')
  const expense = makeExpense('e', 'food', '2026-02-10', '5.00')
  const contents = [inserting.category(food), inserting.budget(budget), inserting.expense(expense)]
  await commit(adapter, contents)
  const before = await observe(adapter)
  await commit(adapter, [removing.expense('e'), removing.budget('b'), removing.category('food')])
  await commit(adapter, contents)
  expectEqual(await observe(adapter), before, 'the book when what was removed is inserted again')
  await commit(adapter, [removing.expense('e'), removing.budget('b')])
  await commit(adapter, [
    inserting.budget({ ...budget, month: march }),
    inserting.expense(makeExpense('e', 'food', '2026-03-10', '5.00')),
  ])
  const { budgets, spending } = await readMonth(adapter, march)
  expectEqual(
    [budgets.length, spending.size],
    [1, 1],
    'what stands in another month under ids that were removed',
  )
}

async function closesMonths({ adapter }: Trial): Promise<void> {
  const stateOf = async () => {
    const { closed, limitAtClose } = await readMonth(adapter, january)
    return { closed, limitAtClose }
  }
  await commit(adapter, [putting.month(january, true, '500.00')])
  expectEqual(await stateOf(), { closed: true, limitAtClose: '500.00' }, 'a month that is closed')
  expectEqual(
    (await adapter.readAll(theBook)).closedMonths,
    [{ month: january, limitAtClose: '500.00' }],
    'the closed months',
  )
  await commit(adapter, [putting.month(january, false, null)])
  expectEqual(await stateOf(), { closed: false, limitAtClose: null }, 'a month that is open again')
  await commit(adapter, [putting.month(january, true, null)])
  expectEqual(await stateOf(), { closed: true, limitAtClose: null }, 'a month that closed without a limit')
}

async function closesMonthsAlone({ adapter, connect }: Trial): Promise<void> {
  await commit(adapter, [
    inserting.category(makeCategory('food')),
    inserting.budget(makeBudget('plan', 'food', january, '1.00')),
  ])
  const other = await connect()
  for (const closed of [true, false, true]) {
    await commit(adapter, [putting.month(january, closed, null)])
    for (const client of [adapter, other]) {
      const month = await readMonth(client, january)
      expectEqual(month.closed, closed, 'a month with a budget, after nothing but its closing changed')
      expectEqual(month.budgets.length, 1, 'the budgets of that month')
    }
  }
}

async function keepsUnknownFields({ adapter, connect }: Trial): Promise<void> {
  const added = { addedLater: { by: ['a newer version'], count: 1 } }
  const category = { ...makeCategory('food'), ...added }
  const budget = { ...makeBudget('plan', 'food', january, '1.00'), ...added }
  const expense = { ...makeExpense('lunch', 'food', '2026-01-31', '1.00'), ...added }
  const hold = { ...makeHold('booking', 'food', '2026-01-31', '1.00'), ...added }
  const settings = { ...makeSettings(), ...added }
  await commit(adapter, [
    putting.settings(settings),
    inserting.category(category),
    inserting.budget(budget),
    inserting.expense(expense),
    inserting.hold(hold),
  ])
  // Some adapters rewrite what a commit does not touch, and all rewrite what it puts.
  await commit(adapter, [inserting.expense(makeExpense('tea', 'food', '2026-01-31', '1.00'))])
  await commit(adapter, [putting.expense({ ...expense, description: 'Lunch' })])
  await commit(adapter, [putting.hold({ ...hold, description: 'Table' })])
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  const contents = await (await connect()).readAll(theBook)
  const kept = [contents.settings, contents.categories[0], contents.budgets[0], contents.holds[0]]
  const expected = [settings, category, budget, { ...hold, description: 'Table' }]
  expectEqual(kept, expected, 'settings and entities with a field that nobody knows')
  const found = contents.expenses.find(({ id }) => id === 'lunch')
  expectEqual(found, { ...expense, description: 'Lunch' }, 'an expense with a field that nobody knows')
}

async function commitsManyAtOnce({ adapter, connect }: Trial): Promise<void> {
  const changes: Change[] = [inserting.category(food), putting.settings(makeSettings('JPY', '90000'))]
  for (const month of [january, february, march]) {
    changes.push(inserting.budget(makeBudget(`budget ${month}`, 'food', month, '1000')))
    changes.push(inserting.expense(makeExpense(`expense ${month}`, 'food', `${month}-05`, '700')))
  }
  await commit(adapter, changes)
  const seen = await observe(await connect())
  expectEqual(
    { ...seen, months: [...seen.months.keys()].sort() },
    {
      settings: makeSettings('JPY', '90000'),
      categories: [food],
      groups: [],
      closedMonths: [],
      budgets: changes
        .filter(({ type }) => type === 'budget')
        .map((change) => 'value' in change && change.value),
      expenses: changes
        .filter(({ type }) => type === 'expense')
        .map((change) => 'value' in change && change.value),
      holds: [],
      months: [january, february, march],
    },
    'everything that one commit made, seen by another client',
  )
  await expectSoundTotals(adapter, 'after a commit that changed the currency too')
}

async function commitsBesideAMonth({ adapter, connect }: Trial): Promise<void> {
  const plan = makeBudget('plan', 'food', february, '20.00')
  await commit(adapter, [inserting.category(food), inserting.budget(plan)])
  const other = await connect()
  // The month already exists, so some adapters would write nothing else.
  const settings = makeSettings('INR', '300.00')
  await commit(adapter, [putting.settings(settings), putting.budget({ ...plan, updatedAt: later })])
  expectEqual((await readMonths(other)).settings, settings, 'settings that changed beside a month')
  const renamed = { ...food, name: 'Eating' }
  await commit(adapter, [
    inserting.expense(makeExpense('lunch', 'food', '2026-02-10', '1.00')),
    putting.category(renamed),
  ])
  expectEqual((await readMonths(other)).categories, [renamed], 'categories that changed beside a month')
  expectEqual((await readMonth(other, february)).spending.size, 1, 'the totals that changed beside them')
}

/** What commits do. */
export const changes: readonly TrialCase[] = [
  { name: 'commit: settings', check: changesSettings },
  { name: 'commit: categories are inserted, put and removed', check: changesCategories },
  { name: 'commit: categories keep the order of their creation', check: keepsOrderOfCategories },
  { name: 'commit: budgets are inserted, put and removed, and keep their order', check: changesBudgets },
  { name: 'commit: expenses are inserted, put and removed', check: changesExpenses },
  { name: 'commit: the ids of what was removed are free again', check: freesIds },
  { name: 'commit: months are closed and opened', check: closesMonths },
  { name: 'commit: closing a month is stored where nothing else changes', check: closesMonthsAlone },
  { name: 'commit: fields of a newer version are kept', check: keepsUnknownFields },
  { name: 'commit: settings and categories change beside a month', check: commitsBesideAMonth },
  { name: 'commit: many changes of many months at once, for every client to see', check: commitsManyAtOnce },
]
