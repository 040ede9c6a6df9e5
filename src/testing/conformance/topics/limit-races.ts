import { addMonths } from '../../../calendar/add-months.js'
import type { Month } from '../../../calendar/month.js'
import { compareAmounts, sumAmounts } from '../../../money/arithmetic.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import type { View } from '../../../storage/view.js'
import { commit, commitOptions, inserting, moving, putting, theBook } from '../commits.js'
import { february, january, makeBudget, makeCategory, makeGroup, makeSettings, march } from '../entities.js'
import { expectEqual } from '../expect.js'
import { monthOfView, readMonth, readMonths } from '../observations.js'
import { racers, type Trial, type TrialCase } from '../trial.js'

const limit = '100.00'
const categoryIds = Array.from({ length: 8 }, (_, index) => `category ${index}`)

async function prepare(adapter: StorageAdapter): Promise<void> {
  const categories = categoryIds.map((id) => inserting.category(makeCategory(id)))
  await commit(adapter, [putting.settings(makeSettings('USD', limit)), ...categories])
}

const totalOf = (budgets: readonly { readonly amount: string }[]): string =>
  sumAmounts(
    budgets.map(({ amount }) => amount),
    'USD',
  )

/** Budgets 60.00 in a month, unless the month's total would be above 100.00. */
async function budgetSixty(
  adapter: StorageAdapter,
  month: Month,
  categoryId: string,
  refusal: Error,
): Promise<void> {
  const budget = makeBudget(`${month} ${categoryId}`, categoryId, month, '60.00')
  const decide = (view: View) => {
    const total = totalOf([...monthOfView(view, month).budgets, budget])
    if (compareAmounts(total, limit) > 0) throw refusal
    return { changes: [inserting.budget(budget)], receipt: {} }
  }
  await adapter.transact(theBook, () => ({ months: [month] }), decide, commitOptions())
}

async function raceForTheLimit(clients: readonly StorageAdapter[], month: Month): Promise<void> {
  const refusal = new Error('the limit is reached')
  const attempts = clients.map(async (client, index) =>
    budgetSixty(client, month, categoryIds[index] ?? '', refusal),
  )
  const outcomes = await Promise.allSettled(attempts)
  const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length
  const refused = outcomes.filter(
    (outcome) => outcome.status === 'rejected' && outcome.reason === refusal,
  ).length
  expectEqual(
    { accepted, refused },
    { accepted: 1, refused: clients.length - 1 },
    `${clients.length} that budget 60.00 under a limit of 100.00 at once`,
  )
}

async function keepTheLimit({ adapter }: Trial, clients: readonly StorageAdapter[]): Promise<void> {
  await prepare(adapter)
  for (let count = 2; count <= clients.length; count++) {
    // When the race begins, nothing was ever written in the month.
    for (const month of [january, february, march].map((first) => addMonths(first, 12 * count))) {
      await raceForTheLimit(clients.slice(0, count), month)
      const { budgets } = await readMonth(adapter, month)
      expectEqual(totalOf(budgets), '60.00', `what is budgeted after a race of ${count}`)
    }
  }
}

async function raceInOneClient(trial: Trial): Promise<void> {
  await keepTheLimit(
    trial,
    categoryIds.map(() => trial.adapter),
  )
}

async function raceBetweenClients(trial: Trial): Promise<void> {
  await keepTheLimit(trial, await racers(trial, categoryIds.length))
}

// An adapter may store the groups where it looks for a change by another writer.
async function raceAmongMoves(trial: Trial): Promise<void> {
  const { adapter } = trial
  const groupIds = ['home', 'fun', 'work']
  await prepare(adapter)
  await commit(
    adapter,
    groupIds.map((id) => inserting.group(makeGroup(id))),
  )
  const [mover, ...clients] = await racers(trial, 5)
  const moveAll = async (): Promise<void> => {
    for (const id of groupIds) {
      await commit(mover ?? adapter, [moving.group(id, null), moving.category(categoryIds[7] ?? '', null)])
    }
  }
  for (const month of [january, february, march]) {
    await Promise.all([moveAll(), raceForTheLimit(clients, month)])
    expectEqual(totalOf((await readMonth(adapter, month)).budgets), '60.00', 'what is budgeted after a race')
  }
  const { categories, groups } = await readMonths(adapter)
  const order = [categories, groups].map((list) => list.map(({ id }) => id))
  expectEqual(order, [categoryIds, groupIds], 'the categories and groups, each moved to the end by turns')
}

/** Writers that must not exceed a limit together. */
export const limitRaces: readonly TrialCase[] = [
  { name: 'race: writers of one client keep a limit together', check: raceInOneClient },
  { name: 'race: clients keep a limit together', check: raceBetweenClients },
  { name: 'race: clients keep a limit together while groups and categories move', check: raceAmongMoves },
]
