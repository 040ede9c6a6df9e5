import { isBudgetBookError } from '../../../errors/error.js'
import type { BookContents } from '../../../storage/view.js'
import type { Change } from '../../../storage/change.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import { commit, commitOptions, inserting, putting, theBook } from '../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeGroup,
  makeSettings,
} from '../entities.js'
import { expectEqual, expectRefused, fail } from '../expect.js'
import { observe } from '../observations.js'
import { reopened, type Trial, type TrialCase } from '../trial.js'

const contents = [
  putting.settings(makeSettings('USD', '100.00', 25)),
  inserting.group(makeGroup('home')),
  inserting.category(makeCategory('food', { groupId: 'home' })),
  inserting.budget(makeBudget('budget', 'food', january, '10.00')),
  inserting.expense(makeExpense('expense', 'food', '2026-02-10', '1.00', { month: january })),
  putting.month(february, true, '50.00'),
]

const addTravel = () => ({ changes: [inserting.category(makeCategory('travel'))], receipt: {} })
const clear = (given: BookContents) => ({ contents: { ...given, expenses: [] }, receipt: {} })

async function aborts({ adapter }: Trial): Promise<void> {
  await commit(adapter, contents)
  const before = await observe(adapter)
  const signal = { aborted: true, reason: new Error('the user left') }
  const operation = { id: 'operation', fingerprint: '' }
  const calls = {
    read: async () => adapter.read(theBook, () => ({ months: 'all' }), { signal }),
    page: async () => adapter.page(theBook, () => ({ limit: 10 }), { signal }),
    readAll: async () => adapter.readAll(theBook, { signal }),
    ...(adapter.history && { history: async () => adapter.history?.(theBook, { limit: 1 }, { signal }) }),
    transact: async () =>
      adapter.transact(theBook, () => ({}), addTravel, commitOptions({ operation, signal })),
    replace: async () => adapter.replace(theBook, clear, commitOptions({ operation, signal })),
  }
  for (const [method, call] of Object.entries(calls)) {
    const { cause } = await expectRefused(call(), 'aborted', `${method} with an aborted signal`)
    if (cause !== signal.reason)
      fail(`the cause of an aborted ${method}`, 'the reason of its signal', String(cause))
    expectEqual(await observe(adapter), before, `the book after an aborted ${method}`)
  }
  const { replayed } = await commit(adapter, [], { operation })
  expectEqual(replayed, false, 'an aborted operation having been recorded')
}

async function abortsWholly({ adapter }: Trial): Promise<void> {
  await commit(adapter, contents)
  // An adapter may write a change within one month in another way than a change of the head.
  const expense = makeExpense('late', 'food', '2026-02-11', '1.00', { month: january })
  const changes = [
    inserting.category(makeCategory('travel')),
    inserting.group(makeGroup('fun')),
    inserting.expense(expense),
  ]
  for (const change of changes) await abortsDuring(adapter, change)
}

async function abortsDuring(adapter: StorageAdapter, change: Change): Promise<void> {
  const before = await observe(adapter)
  const signal = { aborted: false, reason: 'too late' }
  const decide = () => {
    signal.aborted = true
    return { changes: [change], receipt: {} }
  }
  try {
    await adapter.transact(theBook, () => ({ months: [january] }), decide, commitOptions({ signal }))
  } catch (error) {
    if (!isBudgetBookError(error, 'aborted')) throw error
    expectEqual(await observe(adapter), before, 'the book after an abort that came during the decision')
    return
  }
  const after = await observe(adapter)
  const countOf = ({ categories, groups, expenses }: BookContents): number =>
    categories.length + groups.length + expenses.length
  expectEqual(countOf(after), countOf(before) + 1, 'what is in the book when an abort came too late')
}

async function ignoresIdleSignals({ adapter }: Trial): Promise<void> {
  const signal = { aborted: false }
  await commit(adapter, contents, { signal })
  expectEqual((await adapter.readAll(theBook, { signal })).expenses.length, 1, 'the expenses that are stored')
}

async function abortsInTheQueue({ adapter }: Trial): Promise<void> {
  await commit(adapter, [])
  const signal = { aborted: false, reason: 'no longer wanted' }
  let begun = false
  const decide = () => {
    begun = true
    return addTravel()
  }
  const first = commit(adapter, contents)
  const second = adapter.transact(theBook, () => ({}), decide, commitOptions({ signal }))
  signal.aborted = true
  await first
  const error = await expectRefused(second, 'aborted', 'a commit that was aborted while it waited')
  expectEqual(error.cause, signal.reason, 'the cause')
  expectEqual(begun, false, 'a commit that was aborted while it waited having begun')
  expectEqual((await observe(adapter)).categories.length, 1, 'the categories without what was aborted')
}

async function endsWhatWasAsked(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, [])
  const writes = [
    commit(adapter, contents),
    adapter.transact(theBook, () => ({}), addTravel, commitOptions()),
  ]
  await adapter.close()
  await Promise.all(writes)
  const next = await reopened(trial)
  if (next) expectEqual((await observe(next)).categories.length, 2, 'the categories written before the end')
}

async function isClosed({ adapter }: Trial): Promise<void> {
  await commit(adapter, contents)
  await adapter.close()
  const calls: Record<string, (client: StorageAdapter) => Promise<unknown>> = {
    open: async (client) => client.open(),
    read: async (client) => client.read(theBook, () => ({})),
    page: async (client) => client.page(theBook, () => ({ limit: 10 })),
    readAll: async (client) => client.readAll(theBook),
    ...(adapter.history && { history: async (client) => client.history?.(theBook, { limit: 1 }) }),
    transact: async (client) => client.transact(theBook, () => ({}), addTravel, commitOptions()),
    replace: async (client) => client.replace(theBook, clear, commitOptions()),
    deleteBook: async (client) => client.deleteBook(theBook),
  }
  for (const [method, call] of Object.entries(calls)) {
    await expectRefused(call(adapter), 'closed', `${method} of an adapter that was closed`)
  }
}

async function isFoundAgain(trial: Trial): Promise<void> {
  await commit(trial.adapter, contents)
  const before = await observe(trial.adapter)
  const next = await reopened(trial)
  if (next) expectEqual(await observe(next), before, 'the book after a reopening')
}

async function leavesOthersOpen({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  // An adapter that keeps its data to itself has only one client.
  if (other === adapter) return
  await commit(adapter, contents)
  await other.close()
  expectEqual((await observe(adapter)).expenses.length, 1, 'the expenses that the client left open sees')
}

/** How calls, and clients, come to an end. */
export const endings: readonly TrialCase[] = [
  { name: 'abort: an aborted signal writes nothing, and its reason is the cause', check: aborts },
  { name: 'abort: during a decision, everything is written or nothing', check: abortsWholly },
  { name: 'abort: a signal that is not aborted does nothing', check: ignoresIdleSignals },
  { name: 'abort: a commit that waits for another one is not begun', check: abortsInTheQueue },
  { name: 'close: writes that were asked for before it are made', check: endsWhatWasAsked },
  { name: 'close: every later call is refused with closed', check: isClosed },
  { name: 'close: what was written is there after a reopening', check: isFoundAgain },
  { name: 'close: other clients stay open', check: leavesOthersOpen },
]
