import { monthOf } from '../../../calendar/month-range.js'
import { compareAmounts, sumAmounts } from '../../../money/arithmetic.js'
import type { ChangeSummary, CommitNotice, StorageAdapter } from '../../../storage/adapter.js'
import type { BookContents, View } from '../../../storage/view.js'
import { pause } from '../../../lib/time/pause.js'
import { commit, commitOptions, inserting, putting, removing, theBook } from '../commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeHold,
  makeSettings,
  march,
} from '../entities.js'
import { expectEqual } from '../expect.js'
import { monthOfView, observe, readMonth, readMonths } from '../observations.js'
import { racers, type Trial, type TrialCase } from '../trial.js'

const food = makeCategory('food')
const hotel = makeHold('hotel', 'food', '2026-02-10', '80.00')
const taxi = makeHold('taxi', 'food', '2026-03-11', '20.00', { expiresAt: '2026-03-12T00:00:00.000Z' })

async function fill(adapter: StorageAdapter, bookId = theBook): Promise<void> {
  await commit(adapter, [inserting.category(food), inserting.hold(hotel), inserting.hold(taxi)], { bookId })
}

async function changesManyAtOnce({ adapter, connect }: Trial): Promise<void> {
  const plan = makeBudget('plan', 'food', february, '10.00')
  await fill(adapter)
  await commit(adapter, [inserting.budget(plan)])
  const many = [january, february, march].flatMap((month) =>
    Array.from({ length: 20 }, (_, index) => makeHold(`${month} ${index}`, 'food', `${month}-15`, '1.00')),
  )
  await commit(adapter, [
    putting.hold({ ...taxi, date: makeHold('', '', '2026-01-09', '1').date, month: january }),
    ...many.map(inserting.hold),
    removing.hold('hotel'),
    removing.hold('2026-02 3'),
    putting.budget({ ...plan, amount: taxi.amount }),
    putting.hold(makeHold('2026-01 4', 'food', '2026-03-31', '2.00')),
    putting.month(march, true, null),
  ])
  const { months } = await readMonths(await connect())
  const counts = [january, february, march].map((month) => months.get(month)?.holds.length)
  expectEqual(counts, [20, 19, 21], 'how many holds each month has after many changes at once')
  expectEqual(months.get(march)?.closed, true, 'the month that was closed beside them')
  expectEqual((await observe(adapter)).holds.length, 60, 'all holds then')
  expectEqual(months.get(february)?.budgets[0]?.amount, taxi.amount, 'a budget that changed beside them')
  const closing = [putting.month(february, true, '50.00'), removing.hold('2026-02 4')]
  await commit(adapter, [...closing, putting.hold(makeHold('2026-02 5', 'food', '2026-02-28', '3.00'))])
  const { closed, limitAtClose, holds } = await readMonth(await connect(), february)
  expectEqual([closed, limitAtClose, holds.length], [true, '50.00', 18], 'a month that closes beside holds')
}

async function survivesReplacements({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  const before = await observe(adapter)
  await adapter.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions())
  const other = await connect()
  for (const client of [adapter, other])
    expectEqual(await observe(client), before, 'a book with holds after a replace that changes nothing')
  const movedStart = (contents: BookContents) => ({
    contents: {
      ...contents,
      settings: { ...contents.settings, monthStartDay: 25 },
      holds: contents.holds.map((hold) => ({ ...hold, month: monthOf(hold.date, 25) })),
    },
    receipt: {},
  })
  await adapter.replace(theBook, movedStart, commitOptions())
  for (const client of [adapter, other]) {
    const { months } = await readMonths(client)
    const places = Array.from(months, ([month, { holds }]) => [month, holds.map(({ id }) => id)])
    expectEqual(
      places.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      [
        [january, ['hotel']],
        [february, ['taxi']],
      ],
      'the months of holds when months start on the 25th',
    )
  }
  const { holds } = await readMonth(await connect(), january)
  expectEqual(
    holds.map(({ id }) => id),
    ['hotel'],
    'the holds of one month then',
  )
  await commit(other, [removing.hold('hotel')])
  for (const client of [adapter, other])
    expectEqual([...(await readMonths(client)).months.keys()], [february], 'the months when one is gone')
  const without = (contents: BookContents) => ({ contents: { ...contents, holds: [] }, receipt: {} })
  await other.replace(theBook, without, commitOptions())
  for (const client of [adapter, other]) {
    expectEqual((await readMonths(client)).months, new Map(), 'the months after a replace without holds')
    expectEqual((await client.readAll(theBook)).holds, [], 'the holds then')
  }
}

async function goesWithItsBook({ adapter, connect }: Trial): Promise<void> {
  await fill(adapter)
  await fill(adapter, 'another book')
  const other = await connect()
  await adapter.deleteBook(theBook)
  for (const client of [adapter, other]) {
    expectEqual((await client.readAll(theBook)).holds, [], 'the holds of a book that was deleted')
    const { months, holds } = await client.read(theBook, () => ({ months: 'all', holds: ['hotel'] }))
    expectEqual([months.size, holds.get('hotel')], [0, null], 'its months, and a hold by its id')
  }
  await commit(other, [inserting.category(food)])
  expectEqual((await readMonths(adapter)).months, new Map(), 'the months of a later book with its id')
  await commit(other, [inserting.hold({ ...hotel, description: 'new' })])
  expectEqual(
    (await observe(adapter)).holds.map(({ description }) => description),
    ['new'],
    'the holds of the later book',
  )
  expectEqual((await observe(adapter, 'another book')).holds, [hotel, taxi], 'the holds of another book')
}

const summary = (type: ChangeSummary['type'], action: ChangeSummary['action'], ...ids: string[]) => ({
  type,
  action,
  ids,
})

async function tellsOfHolds({ adapter }: Trial): Promise<void> {
  if (!adapter.subscribe) return
  const heard: CommitNotice[] = []
  adapter.subscribe(theBook, (notice) => heard.push(notice))
  const lunch = makeExpense('lunch', 'food', '2026-01-10', '1.00')
  const steps = [
    [inserting.category(food)],
    [inserting.hold(hotel), inserting.hold(taxi)],
    [putting.hold(makeHold('hotel', 'food', '2026-01-31', '80.00'))],
    [removing.hold('taxi'), inserting.expense(lunch)],
  ]
  for (const changes of steps) await commit(adapter, changes)
  for (let waited = 0; heard.length < steps.length && waited < 1_000; waited += 5) await pause(5)
  const told = heard.map(({ months, changes }) => ({
    months: typeof months === 'object' ? [...months].sort() : months,
    changes,
  }))
  expectEqual(
    told,
    [
      { months: [], changes: [summary('category', 'created', 'food')] },
      { months: [february, march], changes: [summary('hold', 'created', 'hotel', 'taxi')] },
      { months: [january, february], changes: [summary('hold', 'updated', 'hotel')] },
      {
        months: [january, march],
        changes: [summary('hold', 'removed', 'taxi'), summary('expense', 'created', 'lunch')],
      },
    ],
    'what a subscriber is told of holds',
  )
}

async function raceForAnId(trial: Trial): Promise<void> {
  const { adapter } = trial
  await commit(adapter, [inserting.category(food)])
  const clients = await racers(trial, 6)
  const months = [january, february, march]
  const attempts = clients.map(async (client, index) => {
    const hold = makeHold('wanted', 'food', `${months[index % 3] ?? january}-10`, `${index + 1}.00`)
    await commit(client, [inserting.hold(hold)])
    return hold
  })
  const outcomes = await Promise.allSettled(attempts)
  const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const codes = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [(outcome.reason as { code?: unknown }).code] : [],
  )
  expectEqual(
    codes,
    Array.from({ length: 5 }, () => 'conflict'),
    'how the others that want the id are refused',
  )
  expectEqual((await observe(adapter)).holds, won, 'the only hold with the id')
}

const limit = '100.00'
const totalOf = (holds: readonly { readonly amount: string }[]): string =>
  sumAmounts(
    holds.map(({ amount }) => amount),
    'USD',
  )

/** Places a hold of 30.00, unless the holds of its month would be above 100.00. */
async function placeThirty(
  client: StorageAdapter,
  { month, id, refusal }: { readonly month: string; readonly id: string; readonly refusal: Error },
): Promise<void> {
  const hold = makeHold(id, 'food', `${month}-10`, '30.00')
  const decide = (view: View) => {
    if (compareAmounts(totalOf([...monthOfView(view, hold.month).holds, hold]), limit) > 0) throw refusal
    return { changes: [inserting.hold(hold)], receipt: {} }
  }
  await client.transact(theBook, () => ({ months: [hold.month] }), decide, commitOptions())
}

async function keepTheLimit({ adapter }: Trial, clients: readonly StorageAdapter[]): Promise<void> {
  await commit(adapter, [putting.settings(makeSettings('USD', limit)), inserting.category(food)])
  const refusal = new Error('the limit is reached')
  for (const month of [january, february, march]) {
    const outcomes = await Promise.allSettled(
      clients.map(async (client, index) => placeThirty(client, { month, id: `${month} ${index}`, refusal })),
    )
    const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length
    const refused = outcomes.filter(
      (outcome) => outcome.status === 'rejected' && outcome.reason === refusal,
    ).length
    expectEqual(
      { accepted, refused },
      { accepted: 3, refused: clients.length - 3 },
      `${clients.length} that hold 30.00 each under a limit of 100.00 at once`,
    )
    expectEqual(totalOf((await readMonth(adapter, month)).holds), '90.00', 'what is held after a race')
  }
}

async function raceInOneClient(trial: Trial): Promise<void> {
  await keepTheLimit(
    trial,
    Array.from({ length: 8 }, () => trial.adapter),
  )
}

async function raceBetweenClients(trial: Trial): Promise<void> {
  await keepTheLimit(trial, await racers(trial, 8))
}

// A writer that spends a hold removes it, so only one writer can.
async function raceToSpend(trial: Trial): Promise<void> {
  const { adapter } = trial
  await fill(adapter)
  const clients = await racers(trial, 6)
  const gone = new Error('the hold is gone')
  const attempts = clients.map(async (client, index) =>
    client.transact(
      theBook,
      () => ({ holds: ['hotel'], months: [march] }),
      ({ holds }) => {
        if (!holds.get('hotel')) throw gone
        const spent = makeExpense(`spent ${index}`, 'food', '2026-03-01', '80.00')
        return { changes: [removing.hold('hotel'), inserting.expense(spent)], receipt: {} }
      },
      commitOptions(),
    ),
  )
  const outcomes = await Promise.allSettled(attempts)
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expectEqual(
    refused.map((outcome) => outcome.status === 'rejected' && outcome.reason === gone),
    Array.from({ length: 5 }, () => true),
    'whether each but one finds that the hold is gone',
  )
  const { expenses, holds } = await observe(adapter)
  expectEqual([expenses.length, holds], [1, [taxi]], 'the expenses and the holds after the race')
}

/** Holds in whole books, and in races. */
export const holdBooks: readonly TrialCase[] = [
  { name: 'holds: many changes of many months at once', check: changesManyAtOnce },
  { name: 'holds: a replace keeps, moves and removes them', check: survivesReplacements },
  { name: 'holds: go with their book', check: goesWithItsBook },
  { name: 'subscribe: tells of holds, and of both months of one that moves', check: tellsOfHolds },
  { name: 'race: of holds with one id, one is placed', check: raceForAnId },
  { name: 'race: one of those that spend a hold gets it', check: raceToSpend },
  { name: 'race: writers of one client keep a limit of holds together', check: raceInOneClient },
  { name: 'race: clients keep a limit of holds together', check: raceBetweenClients },
]
