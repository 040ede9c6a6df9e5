import type { Change } from '../../../../storage/change.js'
import type { StorageAdapter } from '../../../../storage/adapter.js'
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
import { expectHead, readMonths } from '../../observations.js'
import { racers, reopened, type Trial, type TrialCase } from '../../trial.js'

// Neither in the order of ids nor of instants.
const ids = ['m', 'z', 'a', 'c', 'b']
const categories = new Map(
  ids.map((id, index) => [id, makeCategory(id, { createdAt: `2026-01-0${9 - index}T00:00:00.000Z` })]),
)
const groups = new Map(ids.map((id) => [id, makeGroup(id)]))

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [
    ...Array.from(categories.values(), inserting.category),
    ...Array.from(groups.values(), inserting.group),
  ])
}

/** Expects categories and groups to be in an order, given by letters. */
async function expectOrder(
  clients: readonly StorageAdapter[],
  order: { readonly categories: string; readonly groups: string },
  what: string,
): Promise<void> {
  const inOrder = {
    categories: order.categories.split('').map((id) => categories.get(id) ?? makeCategory(id)),
    groups: order.groups.split('').map((id) => groups.get(id) ?? makeGroup(id)),
  }
  for (const client of clients) await expectHead(client, inOrder, `the order ${what}`)
}

/** Each move, and the order after it. */
const moves = [
  { id: 'b', before: 'm', order: 'bmzac' },
  { id: 'b', before: null, order: 'mzacb' },
  { id: 'm', before: null, order: 'zacbm' },
  { id: 'a', before: 'z', order: 'azcbm' },
  { id: 'a', before: 'c', order: 'zacbm' },
  { id: 'z', before: 'm', order: 'acbzm' },
  { id: 'm', before: 'b', order: 'acmbz' },
] as const

async function areFollowed({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const clients = [adapter, await connect()]
  let before = 'mzacb'
  for (const { order, ...move } of moves) {
    const what = `after ${move.id} moved in front of ${move.before ?? 'nothing'}`
    await commit(adapter, [moving.category(move.id, move.before)])
    await expectOrder(clients, { categories: order, groups: before }, what)
    await commit(adapter, [moving.group(move.id, move.before)])
    await expectOrder(clients, { categories: order, groups: order }, what)
    before = order
  }
}

async function mayGoNowhere({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const clients = [adapter, await connect()]
  const still: [string, string | null][] = [
    ['z', 'z'],
    ['z', 'a'],
    ['b', null],
  ]
  for (const move of still) {
    await commit(adapter, [moving.category(...move), moving.group(...move)])
    await expectOrder(clients, { categories: 'mzacb', groups: 'mzacb' }, 'after a move to where it was')
  }
}

async function staysAfterOtherCommits(trial: Trial): Promise<void> {
  const { adapter, connect } = trial
  await fill(adapter)
  const other = await connect()
  await commit(adapter, [moving.category('b', 'm'), moving.group('m', null)])
  const steps: { what: string; changes: readonly Change[]; categories: string; groups: string }[] = [
    {
      what: 'an update',
      changes: ['m', 'b'].flatMap((id) => [
        putting.category(categories.get(id) ?? makeCategory(id)),
        putting.group(groups.get(id) ?? makeGroup(id)),
      ]),
      categories: 'bmzac',
      groups: 'zacbm',
    },
    {
      what: 'a budget and an expense',
      changes: [
        inserting.budget(makeBudget('plan', 'z', january, '1.00')),
        inserting.expense(makeExpense('lunch', 'z', '2026-01-10', '1.00')),
      ],
      categories: 'bmzac',
      groups: 'zacbm',
    },
    {
      what: 'an expense in the same month',
      changes: [inserting.expense(makeExpense('tea', 'z', '2026-01-10', '1.00'))],
      categories: 'bmzac',
      groups: 'zacbm',
    },
    {
      what: 'a change of settings',
      changes: [putting.settings(makeSettings('USD', '9.00'))],
      categories: 'bmzac',
      groups: 'zacbm',
    },
    {
      what: 'an insertion, which comes last',
      changes: [inserting.category(makeCategory('d')), inserting.group(makeGroup('d'))],
      categories: 'bmzacd',
      groups: 'zacbmd',
    },
    {
      what: 'a removal',
      changes: [removing.category('a'), removing.group('z')],
      categories: 'bmzcd',
      groups: 'acbmd',
    },
    {
      what: 'another move',
      changes: [moving.category('d', 'b'), moving.group('d', 'm')],
      categories: 'dbmzc',
      groups: 'acbdm',
    },
  ]
  for (const [index, { what, changes, ...order }] of steps.entries()) {
    // The clients take turns: one client must not undo what another one moved.
    await commit(index % 2 === 0 ? other : adapter, changes)
    await expectOrder([adapter, other], order, `after ${what}`)
  }
  const next = await reopened(trial)
  if (next) await expectOrder([next], { categories: 'dbmzc', groups: 'acbdm' }, 'after a reopening')
}

async function areMadeTogether({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  const changesOf = (kind: 'category' | 'group'): Change[] => {
    const insert = (id: string) =>
      kind === 'category' ? inserting.category(makeCategory(id)) : inserting.group(makeGroup(id))
    const move = moving[kind]
    return [
      move('b', 'm'), // bmzac
      insert('x'), // bmzacx
      move('x', 'b'), // xbmzac
      removing[kind]('z'), // xbmac
      move('m', null), // xbacm
      insert('z'), // xbacmz
      move('z', 'a'), // xbzacm
      insert('y'), // xbzacmy
      removing[kind]('x'), // bzacmy
      move('m', 'z'), // bmzacy
    ]
  }
  await commit(adapter, [...changesOf('category'), ...changesOf('group')])
  // The category that came again is the new one.
  const order = 'bmzacy'.split('')
  for (const client of [adapter, other]) {
    const seen = await readMonths(client)
    const expected = order.map((id) => ('zy'.includes(id) ? makeCategory(id) : categories.get(id)))
    expectEqual(seen.categories, expected, 'categories after moves, insertions and removals in one commit')
    await expectHead(client, { groups: order.map((id) => makeGroup(id)) }, 'groups after the same')
  }
}

async function areKeptByFullBookWork({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const clients = [adapter, await connect()]
  await commit(adapter, [moving.category('b', 'm'), moving.group('c', 'm')])
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  await expectOrder(clients, { categories: 'bmzac', groups: 'cmzab' }, 'after full-book work')
  await adapter.replace(
    theBook,
    (contents) => ({
      contents: {
        ...contents,
        categories: [...contents.categories].reverse(),
        groups: [...contents.groups].reverse(),
      },
      receipt: {},
    }),
    commitOptions(),
  )
  await expectOrder(clients, { categories: 'cazmb', groups: 'bazmc' }, 'that full-book work put')
  await commit(adapter, [moving.category('b', 'c'), moving.group('b', null)])
  await expectOrder(clients, { categories: 'bcazm', groups: 'azmcb' }, 'after a move that follows')
}

async function areOperations({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const other = await connect()
  const asked = { operation: { id: 'move', fingerprint: 'f' }, receipt: { id: 'b' } }
  const move = [moving.category('b', 'm'), moving.group('b', 'm')]
  expectEqual(
    outcomeOf(await commit(adapter, move, asked)),
    { replayed: false, receipt: asked.receipt },
    'an operation that moves',
  )
  await expectOrder([adapter, other], { categories: 'bmzac', groups: 'bmzac' }, 'after the operation')
  await commit(other, [moving.category('b', null), moving.group('b', null)])
  const again = await commit(other, move, asked)
  expectEqual(outcomeOf(again), { replayed: true, receipt: asked.receipt }, 'the same operation again')
  await expectOrder([adapter, other], { categories: 'mzacb', groups: 'mzacb' }, 'after the repetition')
}

async function areNotLostInARace(trial: Trial): Promise<void> {
  const { adapter } = trial
  await fill(adapter)
  const clients = await racers(trial, 4)
  await commit(adapter, [
    inserting.category(makeCategory('last')),
    inserting.group(makeGroup('last')),
    ...clients.flatMap((_, index) => [
      inserting.category(makeCategory(`${index}`)),
      inserting.group(makeGroup(`${index}`)),
    ]),
  ])
  await Promise.all(
    clients.map(async (client, index) => {
      await commit(client, [moving.category(`${index}`, 'last')])
      await commit(client, [moving.group(`${index}`, 'last')])
    }),
  )
  const seen = await readMonths(adapter)
  const moved = clients.map((_, index) => `${index}`)
  for (const list of [seen.categories, seen.groups]) {
    const order = list.map(({ id }) => id)
    expectEqual(order.slice(0, ids.length), ids, 'what no racing client moved')
    expectEqual(order.slice(ids.length, -1).sort(), moved, 'what racing clients moved')
    expectEqual(order.at(-1), 'last', 'what all of them moved something in front of')
  }
}

/** What commits do to the order of categories and groups. */
export const moveCases: readonly TrialCase[] = [
  { name: 'move: categories and groups are in the order they were moved to', check: areFollowed },
  { name: 'move: to where it already is changes nothing', check: mayGoNowhere },
  { name: 'move: the order stays after the commits of any client', check: staysAfterOtherCommits },
  { name: 'move: goes with insertions and removals in one commit', check: areMadeTogether },
  { name: 'move: the order stays after full-book work, which may change it', check: areKeptByFullBookWork },
  { name: 'move: an operation that only moves is done once', check: areOperations },
  { name: 'race: no move is lost', check: areNotLostInARace },
]
