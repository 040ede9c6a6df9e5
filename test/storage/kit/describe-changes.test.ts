import { describe, expect, it } from 'vitest'
import { BookState, describeChanges, type Change } from 'budgetbook/adapter'
import { inserting, moving, putting, removing } from '../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeHold,
  makeSettings,
  march,
} from '../../../src/testing/conformance/entities.js'

const food = makeCategory('food')
const state = new BookState({
  contents: {
    settings: makeSettings(),
    categories: [food, makeCategory('rent')],
    groups: [makeGroup('home'), makeGroup('fun')],
    closedMonths: [],
    budgets: [makeBudget('b', 'food', january, '1.00')],
    expenses: [makeExpense('e', 'food', '2026-01-31', '1.00')],
    holds: [makeHold('h', 'food', '2026-01-31', '1.00')],
  },
  operations: [],
})
const described = (
  changes: readonly Change[],
  scope = { months: 'all', budgets: ['b'], expenses: ['e'], holds: ['h'] } as const,
) =>
  describeChanges(
    state.read(() => scope),
    changes,
  )

describe('what a commit is described as', () => {
  it.each<[string, Change, unknown]>([
    ['a new expense', inserting.expense(makeExpense('n', 'food', '2026-03-01', '1.00')), [march]],
    [
      'an expense that moves',
      putting.expense(makeExpense('e', 'food', '2026-02-01', '1.00')),
      [january, february],
    ],
    ['an expense that stays', putting.expense(makeExpense('e', 'food', '2026-01-01', '1.00')), [january]],
    ['an expense that goes', removing.expense('e'), [january]],
    ['a new budget', inserting.budget(makeBudget('n', 'food', march, '1.00')), [march]],
    ['a budget that moves', putting.budget(makeBudget('b', 'food', february, '1.00')), [january, february]],
    ['a budget that goes', removing.budget('b'), [january]],
    ['a new hold', inserting.hold(makeHold('n', 'food', '2026-03-01', '1.00')), [march]],
    ['a hold that moves', putting.hold(makeHold('h', 'food', '2026-02-01', '1.00')), [january, february]],
    ['a hold that stays', putting.hold(makeHold('h', 'food', '2026-01-01', '2.00')), [january]],
    ['a hold that goes', removing.hold('h'), [january]],
    ['a month that closes', putting.month(february, true, null), [february]],
    ['a new category', inserting.category(makeCategory('travel')), []],
    ['a category that goes', removing.category('food'), []],
    ['a category that gets another name', putting.category({ ...food, name: 'Eating' }), 'all'],
    ['a category that moves', moving.category('rent', 'food'), 'all'],
    ['a new group', inserting.group(makeGroup('work')), []],
    ['a group that gets another name', putting.group(makeGroup('home', { name: 'House' })), []],
    ['a group that moves', moving.group('fun', 'home'), []],
    ['a group that goes', removing.group('home'), []],
    ['settings', putting.settings(makeSettings('USD')), 'all'],
  ])('has the months whose report may differ: %s', (_, change, months) => {
    expect(described([change]).months).toEqual(months)
  })

  it('gathers changes by type and action, in the order of their first', () => {
    const changes = [
      inserting.expense(makeExpense('x', 'food', '2026-01-01', '1.00')),
      putting.settings(makeSettings('USD')),
      inserting.expense(makeExpense('y', 'food', '2026-02-01', '1.00')),
      removing.expense('e'),
      removing.hold('h'),
      inserting.hold(makeHold('n', 'food', '2026-02-01', '1.00')),
      putting.month(march, true, null),
      putting.category(food),
      moving.group('fun', 'home'),
      moving.category('rent', 'food'),
      putting.group(makeGroup('home')),
      removing.group('fun'),
    ]
    expect(described(changes).changes).toEqual([
      { type: 'expense', action: 'created', ids: ['x', 'y'] },
      { type: 'settings', action: 'updated', ids: [] },
      { type: 'expense', action: 'removed', ids: ['e'] },
      { type: 'hold', action: 'removed', ids: ['h'] },
      { type: 'hold', action: 'created', ids: ['n'] },
      { type: 'month', action: 'updated', ids: ['2026-03'] },
      { type: 'category', action: 'updated', ids: ['food', 'rent'] },
      { type: 'group', action: 'updated', ids: ['fun', 'home'] },
      { type: 'group', action: 'removed', ids: ['fun'] },
    ])
    expect(described([])).toEqual({ months: [], changes: [] })
  })

  it.each([removing.budget('b'), removing.hold('h')])(
    'finds a $type that only its month brought into the view',
    (change) => {
      const view = state.read(() => ({ months: [january] }))
      expect(describeChanges(view, [change]).months).toEqual([january])
    },
  )
})
