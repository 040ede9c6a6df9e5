import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumAmounts, type Month } from 'budgetbook'
import {
  applyChanges,
  BookState,
  type BookContents,
  type Change,
  type MonthState,
  type StoredExpense,
  type StoredHold,
  type View,
} from 'budgetbook/adapter'
import { amountArbitrary, bookContentsArbitrary } from 'budgetbook/testing'
import { changesHead } from '../../../src/storage/kit/state/apply-changes.js'
import { monthStatesOf } from '../../../src/storage/kit/state/contents.js'
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
import { deepFreeze } from '../../support/deep-freeze.js'

/** A book, and what to do with each of its expenses, budgets and holds. */
interface Plan {
  readonly contents: BookContents
  readonly fates: readonly ('keep' | 'remove' | 'change' | 'move')[]
  readonly newExpenses: readonly StoredExpense[]
  readonly newHolds: readonly StoredHold[]
}

const plan: fc.Arbitrary<Plan> = bookContentsArbitrary().chain((contents) =>
  fc.record({
    contents: fc.constant(contents),
    fates: fc.array(fc.constantFrom('keep', 'remove', 'change', 'move'), { minLength: 20, maxLength: 20 }),
    newExpenses: fc.uniqueArray(newExpense(contents), { selector: ({ id }) => id, maxLength: 5 }),
    newHolds: fc.uniqueArray(newHold, { selector: ({ id }) => id, maxLength: 3 }),
  }),
)

function newExpense({ settings, categories }: BookContents): fc.Arbitrary<StoredExpense> {
  const categoryId = fc.constantFrom('new', ...categories.map(({ id }) => id))
  return fc
    .tuple(fc.nat(9), categoryId, fc.constantFrom(january, february), amountArbitrary(settings.currency))
    .map(([number, category, month, amount]) =>
      makeExpense(`new ${number}`, category, `${month}-15`, amount, { month }),
    )
}

const newHold = fc
  .tuple(fc.nat(9), fc.constantFrom(january, february), fc.constantFrom('2026-01', '2026-03'))
  .map(([number, month, placed]) => {
    const createdAt = `${placed}-01T00:00:00.000Z`
    return makeHold(`new ${number}`, 'new', `${month}-15`, '1', { month, createdAt })
  })

/** The changes of a plan, and what the expenses, budgets and holds are after them. */
function carryOut({ contents, fates, newExpenses, newHolds }: Plan) {
  const changes: Change[] = [...newExpenses.map(inserting.expense), ...newHolds.map(inserting.hold)]
  const expenses = [...newExpenses]
  for (const [index, expense] of contents.expenses.entries()) {
    const fate = fates[index]
    const other = { ...expense, amount: newExpenses[0]?.amount ?? expense.amount, categoryId: 'other' }
    const after = { keep: expense, remove: null, change: other, move: { ...other, month: march } }[
      fate ?? 'keep'
    ]
    if (after) expenses.push(after)
    if (fate === 'remove') changes.push(removing.expense(expense.id))
    else if (after && after !== expense) changes.push(putting.expense(after))
  }
  const budgets = []
  for (const [index, budget] of contents.budgets.entries()) {
    const fate = fates[index + 10]
    const after = { keep: budget, remove: null, change: { ...budget }, move: { ...budget, month: march } }[
      fate ?? 'keep'
    ]
    if (after) budgets.push(after)
    if (fate === 'remove') changes.push(removing.budget(budget.id))
    else if (after && after !== budget) changes.push(putting.budget(after))
  }
  const holds = [...newHolds]
  for (const [index, hold] of contents.holds.entries()) {
    const fate = fates[index + 15]
    const after = { keep: hold, remove: null, change: { ...hold }, move: { ...hold, month: march } }[
      fate ?? 'keep'
    ]
    if (after) holds.push(after)
    if (fate === 'remove') changes.push(removing.hold(hold.id))
    else if (after && after !== hold) changes.push(putting.hold(after))
  }
  return { changes, after: { ...contents, expenses, budgets, holds } }
}

/** A view of everything, and of a few months more. */
function viewOf(contents: BookContents, more: readonly Month[] = []): View {
  return new BookState({ contents, operations: [] }).read(() => ({
    months: [january, february, march, ...monthsOf(contents), ...more],
    expenses: contents.expenses.map(({ id }) => id),
    budgets: contents.budgets.map(({ id }) => id),
    holds: contents.holds.map(({ id }) => id),
  }))
}

const monthsOf = ({ budgets, expenses, holds, closedMonths }: BookContents): Month[] =>
  [...budgets, ...expenses, ...holds, ...closedMonths].map(({ month }) => month)

/** The state of every month, worked out the plain way. */
function statesOf(contents: BookContents): MonthState[] {
  const { budgets, expenses, holds, closedMonths, settings } = contents
  return [...new Set(monthsOf(contents))].map((month) => {
    const closing = closedMonths.find((closed) => closed.month === month)
    const own = expenses.filter((expense) => expense.month === month)
    const totalOf = (categoryId: string) => {
      const amounts = own.filter((expense) => expense.categoryId === categoryId).map(({ amount }) => amount)
      return { spent: sumAmounts(amounts, settings.currency), count: amounts.length }
    }
    return {
      month,
      closed: closing !== undefined,
      limitAtClose: closing?.limitAtClose ?? null,
      budgets: budgets.filter((budget) => budget.month === month),
      spending: new Map(own.map(({ categoryId }) => [categoryId, totalOf(categoryId)])),
      holds: holds.filter((hold) => hold.month === month).sort(inOrderOfPlacing),
    }
  })
}

const inOrderOfPlacing = (a: StoredHold, b: StoredHold) =>
  `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1

/** Months that have something, whatever the order of their budgets. */
const comparable = (months: Iterable<MonthState>) =>
  new Map(
    [...months]
      .map((state) => ({ ...state, budgets: [...state.budgets].sort((a, b) => (a.id < b.id ? -1 : 1)) }))
      .filter(
        ({ closed, budgets, spending, holds }) =>
          closed || budgets.length > 0 || spending.size > 0 || holds.length > 0,
      )
      .map((state) => [state.month, state]),
  )

describe('applying changes', () => {
  it('gives the totals that adding everything up anew gives', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const { changes, after } = carryOut(planned)
        const view = viewOf(planned.contents)
        const applied = applyChanges(view, changes)
        const months = new Map([...view.months, ...applied.months])
        expect(comparable(months.values())).toEqual(comparable(statesOf(after)))
      }),
    )
  })

  it('does not change its input', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const { changes } = carryOut(planned)
        const view = viewOf(planned.contents)
        const before = structuredClone(view)
        applyChanges(view, deepFreeze(changes))
        expect(view).toEqual(before)
      }),
    )
  })

  it('and then undoing them gives the same totals as before', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const { changes, after } = carryOut(planned)
        const undoing: Change[] = changes.map((change) => {
          if (change.type === 'expense') {
            const before = planned.contents.expenses.find(({ id }) => id === idOf(change))
            return before
              ? (change.op === 'remove' ? inserting : putting).expense(before)
              : removing.expense(idOf(change))
          }
          if (change.type === 'hold') {
            const before = planned.contents.holds.find(({ id }) => id === idOf(change))
            return before
              ? (change.op === 'remove' ? inserting : putting).hold(before)
              : removing.hold(idOf(change))
          }
          const before = planned.contents.budgets.find(({ id }) => id === idOf(change))
          return (change.op === 'remove' ? inserting : putting).budget(before!)
        })
        const view = viewOf(after, monthsOf(planned.contents))
        const months = new Map([...view.months, ...applyChanges(view, undoing).months])
        expect(comparable(months.values())).toEqual(comparable(statesOf(planned.contents)))
      }),
    )
  })

  it('touches only the months of the changes', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const { changes } = carryOut(planned)
        const view = viewOf(planned.contents)
        const { months } = applyChanges(view, changes)
        for (const [month, state] of view.months) {
          const isTouched = changes.some((change) => touches(view, change, month))
          if (!isTouched) expect(months.has(month)).toBe(false)
          else expect(months.get(month)?.month).toBe(state.month)
        }
      }),
    )
  })
})

function idOf(change: Change): string {
  if (change.type === 'settings' || change.type === 'month') throw new Error('it has no id')
  return 'value' in change ? change.value.id : change.id
}

function touches(view: View, change: Change, month: Month): boolean {
  if (change.type !== 'budget' && change.type !== 'expense' && change.type !== 'hold') return false
  const entities = { budget: view.budgets, expense: view.expenses, hold: view.holds }[change.type]
  const before = entities.get(idOf(change))
  return before?.month === month || (change.op !== 'remove' && change.value.month === month)
}

const food = makeCategory('food')
const contents: BookContents = {
  settings: makeSettings('USD', '100.00'),
  categories: [food, makeCategory('rent')],
  groups: [makeGroup('home'), makeGroup('fun')],
  closedMonths: [],
  budgets: [makeBudget('b', 'food', january, '10.00')],
  expenses: [makeExpense('e', 'food', '2026-01-10', '1.00')],
  holds: [makeHold('h', 'food', '2026-01-10', '1.00')],
}

it('the states of all months, totals included, follow from everything in a book', () => {
  fc.assert(
    fc.property(bookContentsArbitrary(), (all) => {
      expect(comparable(monthStatesOf(all).values())).toEqual(comparable(statesOf(all)))
    }),
  )
})

describe('a batch of changes', () => {
  it('leaves out what it did not touch', () => {
    expect(applyChanges(viewOf(contents), [])).toEqual({
      settings: null,
      categories: null,
      groups: null,
      months: new Map(),
      insertedBudgets: [],
      insertedHolds: [],
      insertedExpenses: [],
      removedExpenses: [],
      updatedExpenses: [],
    })
  })

  it('counts in the currency that it leaves behind, wherever it is put', () => {
    const view = viewOf({ ...contents, budgets: [], expenses: [], holds: [] })
    const changes = [
      inserting.expense(makeExpense('x', 'food', '2026-02-10', '1.250')),
      putting.settings(makeSettings('KWD')),
      inserting.expense(makeExpense('y', 'food', '2026-02-10', '0.001')),
    ]
    expect(applyChanges(view, changes).months.get(february)?.spending.get('food')).toEqual({
      spent: '1.251',
      count: 2,
    })
  })

  it('may take a budget away and give another its place, or move it more than once', () => {
    const changes = [
      removing.budget('b'),
      inserting.budget(makeBudget('b', 'food', february, '5.00')),
      putting.budget(makeBudget('b', 'food', march, '6.00')),
    ]
    const { months } = applyChanges(viewOf(contents), changes)
    const budgets = [january, february, march].map((month) =>
      months.get(month)?.budgets.map(({ amount }) => amount),
    )
    expect(budgets).toEqual([[], [], ['6.00']])
  })

  it('may take a hold away and give another its place, or move it more than once', () => {
    const holdIn = (date: string, amount: string) => makeHold('h', 'food', date, amount)
    const { months, insertedHolds } = applyChanges(viewOf(contents), [
      removing.hold('h'),
      inserting.hold(holdIn('2026-02-10', '5.00')),
      putting.hold(holdIn('2026-03-10', '6.00')),
      putting.hold(holdIn('2026-02-11', '7.00')),
      putting.hold(holdIn('2026-03-11', '8.00')),
    ])
    const holds = [january, february, march].map((month) => months.get(month)?.holds)
    expect(holds).toEqual([[], [], [holdIn('2026-03-11', '8.00')]])
    expect(insertedHolds.map(({ id }) => id)).toEqual(['h'])
  })

  it('leaves the list of holds the very object that it was where no hold changes', () => {
    const view = viewOf(contents)
    const { months } = applyChanges(view, [removing.budget('b'), removing.expense('e')])
    expect(months.get(january)?.holds).toBe(view.months.get(january)?.holds)
  })

  it.each(['category', 'group'] as const)(
    'gives the list of each %s where one changed, and no other',
    (type) => {
      const [lists, first, last] =
        type === 'category' ? ['categories', 'food', 'rent'] : ['groups', 'home', 'fun']
      const make = type === 'category' ? makeCategory : makeGroup
      const after = (...changes: Change[]) => applyChanges(viewOf(contents), changes)
      const idsAfter = (...changes: Change[]) => {
        const { categories, groups } = after(...changes)
        return { categories, groups }[lists as 'groups']?.map(({ id }) => id)
      }
      const insert = { op: 'insert', type, value: make('new') } as Change
      const put = { op: 'put', type, value: make(first, { name: 'Other' }) } as Change
      const [move, remove] = [moving[type], removing[type]]
      expect(idsAfter(insert)).toEqual([first, last, 'new'])
      expect(idsAfter(put)).toEqual([first, last])
      expect(idsAfter(remove(first))).toEqual([last])
      expect(idsAfter(move(last, first))).toEqual([last, first])
      expect(idsAfter(move(first, null))).toEqual([last, first])
      expect(idsAfter(move(first, last))).toEqual([first, last])
      expect(idsAfter(insert, move('new', first), remove(first), move(last, 'new'))).toEqual([last, 'new'])
      for (const change of [insert, put, remove(first), move(last, first)]) {
        const { settings, categories, groups, months } = after(change)
        expect([settings, { categories: groups, groups: categories }[lists as 'groups']]).toEqual([
          null,
          null,
        ])
        expect(months.size).toBe(0)
      }
    },
  )

  it.each<[string, readonly Change[], boolean]>([
    ['settings', [putting.settings(makeSettings())], true],
    ['a category', [inserting.category(makeCategory('x'))], true],
    ['a move of a category', [moving.category('rent', 'food')], true],
    ['a group', [removing.group('home')], true],
    ['a move of a group', [moving.group('home', null)], true],
    ['a budget', [removing.budget('b')], false],
    ['an expense', [removing.expense('e')], false],
    ['a hold', [removing.hold('h')], false],
    ['a month', [putting.month(january, true, null)], false],
    ['nothing', [], false],
  ])('says whether it changes what no month holds: %s', (_, changes, changed) => {
    expect(changesHead(applyChanges(viewOf(contents), changes))).toBe(changed)
  })

  it('lists an update as the old value and the new', () => {
    const after = makeExpense('e', 'food', '2026-02-10', '2.00')
    const { removedExpenses, updatedExpenses, insertedExpenses } = applyChanges(viewOf(contents), [
      putting.expense(after),
    ])
    expect({ removedExpenses, updatedExpenses, insertedExpenses }).toEqual({
      removedExpenses: contents.expenses,
      updatedExpenses: [after],
      insertedExpenses: [],
    })
  })

  it.each<[string, readonly Change[]]>([
    ['a category that is there', [inserting.category(food)]],
    ['a category twice', [inserting.category(makeCategory('x')), inserting.category(makeCategory('x'))]],
    ['a group that is there', [inserting.group(makeGroup('fun'))]],
    ['a group twice', [inserting.group(makeGroup('x')), inserting.group(makeGroup('x'))]],
    ['a budget that is there', [inserting.budget(makeBudget('b', 'food', march, '1.00'))]],
    ['a budget twice', [1, 2].map(() => inserting.budget(makeBudget('x', 'food', march, '1.00')))],
    ['a hold that is there', [inserting.hold(makeHold('h', 'food', '2026-03-10', '1.00'))]],
    ['a hold twice', [1, 2].map((day) => inserting.hold(makeHold('x', 'food', `2026-0${day}-10`, '1.00')))],
    ['an expense that is there', [inserting.expense(makeExpense('e', 'food', '2026-02-10', '1.00'))]],
    ['an expense twice', [1, 2].map(() => inserting.expense(makeExpense('x', 'food', '2026-02-10', '1.00')))],
  ])('is refused with conflict where it inserts %s', (_, changes) => {
    expect(() => applyChanges(viewOf(contents), changes)).toThrow(
      expect.objectContaining({ code: 'conflict', details: { reason: 'id_taken' } }),
    )
  })

  it.each<[string, readonly Change[]]>([
    ['puts an unknown category', [putting.category(makeCategory('x'))]],
    ['removes an unknown category', [removing.category('x')]],
    ['removes a category twice', [removing.category('food'), removing.category('food')]],
    ['moves an unknown category', [moving.category('home', 'food')]],
    ['moves a category in front of an unknown one', [moving.category('food', 'home')]],
    ['moves a category that it removed', [removing.category('food'), moving.category('food', null)]],
    [
      'moves a category in front of one that it removed',
      [removing.category('food'), moving.category('rent', 'food')],
    ],
    [
      'moves a category before it inserts it',
      [moving.category('x', null), inserting.category(makeCategory('x'))],
    ],
    ['puts an unknown group', [putting.group(makeGroup('food'))]],
    ['removes an unknown group', [removing.group('food')]],
    ['moves an unknown group', [moving.group('food', null)]],
    ['moves a group in front of an unknown one', [moving.group('home', 'food')]],
    ['puts an unknown budget', [putting.budget(makeBudget('x', 'food', january, '1.00'))]],
    ['removes a budget twice', [removing.budget('b'), removing.budget('b')]],
    [
      'puts a budget that it removed',
      [removing.budget('b'), putting.budget(makeBudget('b', 'food', january, '1.00'))],
    ],
    ['puts an unknown hold', [putting.hold(makeHold('x', 'food', '2026-01-10', '1.00'))]],
    ['removes a hold twice', [removing.hold('h'), removing.hold('h')]],
    [
      'puts a hold that it removed',
      [removing.hold('h'), putting.hold(makeHold('h', 'food', '2026-01-10', '1.00'))],
    ],
    [
      'places a hold in a month outside of the view',
      [inserting.hold(makeHold('x', 'food', '2030-01-10', '1.00'))],
    ],
    ['puts an unknown expense', [putting.expense(makeExpense('x', 'food', '2026-01-10', '1.00'))]],
    ['removes an expense twice', [removing.expense('e'), removing.expense('e')]],
    ['changes a month outside of the view', [putting.month('2030-01' as Month, true, null)]],
    [
      'inserts into a month outside of the view',
      [inserting.expense(makeExpense('x', 'food', '2030-01-10', '1.00'))],
    ],
  ])('is refused where it %s', (_, changes) => {
    expect(() => applyChanges(viewOf(contents), changes)).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    )
  })
})
