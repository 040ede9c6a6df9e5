import type { Month } from '../../../calendar/month.js'
import { sumAmounts } from '../../../money/arithmetic.js'
import type { BookContents, View } from '../../../storage/view.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import type { StoredExpense } from '../../../model/expense.js'
import { commit, commitOptions, inserting, putting, theBook } from '../commits.js'
import { february, january, makeBudget, makeCategory, makeExpense, makeSettings } from '../entities.js'
import { expectEqual, fail } from '../expect.js'
import { expectSoundTotals, monthOfView, readMonth, readMonths, readPage } from '../observations.js'
import { pause } from '../../../lib/time/pause.js'
import { racers, type Trial, type TrialCase } from '../trial.js'

const categoryIds = ['0', '1', '2', '3', '4'].map((number) => `category ${number}`)

async function prepare(adapter: StorageAdapter): Promise<void> {
  const categories = categoryIds.map((id) => inserting.category(makeCategory(id)))
  await commit(adapter, [putting.settings(makeSettings('USD')), ...categories])
}

const amountsOf = (entities: readonly { readonly amount: string }[]) => entities.map(({ amount }) => amount)
const total = (amounts: readonly string[]) => sumAmounts(amounts, 'USD')

async function raceToTheFirstWrite(trial: Trial): Promise<void> {
  const clients = await racers(trial, categoryIds.length)
  const taken = new Error('there is a category already')
  const attempts = clients.map(async (client, index) =>
    client.transact(
      theBook,
      () => ({}),
      ({ categories }) => {
        if (categories.length > 0) throw taken
        return { changes: [inserting.category(makeCategory(categoryIds[index] ?? ''))], receipt: {} }
      },
      commitOptions(),
    ),
  )
  const outcomes = await Promise.allSettled(attempts)
  const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length
  expectEqual(accepted, 1, 'how many made the first category of a book that was never written')
  expectEqual((await readMonths(trial.adapter)).categories.length, 1, 'how many categories there are')
}

async function increment(adapter: StorageAdapter, month: Month): Promise<void> {
  const decide = (view: View) => {
    const [budget] = monthOfView(view, month).budgets
    if (!budget) return fail('the month', 'a budget', 'none')
    const amount = total([budget.amount, '0.01'])
    return { changes: [putting.budget({ ...budget, amount })], receipt: {} }
  }
  await adapter.transact(theBook, () => ({ months: [month] }), decide, commitOptions())
}

async function loseNoIncrement(trial: Trial): Promise<void> {
  const { adapter } = trial
  await prepare(adapter)
  await commit(adapter, [inserting.budget(makeBudget('counter', 'category 0', february, '0.00'))])
  const counting = (await racers(trial, 5)).map(async (client) => {
    for (let count = 0; count < 10; count++) await increment(client, february)
  })
  await Promise.all(counting)
  const { budgets } = await readMonth(adapter, february)
  expectEqual(amountsOf(budgets), ['0.50'], 'what fifty concurrent increments of 0.01 come to')
}

async function loseNoExpense(trial: Trial): Promise<void> {
  const { adapter } = trial
  await prepare(adapter)
  const recording = (await racers(trial, 5)).map(async (client, index) => {
    for (let count = 0; count < 10; count++) {
      const expense = makeExpense(`${index} ${count}`, 'category 0', `2026-02-${10 + count}`, '0.01')
      await commit(client, [inserting.expense(expense)])
    }
  })
  await Promise.all(recording)
  expectEqual((await readPage(adapter)).length, 50, 'how many of fifty concurrent expenses there are')
  expectEqual(
    (await readMonth(adapter, february)).spending,
    new Map([['category 0', { spent: '0.50', count: 50 }]]),
    'what they come to',
  )
}

async function rewriteWithoutLoss(trial: Trial): Promise<void> {
  const { adapter } = trial
  await prepare(adapter)
  const [rewriter, ...recorders] = await racers(trial, 4)
  const recording = recorders.map(async (client, index) => {
    for (let count = 0; count < 10; count++) {
      const expense = makeExpense(`${index} ${count}`, 'category 0', `2026-0${1 + (count % 2)}-10`, '0.01')
      await commit(client, [inserting.expense(expense)])
    }
  })
  const rewriting = async (): Promise<void> => {
    const rebuild = (contents: BookContents) => ({ contents, receipt: {} })
    for (let count = 0; count < 5; count++) await rewriter?.replace(theBook, rebuild, commitOptions())
  }
  await Promise.all([...recording, rewriting()])
  expectEqual((await readPage(adapter)).length, 30, 'how many of thirty expenses full-book work left')
  await expectSoundTotals(adapter, 'after full-book work amid commits')
}

const from = makeExpense('from', 'category 0', '2026-01-15', '50.00')
const to = makeExpense('to', 'category 1', '2026-02-15', '50.00')

/** Moves 1.00 from one expense to the other, in two months and two categories. */
async function transfer(adapter: StorageAdapter): Promise<void> {
  const moved = (view: View, { id }: StoredExpense, amount: string) => {
    const expense = view.expenses.get(id) ?? fail('the view', `the expense ${id}`, 'none')
    return putting.expense({ ...expense, amount: total([expense.amount, amount]) })
  }
  await adapter.transact(
    theBook,
    () => ({ expenses: [from.id, to.id] }),
    (view) => ({ changes: [moved(view, from, '-1.00'), moved(view, to, '1.00')], receipt: {} }),
    commitOptions(),
  )
}

async function readWhileMoneyMoves(reader: StorageAdapter): Promise<void> {
  const { months } = await readMonths(reader)
  const spent = Array.from(months.values(), ({ spending }) =>
    Array.from(spending.values(), (sum) => sum.spent),
  )
  expectEqual(total(spent.flat()), '100.00', 'the totals of one read')
  const { expenses } = await reader.readAll(theBook)
  expectEqual(total(amountsOf(expenses)), '100.00', 'the expenses of one readAll')
  expectEqual(total(amountsOf(await readPage(reader))), '100.00', 'the expenses of one page')
}

async function readOneInstant({ adapter, connect }: Trial): Promise<void> {
  await prepare(adapter)
  await commit(adapter, [inserting.expense(from), inserting.expense(to)])
  const reader = await connect()
  let isDone = false
  const transferring = async (): Promise<void> => {
    try {
      for (let count = 0; count < 20; count++) await transfer(adapter)
    } finally {
      isDone = true
    }
  }
  const reading = async (): Promise<void> => {
    // An adapter that reads without waiting would leave the writer no turn.
    while (!isDone) {
      await readWhileMoneyMoves(reader)
      await pause(0)
    }
  }
  await Promise.all([transferring(), reading()])
  expectEqual((await readMonth(reader, january)).spending.get('category 0')?.spent, '30.00', 'what is left')
}

/** What clients do at the same time. */
export const races: readonly TrialCase[] = [
  { name: 'race: one makes the first write to a book', check: raceToTheFirstWrite },
  { name: 'race: no increment is lost', check: loseNoIncrement },
  { name: 'race: no expense is lost, nor missing in the totals', check: loseNoExpense },
  { name: 'race: full-book work and commits do not undo one another', check: rewriteWithoutLoss },
  { name: 'race: a read sees one instant while money moves between months', check: readOneInstant },
]
