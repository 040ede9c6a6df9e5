import type { BookContents } from '../../../../storage/view.js'
import {
  commit,
  commitOptions,
  inserting,
  moving,
  outcomeOf,
  putting,
  removing,
  theBook,
} from '../../commits.js'
import { january, makeBudget, makeCategory, makeExpense, makeGroup, makeSettings } from '../../entities.js'
import { expectEqual } from '../../expect.js'
import { expectHead, observe, readMonth, readMonths } from '../../observations.js'
import { racers, reopened, type Trial, type TrialCase } from '../../trial.js'

const later = '2026-03-01T00:00:00.000Z'
const home = makeGroup('home')
// Neither ids nor names nor instants show the order.
const fun = makeGroup('fun', {
  name: '娯楽 "é"',
  metadata: { icon: 'plane', list: [1, null, { deep: true }] },
  createdAt: '2025-01-01T00:00:00.000Z',
})

async function change({ adapter, connect }: Trial): Promise<void> {
  const clients = [adapter, await connect()]
  const renamed = { ...home, name: 'House', metadata: { color: 'red' }, updatedAt: later }
  const steps = [
    { what: 'an insertion', changes: [inserting.group(home), inserting.group(fun)], groups: [home, fun] },
    { what: 'an update', changes: [putting.group(renamed)], groups: [renamed, fun] },
    { what: 'a removal', changes: [removing.group('home')], groups: [fun] },
    { what: 'the removed id comes again', changes: [inserting.group(home)], groups: [fun, home] },
    { what: 'all are removed', changes: [removing.group('home'), removing.group('fun')], groups: [] },
  ]
  for (const { what, changes, groups } of steps) {
    await commit(adapter, changes)
    for (const client of clients) await expectHead(client, { groups }, `the groups after ${what}`)
  }
}

/** A book may consist of its groups alone: there is no month, no category, and the settings are the defaults. */
async function areEnough(trial: Trial): Promise<void> {
  const { adapter, connect } = trial
  await commit(adapter, [inserting.group(home)])
  await expectHead(await connect(), { groups: [home] }, 'the groups of a book that has nothing else')
  const added = { operation: { id: 'add', fingerprint: 'f' }, receipt: { id: 'fun' } }
  await commit(adapter, [inserting.group(fun)], added)
  await commit(adapter, [removing.group('home')])
  const again = await commit(await connect(), [inserting.group(fun)], added)
  expectEqual(
    outcomeOf(again),
    { replayed: true, receipt: added.receipt },
    'an operation that changed groups only, repeated',
  )
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  await expectHead(adapter, { groups: [fun] }, 'the groups after full-book work')
  const next = await reopened(trial)
  if (next) await expectHead(next, { groups: [fun], categories: [] }, 'the groups after a reopening')
}

async function mayComeFirst({ adapter, connect }: Trial): Promise<void> {
  const operation = { id: 'first', fingerprint: '' }
  const { replayed } = await commit(adapter, [inserting.group(home), inserting.group(fun)], { operation })
  expectEqual(replayed, false, 'the first commit of a book having been done before')
  const other = await connect()
  await expectHead(other, { groups: [home, fun], settings: makeSettings() }, 'what the first commit made')
  expectEqual((await commit(other, [], { operation })).replayed, true, 'its operation being known')
}

async function changeBesideOthers({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  const food = makeCategory('food', { groupId: 'home' })
  const lunch = (id: string) => inserting.expense(makeExpense(id, 'food', '2026-01-10', '1.00'))
  await commit(adapter, [
    inserting.group(home),
    inserting.category(food),
    inserting.budget(makeBudget('plan', 'food', january, '9.00')),
    lunch('1'),
  ])
  // The month already exists, so some adapters would write nothing else.
  await commit(adapter, [inserting.group(fun), lunch('2')])
  await expectHead(other, { groups: [home, fun], categories: [food] }, 'groups that changed beside a month')
  await commit(adapter, [moving.group('fun', 'home'), lunch('3')])
  await expectHead(other, { groups: [fun, home], categories: [food] }, 'groups that moved beside a month')
  // The groups may be stored where the settings are.
  const settings = makeSettings('INR', '300.00')
  await commit(adapter, [putting.settings(settings)])
  await expectHead(other, { groups: [fun, home], settings }, 'groups and settings when settings changed')
  await commit(adapter, [removing.group('fun'), removing.category('food'), inserting.category(food)])
  await expectHead(other, { groups: [home], settings, categories: [food] }, 'the head when groups changed')
  expectEqual((await readMonth(other, january)).spending.get('food')?.count, 3, 'how many expenses there are')
}

async function goWithTheirBook({ adapter, connect }: Trial): Promise<void> {
  const other = await connect()
  const food = makeCategory('food', { groupId: 'home' })
  for (const [deleting, writing] of [
    [adapter, other],
    [other, adapter],
  ] as const) {
    await commit(writing, [inserting.group(home), inserting.category(food)])
    await commit(writing, [inserting.group(home)], { bookId: 'another book' })
    await expectHead(deleting, { groups: [home], categories: [food] }, 'a book before its deletion')
    await deleting.deleteBook(theBook)
    for (const client of [adapter, other])
      await expectHead(client, { groups: [], categories: [] }, 'a deleted book')
    await commit(writing, [inserting.group(fun)])
    await expectHead(deleting, { groups: [fun], categories: [] }, 'a new book under the id of a deleted one')
    await expectHead(deleting, { groups: [home] }, 'the book beside it', 'another book')
    await deleting.deleteBook(theBook)
    await deleting.deleteBook('another book')
  }
}

async function areRewritten({ adapter, connect }: Trial): Promise<void> {
  await commit(adapter, [inserting.group(home), inserting.group(fun), inserting.category(makeCategory('a'))])
  const replaceGroups = async (groups: BookContents['groups']) => {
    const rebuild = (contents: BookContents) => ({ contents: { ...contents, groups }, receipt: {} })
    await adapter.replace(theBook, rebuild, commitOptions())
  }
  for (const groups of [[fun, home], [makeGroup('work'), { ...fun, name: 'Leisure' }], []]) {
    await replaceGroups(groups)
    await expectHead(adapter, { groups }, 'the groups that full-book work put')
    await expectHead(await connect(), { groups }, 'the groups that full-book work put')
  }
  await replaceGroups([fun])
  await commit(adapter, [inserting.group(home), moving.group('home', 'fun')])
  await expectHead(adapter, { groups: [home, fun] }, 'the groups when the book goes on from there')
  expectEqual((await observe(adapter)).categories.length, 1, 'how many categories there are')
}

async function areNotLostInARace(trial: Trial): Promise<void> {
  await commit(trial.adapter, [inserting.category(makeCategory('food'))])
  const [planner, ...others] = await racers(trial, 4)
  const limits = ['1.00', '2.00', '3.00', '4.00', '5.00']
  const planning = async () => {
    for (const limit of limits)
      await commit(planner ?? trial.adapter, [putting.settings(makeSettings('USD', limit))])
  }
  const grouping = others.map(async (client, index) => {
    for (const limit of limits) await commit(client, [inserting.group(makeGroup(`${index} ${limit}`))])
  })
  await Promise.all([planning(), ...grouping])
  const { settings, groups } = await readMonths(trial.adapter)
  expectEqual(settings, makeSettings('USD', '5.00'), 'the settings that were put last')
  const expected = others.flatMap((_, index) => limits.map((limit) => `${index} ${limit}`))
  expectEqual(groups.map(({ id }) => id).sort(), expected, 'the groups that were inserted at once')
}

/** What commits do to groups of categories. */
export const groupCases: readonly TrialCase[] = [
  { name: 'group: is inserted, put and removed, for every client to see', check: change },
  { name: 'group: is kept where the book has nothing else', check: areEnough },
  { name: 'group: may be the first that a book gets, in an operation too', check: mayComeFirst },
  {
    name: 'group: changes beside a month, and apart from settings and categories',
    check: changeBesideOthers,
  },
  { name: 'group: goes with its book, and a new book has none', check: goWithTheirBook },
  { name: 'group: is rewritten by full-book work, in its order', check: areRewritten },
  { name: 'race: groups and settings do not undo one another', check: areNotLostInARace },
]
