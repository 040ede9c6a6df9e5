import { monthOf } from '../../../calendar/month-range.js'
import type { Head, Scope, ScopeOf, View } from '../../../storage/view.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, commitOptions, inserting, putting, removing, theBook } from '../commits.js'
import { february, january, makeBudget, makeCategory, makeExpense, makeSettings, march } from '../entities.js'
import { expectEqual } from '../expect.js'
import { monthOfView, readMonth } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

const food = makeCategory('food')
const lunch = makeExpense('lunch', 'food', '2026-01-10', '5.00')
const plan = makeBudget('plan', 'food', february, '20.00')

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [inserting.category(food), inserting.expense(lunch), inserting.budget(plan)])
}

/** The views of a scope, in a read and in a transaction. */
async function viewsOf(adapter: StorageAdapter, scope: Scope): Promise<View[]> {
  const views = [await adapter.read(theBook, () => scope)]
  const decide = (view: View) => {
    views.push(view)
    return { changes: [], receipt: {} }
  }
  await adapter.transact(theBook, () => scope, decide, commitOptions())
  return views
}

const monthsOf = ({ months }: View): string[] => [...months.keys()].sort()

async function givesMonths({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const view of await viewsOf(adapter, { months: [january, march] })) {
    expectEqual(monthsOf(view), [january, march], 'the months asked for, one of which is empty')
    expectEqual(
      monthOfView(view, january).spending,
      new Map([['food', { spent: '5.00', count: 1 }]]),
      'January',
    )
    expectEqual(
      monthOfView(view, march),
      { month: march, closed: false, limitAtClose: null, budgets: [], spending: new Map(), holds: [] },
      'March, of which nothing is stored',
    )
  }
}

async function givesAllMonths({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  await commit(adapter, [putting.month(march, true, null), removing.expense('lunch')])
  for (const view of await viewsOf(adapter, { months: 'all' })) {
    expectEqual(monthsOf(view), [february, march], 'the months of which something is stored')
  }
}

async function givesNothingUnasked({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const view of await viewsOf(adapter, {})) {
    const head: Head = { settings: makeSettings(), categories: [food], groups: [] }
    const nothing = { months: new Map(), budgets: new Map(), expenses: new Map(), holds: new Map() }
    expectEqual(view, { ...head, ...nothing }, 'a view of the head alone')
  }
}

async function givesBudgets({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const view of await viewsOf(adapter, { budgets: ['plan', 'none'] })) {
    expectEqual(
      view.budgets,
      new Map<string, unknown>([
        ['plan', plan],
        ['none', null],
      ]),
      'the budgets asked for',
    )
    expectEqual(monthsOf(view), [february], 'the month that comes with the budget')
    expectEqual(monthOfView(view, february).budgets, [plan], 'the budgets of that month')
  }
}

async function givesExpenses({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  for (const view of await viewsOf(adapter, { expenses: ['lunch', 'none'], months: [march] })) {
    expectEqual(
      view.expenses,
      new Map<string, unknown>([
        ['lunch', lunch],
        ['none', null],
      ]),
      'the expenses asked for',
    )
    expectEqual(monthsOf(view), [january, march], 'the month asked for, and that of the expense')
  }
}

// An adapter that remembers a part of the book must not take the rest for empty.
async function givesWhatWasNotRead({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  await other.read(theBook, () => ({}))
  const view = await other.read(theBook, () => ({ expenses: ['lunch'] }))
  expectEqual(view.expenses.get('lunch'), lunch, 'the expense asked for')
  expectEqual(monthOfView(view, january).spending.get('food')?.count, 1, 'the expenses of its month')
}

// 2026-02-10 is in February, and in January once months start on the 25th.
const monthOfTheTenth: ScopeOf = ({ settings }) => ({
  months: [monthOf('2026-02-10', settings.monthStartDay)],
})

async function choosesInside({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  await adapter.read(theBook, monthOfTheTenth)
  await commit(other, [putting.settings(makeSettings('INR', null, 25))])
  const heads: Head[] = []
  const scope: ScopeOf = (head) => {
    heads.push(head)
    return monthOfTheTenth(head)
  }
  const decide = (view: View) => ({
    changes: Array.from(view.months.keys(), (month) => putting.month(month, true, null)),
    receipt: {},
  })
  await adapter.transact(theBook, scope, decide, commitOptions())
  expectEqual(heads.at(-1)?.settings.monthStartDay, 25, 'the start day that the scope is chosen by')
  expectEqual((await readMonth(other, january)).closed, true, 'January being closed')
  expectEqual((await readMonth(other, february)).closed, false, 'February being closed')
}

async function fitsItsHead({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  const days = [25, 1, 20, 5, 28]
  const changing = days.map(async (day) => commit(other, [putting.settings(makeSettings('INR', null, day))]))
  const looking = days.map(async () => {
    const decide = (view: View) => {
      expectEqual([...view.months.keys()], monthOfTheTenth(view).months, 'the months that fit the settings')
      return { changes: [], receipt: {} }
    }
    await adapter.transact(theBook, monthOfTheTenth, decide, commitOptions())
    const view = await adapter.read(theBook, monthOfTheTenth)
    expectEqual([...view.months.keys()], monthOfTheTenth(view).months, 'the months that fit the settings')
  })
  await Promise.all([...changing, ...looking])
}

/** Cases about the contents of views. */
export const scopes: readonly TrialCase[] = [
  { name: 'scope: months are given even where nothing is stored of them', check: givesMonths },
  { name: 'scope: all months are those of which something is stored', check: givesAllMonths },
  { name: 'scope: what is not asked for is not given', check: givesNothingUnasked },
  { name: 'scope: budgets bring their months, and an unknown one is null', check: givesBudgets },
  { name: 'scope: expenses bring their months, and an unknown one is null', check: givesExpenses },
  { name: 'scope: is given whole, whatever part was read before', check: givesWhatWasNotRead },
  { name: 'scope: is chosen by the settings of the same instant', check: choosesInside },
  { name: 'scope: fits the settings while another client changes them', check: fitsItsHead },
]
