import type { BookContents } from '../../../storage/view.js'
import type { StorageAdapter } from '../../../storage/adapter.js'
import {
  commit,
  commitOptions,
  inserting,
  moving,
  putting,
  removing,
  outcomeOf,
  theBook,
} from '../commits.js'
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
} from '../entities.js'
import { expectEqual, expectRefused, expectSameError } from '../expect.js'
import { expectSoundTotals, observe, readMonth, sorted } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

const food = makeCategory('food')
const travel = makeCategory('travel', { archived: true, groupId: 'g3', metadata: { icon: 'plane' } })

async function fill(adapter: StorageAdapter): Promise<void> {
  await commit(adapter, [
    putting.settings(makeSettings('USD', '500.00')),
    inserting.group(makeGroup('g1', { metadata: { icon: 'house' } })),
    inserting.group(makeGroup('g3')),
    inserting.category(travel),
    inserting.category(food),
    moving.group('g3', 'g1'),
    inserting.budget(makeBudget('b1', 'food', january, '10.00')),
    inserting.budget(makeBudget('b2', 'travel', february, '20.00', { metadata: { note: 'x' } })),
    inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.25')),
    inserting.expense(makeExpense('e2', 'food', '2026-02-01', '-2.50', { description: 'deposit' })),
    inserting.expense(makeExpense('e3', 'travel', '2026-02-02', '3.00')),
    inserting.hold(makeHold('h1', 'food', '2026-01-30', '4.00')),
    inserting.hold(makeHold('h2', 'food', '2026-02-03', '5.00', { description: 'hotel' })),
    putting.month(january, true, '400.00'),
    putting.month(march, true, null),
  ])
}

const rewritten: BookContents = {
  settings: makeSettings('JPY', '70000', 25),
  categories: [
    makeCategory('new', { createdAt: '2026-03-01T00:00:00.000Z' }),
    { ...food, name: 'Eating', groupId: 'g1' },
  ],
  groups: [makeGroup('g2'), makeGroup('g1', { name: 'Home' })],
  closedMonths: [{ month: february, limitAtClose: makeSettings('JPY', '9').monthlyLimit }],
  budgets: [makeBudget('b1', 'new', march, '100'), makeBudget('b3', 'food', march, '0')],
  expenses: [
    // In January, by the new start day.
    makeExpense('e1', 'new', '2026-02-10', '300', { month: january }),
    makeExpense('e4', 'food', '2026-02-24', '-40', { month: january }),
  ],
  holds: [
    makeHold('h1', 'new', '2026-02-11', '6', { month: january, expiresAt: '2026-02-12T00:00:00.000Z' }),
    makeHold('h3', 'food', '2026-03-26', '7'),
  ],
}

async function replaceWith(adapter: StorageAdapter, contents: BookContents, bookId = theBook): Promise<void> {
  await adapter.replace(bookId, () => ({ contents, receipt: {} }), commitOptions())
}

async function rewritesEverything({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  let given: BookContents | undefined
  const before = sorted(await adapter.readAll(theBook))
  const rebuild = (contents: BookContents) => {
    given = contents
    return { contents: rewritten, receipt: { done: true } }
  }
  const committed = await adapter.replace(theBook, rebuild, commitOptions())
  expectEqual(outcomeOf(committed), { replayed: false, receipt: { done: true } }, 'what replace gives')
  expectEqual(given && sorted(given), before, 'what a rebuild is given')
  for (const client of [adapter, await connect()]) {
    const { months, ...contents } = await observe(client)
    expectEqual(contents, rewritten, 'everything in the book')
    expectEqual([...months.keys()].sort(), [january, february, march], 'its months')
    expectEqual(
      months.get(january)?.spending,
      new Map(Object.entries({ new: { spent: '300', count: 1 }, food: { spent: '-40', count: 1 } })),
      'the totals of January',
    )
    await expectSoundTotals(client, 'after a replace')
  }
}

async function goesOn({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  await replaceWith(adapter, rewritten)
  const update = makeExpense('e1', 'food', '2026-02-10', '5', { month: january })
  await commit(adapter, [putting.expense(update), removing.budget('b3')])
  await expectSoundTotals(adapter, 'after a commit that follows a replace')
  expectEqual((await readMonth(adapter, march)).budgets, [rewritten.budgets[0]], 'the budgets of March')
  await expectRefused(
    commit(adapter, [inserting.budget(makeBudget('b1', 'food', february, '1'))]),
    'conflict',
    'inserting the id of a budget that a replace put',
  )
  await expectRefused(
    commit(adapter, [inserting.group(makeGroup('g2'))]),
    'conflict',
    'inserting the id of a group that a replace put',
  )
  // The ids that the replace removed are free again.
  await commit(adapter, [
    inserting.group(makeGroup('g3')),
    inserting.category(travel),
    inserting.budget(makeBudget('b2', 'travel', february, '1')),
    inserting.expense(makeExpense('e3', 'travel', '2026-02-26', '1')),
  ])
  await expectSoundTotals(adapter, 'after ids came back')
}

async function changesNothingWhenRefused({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const before = await observe(adapter)
  const refusal = new RangeError('not today')
  const rebuild = (): never => {
    throw refusal
  }
  await expectSameError(adapter.replace(theBook, rebuild, commitOptions()), refusal, 'what a rebuild throws')
  expectEqual(await observe(adapter), before, 'the book after a rebuild threw')
}

async function mayChangeNothing({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const before = await observe(adapter)
  const operation = { id: 'nothing to do', fingerprint: '' }
  let asked = 0
  const rebuild = () => ({ contents: null, receipt: { asked: ++asked } })
  await adapter.replace(theBook, rebuild, commitOptions())
  expectEqual(await observe(adapter), before, 'the book after a rebuild that gave null')
  const first = await adapter.replace(theBook, rebuild, commitOptions({ operation }))
  expectEqual(first.replayed, false, 'whether a new operation that gave null had been done before')
  const again = await (await connect()).replace(theBook, rebuild, commitOptions({ operation }))
  expectEqual(outcomeOf(again), { replayed: true, receipt: first.receipt }, 'what its repetition gives')
  expectEqual(await observe(adapter), before, 'the book after an operation that gave null')
}

async function roundTrips({ adapter }: Trial): Promise<void> {
  await fill(adapter)
  const before = await observe(adapter)
  const contents = await adapter.readAll(theBook)
  await replaceWith(adapter, contents)
  expectEqual(await observe(adapter), before, 'a book that was replaced by itself')
  await replaceWith(adapter, contents, 'another book')
  expectEqual(await observe(adapter, 'another book'), before, 'another book, replaced by its contents')
  await replaceWith(adapter, await adapter.readAll('never written'), 'another book')
  expectEqual(await observe(adapter, 'another book'), await observe(adapter, 'never written'), 'it, emptied')
  expectEqual(await observe(adapter), before, 'the first book then')
}

/** Cases about full-book work. */
export const replacing: readonly TrialCase[] = [
  { name: 'replace: rewrites everything, totals included', check: rewritesEverything },
  { name: 'replace: the book goes on from there', check: goesOn },
  {
    name: 'replace: a rebuild that throws changes nothing, and its error comes out',
    check: changesNothingWhenRefused,
  },
  {
    name: 'replace: a rebuild that gives null changes nothing, and its operation is kept',
    check: mayChangeNothing,
  },
  { name: 'replace: what readAll gave makes the same book', check: roundTrips },
]
